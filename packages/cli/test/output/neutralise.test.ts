import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { neutralise } from "../../src/output/neutralise.ts";
import { FORBIDDEN, HOSTILE } from "./hostile-text.ts";

const RUNS = 100_000;
const PATIENCE_MS = 60_000;

const PRINTABLE = [
  "plain ASCII ~!@#$%^&*()",
  "Zażółć gęślą jaźń",
  "e\u0301 and o\u0302\u0323",
  "Добрый день",
  "שלום עולם, שָׁל֥וֹם",
  "مرحبا بالعالم ١٢٣",
  "می\u200cخواهم",
  "हिन्दी क्\u200dष",
  "বাংলা র\u200d্যাম",
  "བསྒྲུབས",
  "古い記事 한국어 ﾊﾟ",
  "葛\u{e0100}城",
  "👍 👍🏽 ❤️ ❤︎ ☝🏿 ©️ ℹ️",
  "👨‍👩‍👧‍👦 👩🏽‍💻 🏳️‍🌈 🏴‍☠️ 🧑🏿‍🤝‍🧑🏻 👁️‍🗨️",
  "🇩🇪🇫🇷 1️⃣ #️⃣ *️⃣",
  "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
  "│ ─ ✔ ✖ → … — “quoted” ␛ \ufffd",
  "\u00a0no-break, \u3000wide space",
];

const anyText = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.array(fc.integer({ min: 0, max: 0x10ffff })).map((points) => String.fromCodePoint(...points)),
  fc
    .array(
      fc.constantFrom(
        ..."a1#\u0301\u200d\u200c\ufe0f\ufe01\u20e3👍❤🏽🇩🏴\u{e0067}\u{e007f}\u{e0100}古ککक्র্\u06dd\x1b\r\u202e\ud83d\udc4d",
      ),
    )
    .map((parts) => parts.join("")),
  fc
    .array(fc.constantFrom(...Object.values(HOSTILE).filter((text) => text.length < 600)), { maxLength: 4 })
    .map((parts) => parts.join("")),
);

const printableText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0x20, max: 0x7e }),
      fc.integer({ min: 0xae, max: 0x24f }),
      fc.integer({ min: 0x410, max: 0x44f }),
      fc.integer({ min: 0x5d0, max: 0x5ea }),
      fc.integer({ min: 0x620, max: 0x64a }),
      fc.integer({ min: 0x905, max: 0x939 }),
      fc.integer({ min: 0x4e00, max: 0x9fff }),
      fc.integer({ min: 0xac00, max: 0xd7a3 }),
      fc.integer({ min: 0x1f300, max: 0x1f64f }),
    ),
  )
  .map((points) => String.fromCodePoint(...points));

describe("neutralise", () => {
  it.each(PRINTABLE)("keeps %s as it is", (text) => {
    expect(neutralise(text)).toBe(text);
  });

  it("shows each control character as its picture, and a tab as the space it looks like", () => {
    expect(neutralise("a\x1b[2J\r\n\0\x7f")).toBe("a␛[2J␍␊␀␡");
    expect(neutralise("a\tb")).toBe("a b");
  });

  it("shows every other unprintable character as the replacement character", () => {
    expect(neutralise("\u009b\u202e\u200b\ufeff\u2028\ud83d\u{e0041}\ue000")).toBe("\ufffd".repeat(8));
  });

  it("keeps four marks on a letter and shows all the others as one replacement character", () => {
    expect(neutralise(`Z${"\u0301".repeat(500)}a\u0301`)).toBe(`Z${"\u0301".repeat(4)}\ufffda\u0301`);
  });

  it("keeps a joiner only between what it joins", () => {
    expect(neutralise("a\u200db")).toBe("a\ufffdb");
    expect(neutralise("ک\u200c\u200cک")).toBe("ک\ufffd\ufffdک");
    expect(neutralise("👨\u200d")).toBe("👨\ufffd");
  });

  it("keeps no more of a chain of joined emoji than an emoji has", () => {
    const shown = neutralise(Array(100).fill("👨").join("\u200d"));
    expect(shown.match(/👨(?:\u200d👨)*/gu)?.every((chain) => chain.length <= 8 * 2 + 7)).toBe(true);
  });

  it("X-20: spells out a hundred thousand marks within a blink", () => {
    const started = performance.now();
    neutralise(`a${"\u0301".repeat(100_000)}${"\u200d".repeat(100_000)}${"👨\u200d".repeat(30_000)}`);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it("X-22: leaves nothing forbidden in any text, and neutral text as it is", { timeout: PATIENCE_MS }, () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = neutralise(text);
        return !FORBIDDEN.test(shown) && !/[\t\n]/.test(shown) && neutralise(shown) === shown;
      }),
      { numRuns: RUNS },
    );
  });

  it("X-22: keeps letters of every script and emoji as they are", { timeout: PATIENCE_MS }, () => {
    fc.assert(
      fc.property(printableText, (text) => neutralise(text) === text),
      { numRuns: RUNS },
    );
  });

  it("X-22: keeps every emoji of one code point, also with a variation selector", () => {
    for (let point = 0x23; point < 0x1fb00; point += 1) {
      const emoji = String.fromCodePoint(point);
      if (!/\p{Extended_Pictographic}/u.test(emoji)) continue;
      expect(neutralise(emoji)).toBe(emoji);
      expect(neutralise(`${emoji}\ufe0f`)).toBe(`${emoji}\ufe0f`);
    }
  });
});
