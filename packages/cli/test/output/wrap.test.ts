import { expect, it } from "vitest";
import { bold, type Span, spansOf } from "../../src/output/spans.ts";
import { wrapLine } from "../../src/output/wrap.ts";
import { captureOutput } from "./captured-stream.ts";

const drawn = (lines: readonly (readonly Span[])[]) => lines.map((line) => line.map(({ text }) => text).join(""));

it("breaks talk between words, and goes on under the first word", () => {
  const line = spansOf("  one two three four five six");
  expect(drawn(wrapLine(line, { columns: 12 }))).toEqual(["  one two", "  three four", "  five six"]);
});

it("keeps the style of every word", () => {
  const lines = wrapLine([...spansOf("plain words and "), bold("words that are bold")], { columns: 16 });
  expect(drawn(lines)).toEqual(["plain words and", "words that are", "bold"]);
  expect(lines.at(-1)).toContainEqual(bold("bold"));
});

it("leaves a line that fits, and a word that fits nowhere, as they are", () => {
  const url = `https://github.com/${"x".repeat(40)}`;
  expect(drawn(wrapLine(spansOf("  short"), { columns: 20 }))).toEqual(["  short"]);
  expect(drawn(wrapLine(spansOf(url), { columns: 20 }))).toEqual([url]);
  expect(drawn(wrapLine(spansOf(`next:  open ${url} now`), { columns: 20, hang: 7 }))).toEqual([
    "next:  open",
    url,
    "       now",
  ]);
});

it("holds on a terminal only: a program gets one line for one", () => {
  const words = "word ".repeat(40).trim();
  const terminal = captureOutput({ columns: 40 });
  terminal.output.note(words);
  expect(
    Math.max(
      ...terminal.stderr
        .text()
        .split("\n")
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(40);
  const pipe = captureOutput();
  pipe.output.note(words);
  expect(pipe.stderr.text()).toBe(`${words}\n`);
});

it("sets what a report says beside its labels", () => {
  const { output, stderr } = captureOutput({ columns: 40, color: false });
  output.error({
    message: "dgt login failed at the token exchange",
    reason: "it is so.",
    code: "some_code",
    next: ["dgt login"],
  });
  expect(stderr.text()).toBe(
    "error: dgt login failed at the token\n       exchange\nwhy:   it is so. [some_code]\nnext:  dgt login\n",
  );
});
