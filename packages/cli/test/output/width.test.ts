import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { neutralise } from "../../src/output/neutralise.ts";
import { bold, spansOf } from "../../src/output/spans.ts";
import { measure, shorten } from "../../src/output/width.ts";

const PATIENCE_MS = 60_000;

const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({ unit: "binary" }),
      fc.constantFrom("👨‍👩‍👧", "古", "🇩🇪", "ᄀ", "क्ष"),
    ),
  )
  .map((parts) => neutralise(parts.join("")));

it.each([
  ["Zażółć", 6],
  ["古い", 4],
  ["👍🏽", 4],
  ["👨‍👩‍👧", 6],
  ["🇩🇪", 4],
  ["❤️", 2],
  ["e\u0301", 1],
])("%s takes at most %i columns", (text, columns) => {
  expect(measure(text, 80)).toBe(columns);
});

describe("shorten", () => {
  it("cuts at the border of a character and says so with an ellipsis", () => {
    expect(textOf("Zażółć gęślą", 6)).toBe("Zażół…");
    expect(textOf("古い記事", 6)).toBe("古い…");
    expect(textOf("ab👨‍👩‍👧cd", 9)).toBe("ab👨‍👩‍👧…");
    expect(textOf("ab👨‍👩‍👧cd", 8)).toBe("ab…");
    expect(textOf("e\u0301e\u0301e\u0301", 2)).toBe("e\u0301…");
  });

  it("leaves text alone that just fits", () => {
    expect(textOf("古い記事", 8)).toBe("古い記事");
    expect(textOf("12345", 5)).toBe("12345");
  });

  it("keeps the style of each piece and drops the pieces after the cut", () => {
    expect(shorten([...spansOf("ab"), bold("cdef"), ...spansOf("gh")], 5).spans).toEqual([
      ...spansOf("ab"),
      bold("cd…"),
    ]);
    expect(shorten([...spansOf("abcd"), bold("ef")], 5).spans).toEqual([...spansOf("abcd"), bold("…")]);
  });

  it("never takes more room than there is, and none away that was enough", { timeout: PATIENCE_MS }, () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 60 }), (text, limit) => {
        const short = shorten(spansOf(text), limit);
        const shown = short.spans.map((span) => span.text).join("");
        expect(short.widest).toBeLessThanOrEqual(limit);
        expect(short.width).toBeLessThanOrEqual(short.widest);
        expect(stringWidth(shown)).toBe(short.width);
        if (measure(text, 1000) <= limit) expect(shown).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });

  it("cuts a text that puts as many marks and joiners on each letter as are kept", () => {
    const dressed = `ک${"\u{10a0d}".repeat(4)}\u200c${"\u{10a0d}".repeat(4)}\u200c`;
    const text = neutralise(dressed.repeat(100));
    expect(shorten(spansOf(text), 40).widest).toBeLessThanOrEqual(40);
    expect(textOf(text, 40)).not.toBe(text);
  });

  it("is done with a hundred thousand characters within a blink", () => {
    const started = performance.now();
    for (const unit of ["x", "é古", "👨‍👩‍👧", "ᄀ", "क्", "שלום"]) shorten(spansOf(unit.repeat(100_000)), 80);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

function textOf(text: string, limit: number): string {
  return shorten(spansOf(text), limit)
    .spans.map((span) => span.text)
    .join("");
}
