import type { TraceEvent } from "@dev-github-tool/oauth";
import fc from "fast-check";
import { expect, it } from "vitest";
import { encodingsOf } from "../../../../test/canary/encodings.ts";
import { plant } from "../../../../test/canary/ledger.ts";
import { markup } from "../../src/flow/markup.ts";
import { writeMermaid } from "../../src/flow/mermaid.ts";
import { buildTracePage } from "../../src/flow/page.ts";
import { parseTrace } from "../../src/flow/read-trace.ts";
import { createFlowView } from "../../src/flow/view.ts";
import { captureOutput } from "../output/captured-stream.ts";
import { goodFlow, refusedFlow, traceLines } from "./a-flow.ts";

const utf8 = { LC_ALL: "C.UTF-8", NO_COLOR: "1" };

interface Drawn {
  readonly events: readonly TraceEvent[];
  readonly page: string;
  readonly terminal: string;
  readonly mermaid: string;
}

/** A file in every form in which it can be shown. */
async function show(text: string): Promise<Drawn> {
  const trace = parseTrace(text, { path: "f", isWhole: true });
  const { output, stdout } = captureOutput({ columns: 100, env: utf8 });
  for (const columns of [60, 100]) {
    const view = await createFlowView({ stream: { isTTY: true, columns }, env: utf8, depth: 2 });
    trace.events
      .flatMap((event) => view.draw(event))
      .forEach((line) => {
        output.line(line, 3);
      });
  }
  output.json(trace.events);
  await output.flush();
  return {
    events: trace.events,
    page: buildTracePage(trace, Date.parse("2026-03-04T07:06:07Z")),
    terminal: stdout.text(),
    mermaid: writeMermaid(trace.events).join("\n"),
  };
}

/** A trace with a text of somebody else's in every place where a text stands. */
function poisoned(text: string): string {
  const events = [...goodFlow, ...refusedFlow].flatMap((event) => [
    { ...event, title: text, code: text, method: text },
    { ...event, url: `https://github.com/${text}` },
    { ...event, params: { ...event.params, scope: text, error: text, redirect_uri: text, "x-oauth-scopes": text } },
    { ...event, params: { ...event.params, [text]: text, state: text, access_token: text, code: text } },
    { ...event, [text]: text, params: { ...event.params, expires_in: text, refresh_token_expires_in: text } },
  ]);
  return traceLines(events);
}

const HOSTILE = [
  "<script>alert(1)</script>",
  `"><img src=x onerror=alert(1)>`,
  "</style></title><svg onload=alert(1)>",
  "{{7*7}}",
  "\u001b]0;owned\u0007\u001b[2J",
  "\u009b31m\u202egnp.exe\u2066",
  'x\nclick browser href "javascript:alert(1)"',
  'end\n%%{init: {"securityLevel": "loose"}}%%',
  "a;b#59;<br>--x: [label](javascript:alert(1))",
  "\ud800\udc00\ud800",
  "__proto__",
  "constructor",
];

/** Every element that a page may have. */
const OURS = [
  ...["!doctype", "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "strong", "span"],
  ...[
    "figure",
    "svg",
    "desc",
    "text",
    "path",
    "circle",
    "rect",
    "line",
    "ol",
    "ul",
    "li",
    "details",
    "summary",
    "dl",
    "dt",
    "dd",
  ],
  "code",
];

function expectHarmless({ page, terminal, mermaid }: Drawn): void {
  // Nothing in the page is an element or an attribute that was not ours.
  const foreign = [...page.matchAll(/<\/?([^\s>]*)([^>]*)>/g)].filter(
    ([, name = "", attributes = ""]) => !OURS.includes(name) || /\b(?:on\w+|style|href|src)\s*=/i.test(attributes),
  );
  expect(foreign).toEqual([]);
  expect(page.match(/<style>/g)).toHaveLength(1);
  expect(`${page}${terminal}${mermaid}`).not.toMatch(/[^\n\P{Cc}]|[\u202a-\u202e\u2066-\u2069]/u);
  const syntax =
    /^ {2}(?:Note over (?:browser|client|github)(?:,(?:browser|client|github))?|(?:browser|client|github)--?>>(?:browser|client|github)): (?:[\p{L}\p{N} .,/()=_→…·✓✗-]|#\d+;|<br\/>)*$/u;
  const lines = mermaid.split("\n").slice(4);
  expect(lines.filter((line) => !syntax.test(line))).toEqual([]);
}

it.each(HOSTILE)("shows a file full of %j without obeying any of it", async (text) => {
  expectHarmless(await show(poisoned(text)));
});

it("shows a file full of anything without obeying any of it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), async (text) => {
      expectHarmless(await show(poisoned(text)));
    }),
    { numRuns: 40 },
  );
});

it("reads any lines at all without throwing anything of its own", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.json(),
          fc.string({ unit: "binary" }),
          fc.jsonValue().map((v) => JSON.stringify(v)),
        ),
      ),
      (lines) => {
        const trace = parseTrace(`${traceLines([])}${lines.join("\n")}`, { path: "f", isWhole: true });
        expect(buildTracePage(trace, Date.parse("2026-03-04T07:06:07Z"))).toContain("Masked. Safe to share.");
      },
    ),
  );
});

it("bounds what a file can cost: long lines, deep JSON, many events, a line of many parameters", async () => {
  const [event] = goodFlow;
  const deep = `{"name":"failed","params":${"[".repeat(8000)}${"]".repeat(8000)}}`;
  const wide = JSON.stringify({
    ...event,
    params: Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`p${"x".repeat(n % 9)}`, "1"])),
  });
  const long = JSON.stringify({ ...event, title: "x".repeat(100_000) });
  const { events, flaw } = parseTrace(`${traceLines([])}${[deep, wide, long].join("\n")}\n`, {
    path: "f",
    isWhole: true,
  });
  expect(events).toHaveLength(1);
  expect(flaw?.code).toBe("trace_damaged");
  const many = parseTrace(traceLines(Array.from({ length: 3000 }, () => goodFlow).flat()), {
    path: "f",
    isWhole: true,
  });
  expect(many.events).toHaveLength(500);
  expect(many.flaw?.code).toBe("trace_damaged");
});

it("shows nothing of a secret that somebody left in a file unmasked, in any view and any encoding", async () => {
  const secret = plant("access token");
  const values = [secret, `Bearer ${secret}`, secret.slice(4), encodeURIComponent(secret)];
  for (const value of values) {
    const lines = [...goodFlow, ...refusedFlow].map((event) => ({
      ...event,
      title: value,
      url: `https://github.com/${value}?token=${value}#${value}`,
      surplus: value,
      params: {
        ...Object.fromEntries(Object.keys(event.params).map((name) => [name, value])),
        surprising: value,
        [value]: value,
        error: secret,
        scope: secret,
      },
    }));
    const { page, terminal, mermaid } = await show(traceLines(lines));
    for (const { bytes, encoding } of encodingsOf(value === secret ? secret : "not-this-one")) {
      expect(`${page}${terminal}${mermaid}`.includes(bytes.toString()), encoding).toBe(false);
    }
    expect(`${page}${terminal}${mermaid}`).not.toContain(secret.slice(8));
  }
});

it("is a page of its own: a policy that forbids everything but its style, and under 60 KB", async () => {
  const { page } = await show(traceLines(goodFlow));
  expect(page).toMatch(
    /content="default-src 'none'; style-src 'sha256-[\w+/=]{44}'; base-uri 'none'; form-action 'none'"/,
  );
  expect(page).not.toMatch(/https?:\/\/(?!github\.com|api\.github\.com|127\.0\.0\.1)/);
  expect(Buffer.byteLength(page)).toBeLessThan(60_000);
  expect(page).toContain("The access token lives 8 hours");
});

it("escapes what is inserted into a page, and makes visible what would steer or hide", () => {
  expect(`${markup`<p title="${'"\u202e'}">${"<b>\u001b[2J&"}</p>`}`).toBe(
    '<p title="&quot;\ufffd">&lt;b&gt;␛[2J&amp;</p>',
  );
});
