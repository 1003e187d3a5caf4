import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { captureOutput } from "./captured-stream.ts";
import { FORBIDDEN, HOSTILE } from "./hostile-text.ts";

const PATIENCE_MS = 60_000;

describe("JSON output", () => {
  it("X-21: escapes C1, DEL, bidirectional and zero-width characters, which JSON.stringify leaves as they are", () => {
    const { output, stdout } = captureOutput();
    output.json("\u009b\u007f\u202e\u200b\u2028\ufeff\x1b");
    expect(stdout.text()).toBe('"\\u009b\\u007f\\u202e\\u200b\\u2028\\ufeff\\u001b"\n');
  });

  it("X-21: escapes characters beyond the basic plane as surrogate pairs", () => {
    const { output, stdout } = captureOutput();
    output.json("\u{e0041}\u{f0000}");
    expect(stdout.text()).toBe('"\\udb40\\udc41\\udb80\\udc00"\n');
  });

  it("X-21: keeps letters of every script and emoji readable", () => {
    const { output, stdout } = captureOutput();
    output.json({ title: "שלום 👨‍👩‍👧 古" });
    expect(stdout.text()).toBe('{"title":"שלום 👨‍👩‍👧 古"}\n');
  });

  it.each([{}, { columns: 20 }])(
    "X-21: parses to exactly the value that was written (%j)",
    { timeout: PATIENCE_MS },
    (setting) => {
      fc.assert(
        fc.property(
          fc.jsonValue({ stringUnit: "binary" }),
          fc.array(fc.constantFrom(...Object.values(HOSTILE).filter((text) => text.length < 600))),
          (value, hostile) => {
            const written = { value, hostile, [hostile.join("")]: null };
            const { output, stdout } = captureOutput(setting);
            output.json(written);
            expect(JSON.stringify(JSON.parse(stdout.text()))).toBe(JSON.stringify(written));
            expect(FORBIDDEN.exec(stdout.text())).toBeNull();
          },
        ),
        { numRuns: 300 },
      );
    },
  );

  it("is one line in a pipe and indented on a terminal", () => {
    const pipe = captureOutput();
    pipe.output.json({ a: [1] });
    expect(pipe.stdout.text()).toBe('{"a":[1]}\n');
    const terminal = captureOutput({ columns: 80 });
    terminal.output.json({ a: [1] });
    expect(terminal.stdout.text()).toBe('{\n  "a": [\n    1\n  ]\n}\n');
  });
});
