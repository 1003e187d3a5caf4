import { html, raw } from "hono/html";
import { expect, test } from "vitest";
import { textOfMarkup } from "../src/pages/document.ts";

test("whatever is put into a page is escaped, also in attributes and lists, and markup is not", () => {
  const hostile = `<script>'&"</script>`;
  const escaped = "&lt;script&gt;&#39;&amp;&quot;&lt;/script&gt;";
  const page = html`<p title="${hostile}">${hostile}</p>${[hostile, [hostile], html`<b>${hostile}</b>`]}${raw("<hr>")}`;
  expect(textOfMarkup(page)).toBe(`<p title="${escaped}">${escaped}</p>${escaped}${escaped}<b>${escaped}</b><hr>`);
});

test("a page that would have to be waited for is refused", () => {
  expect(() => textOfMarkup(html`<p>${Promise.resolve("late")}</p>`)).toThrow(TypeError);
});
