// The allow-list. What one of KEPT matches is kept, any other code point is replaced; nothing is ever recognised
// as an escape sequence and cut out, since what is left of one cut out can be the next one.

const JOINING_SCRIPTS = [
  ...["Arabic", "Syriac", "Mongolian", "Nko", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil"],
  ...["Telugu", "Kannada", "Malayalam", "Sinhala", "Khmer", "Myanmar", "Tibetan"],
];

const MARK = "[\\p{M}--\\p{Default_Ignorable_Code_Point}]";
/** Four marks dress any letter of a living script; hundreds of them would bury the rows above and below. */
const MARKS = `${MARK}{0,4}`;
const LETTER = `[\\p{L}&&[${JOINING_SCRIPTS.map((script) => `\\p{Script=${script}}`).join("")}]]`;
const JOINER = "[\\u200c\\u200d]";
const PICTOGRAPH = "\\p{Extended_Pictographic}[\\ufe0e\\ufe0f]?\\p{Emoji_Modifier}?";

const KEPT = [
  // The three flags of Unicode's emoji list that are spelled with tag characters: England, Scotland, Wales.
  "\\u{1f3f4}\\u{e0067}\\u{e0062}(?:\\u{e0065}\\u{e006e}\\u{e0067}|\\u{e0073}\\u{e0063}\\u{e0074}|\\u{e0077}\\u{e006c}\\u{e0073})\\u{e007f}",
  // The longest emoji in use joins four people with four skin tones; eight pictographs leave room for new ones.
  `${PICTOGRAPH}(?:\\u200d${PICTOGRAPH}){0,7}${MARKS}`,
  "[0-9#*]\\ufe0f\\u20e3",
  "\\p{Unified_Ideograph}[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]",
  // Persian and the Indic scripts are spelled with joiners; everywhere else a joiner only hides.
  `${LETTER}${MARKS}(?:${JOINER}${MARK}{1,4})?(?:${JOINER}(?=${LETTER}))?`,
  `[[\\p{L}\\p{N}\\p{P}\\p{S}\\p{Zs}]--\\p{Default_Ignorable_Code_Point}]${MARKS}`,
];

/** Built when the first text beyond ASCII comes by: it takes milliseconds, which most runs need not pay. */
let printable: RegExp | undefined;
const PLAIN = /^[ -~]*$/;

/**
 * `text` with everything unprintable made visible, so that text from elsewhere can neither steer a terminal nor hide in it:
 * control characters as their control pictures (␛, ␊), a tab as a space, and C1 controls, bidirectional controls, zero-width
 * and tag characters, lone surrogates, private and unassigned code points and the fifth and further marks on one letter as
 * U+FFFD. Letters of every script and emoji stay as they are, and neutral text stays the same.
 */
export function neutralise(text: string): string {
  return replaceUnprintable(text, toPicture);
}

/** JSON text with the same characters as JSON escapes, so that a parser reads exactly the value that was written. */
export function escapeUnprintable(json: string): string {
  return replaceUnprintable(json, (unprintable) =>
    unprintable.replaceAll(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
}

function replaceUnprintable(text: string, replace: (unprintable: string) => string): string {
  if (PLAIN.test(text)) return text;
  printable ??= new RegExp(`(${KEPT.join("|")})|\\p{M}+|[\\s\\S]`, "gv");
  return text.replaceAll(printable, (match, kept: string | undefined) => kept ?? replace(match));
}

function toPicture(unprintable: string): string {
  const codePoint = unprintable.codePointAt(0) ?? 0;
  if (unprintable === "\t") return " ";
  if (codePoint < 0x20) return String.fromCodePoint(0x2400 + codePoint);
  return codePoint === 0x7f ? "\u2421" : "\ufffd";
}
