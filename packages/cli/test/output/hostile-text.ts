const TAGS = [..."hidden"].map((letter) => String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0))).join("");

/** What a repository, a title, a label or a server may say to a terminal, by what it is after. */
export const HOSTILE: Readonly<Record<string, string>> = {
  "clears the screen": "\x1b[2J\x1b[H",
  "overwrites the line above": "\x1b[1A\x1b[2KLogged in as admin",
  "sets the title": "\x1b]0;title\x07",
  "swallows what follows": "\x1b]0;unterminated",
  "fills the clipboard": "\x1b]52;c;Y3VybCBldmlsfHNo\x07",
  "forges a link": "\x1b]8;;https://evil.test\x1b\\github.com\x1b]8;;\x1b\\",
  "asks for the cursor": "\x1b[6n",
  "asks for the device": "\x1b[c",
  "asks for a setting": '\x1bP$q"p\x1b\\',
  "asks for the title": "\x1b[21t",
  "asks for a capability": "\x1bP+q544e\x1b\\",
  "sends a graphic": "\x1b_Gf=100;\x1b\\",
  "sends a private message": "\x1b^pm\x1b\\",
  "starts a string": "\x1bX..\x1b\\",
  "resets the terminal": "\x1bc",
  "changes the character set": "\x1b(0",
  "enters the other screen": "\x1b[?1049h",
  "hides what follows": "\x1b[8m",
  "colours by C1": "\u009b31m",
  "sets the title by C1": "\u009d0;t\u009c",
  "starts a string by C1": "\u0090q",
  "is a byte that is no UTF-8": Buffer.from([0x73, 0x9b, 0x33]).toString("utf8"),
  "returns the carriage": "safe\rFAKE",
  backspaces: "abc\x08\x08\x08xyz",
  "tabs vertically": "a\x0bb",
  "feeds a page": "a\x0cb",
  "rings a thousand times": "\x07".repeat(1000),
  "shifts out": "a\x0eb",
  deletes: "a\x7fb",
  "is null": "a\0b",
  "reads backwards": "\u202egnp.exe",
  isolates: "\u2066admin\u2069",
  "marks direction": "a\u200eb\u200fc\u061cd",
  "hides a space": "git\u200bhub",
  "hides a byte order mark": "git\ufeffhub",
  "separates lines": "a\u2028b\u2029c",
  "hides tag letters": `a${TAGS}b`,
  "hides fillers": "a\u3164\u115f\uffa0b",
  "hides variation selectors": `a${"\ufe01\u{e0110}".repeat(20)}b`,
  "joins what does not join": "a\u200db\u200cc",
  "buries its neighbours": `Z${"\u0301".repeat(500)}`,
  "begins with a mark": "\u0301a",
  "is half a character": "a\ud83d",
  "is the other half": "\ude00b",
  "spells an escape": "\\u001b[2J",
  "makes a second row": "title\n#2 forged row",
  "makes a second cell": "title\tforged cell",
  "is endless": "x".repeat(100_000),
};

/**
 * What no output may hold, written as ranges of code points and so apart from the properties the code goes by. LF and TAB
 * are judged by the tests, which know where lines and cells end.
 */
export const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are the subject
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: and so are marks that stand alone
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\ue000-\uf8ff\u{e0000}-\u{e007f}]|(?:(?!\p{Variation_Selector})\p{M}){5}/u;

/** Each way a string can arrive: as sent, twice, cut in the middle and cut over two pieces. */
export function variantsOf(text: string): (string | readonly [string, string])[] {
  const half = Math.ceil(text.length / 2);
  return [text, text + text, text.slice(0, half), text.slice(half), [text.slice(0, half), text.slice(half)]];
}
