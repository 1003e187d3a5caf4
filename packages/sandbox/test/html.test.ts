import { expect, test } from "vitest";
import { html, raw } from "../src/pages/html.ts";

test("whatever is put into a page is escaped, also in attributes and lists", () => {
  const hostile = `<script>'&"</script>`;
  const escaped = "&lt;script&gt;&#39;&amp;&quot;&lt;/script&gt;";
  expect(html`<p title="${hostile}">${hostile}</p>${[hostile, [hostile]]}`.text).toBe(
    `<p title="${escaped}">${escaped}</p>${escaped}${escaped}`,
  );
});

test("markup is put in as it is, once and nested", () => {
  const item = html`<li>${"a & b"}</li>`;
  expect(html`<ul>${[item, item]}</ul>${raw("<hr>")}`.text).toBe("<ul><li>a &amp; b</li><li>a &amp; b</li></ul><hr>");
});

test("numbers are written, and true, false and nothing leave no trace", () => {
  expect(html`${0}${1.5}${true}${false}${null}${undefined}${""}${[]}`.text).toBe("01.5");
});
