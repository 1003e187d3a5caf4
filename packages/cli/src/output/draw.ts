import picocolors from "picocolors";
import type { Look } from "./look.ts";
import { neutralise } from "./neutralise.ts";
import type { Span } from "./spans.ts";

/** What a line is made of: text, the two ways of putting a cell in its place, and JSON, to which nothing may be added. */
export type Piece = Span | Mark;

type Mark =
  | { readonly mark: "tab" }
  | { readonly mark: "column"; readonly column: number }
  | { readonly mark: "json"; readonly json: string };

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const LEFT_TO_RIGHT_MARK = "\u200e";
/** The longest address that terminals agree to take. */
const LONGEST_URL = 2083;

const withColor = picocolors.createColors(true);

/** One line as the characters to write. The only escape sequences in it are the ones made here. */
export function drawLine(pieces: readonly Piece[], look: Look): string {
  return pieces.map((piece) => ("mark" in piece ? drawMark(piece) : drawSpan(piece, look))).join("");
}

function drawMark(piece: Mark): string {
  if (piece.mark === "tab") return "\t";
  return piece.mark === "json" ? neutralise(piece.json) : `\x1b[${piece.column}G`;
}

function drawSpan(span: Span, look: Look): string {
  const text = neutralise(span.text);
  if (text === "") return "";
  const drawn = look.isTerminal ? keepDirection(text) : text;
  const linked = look.hyperlinks && isWebAddress(span.url) ? `\x1b]8;;${span.url}\x1b\\${drawn}\x1b]8;;\x1b\\` : drawn;
  if (!look.color) return linked;
  return span.styles.reduce((styled, style) => withColor[style](styled), linked);
}

/**
 * A right-to-left title drags the digits and the punctuation beside it into its own direction. A left-to-right mark on both
 * sides ends its reach there. Isolates (FSI, PDI) are the newer tool for this, but terminals built before Unicode 6.3, and
 * all that took over their tables, draw each of them as a column.
 *
 * @see https://www.unicode.org/reports/tr9/#Resolving_Neutral_Types
 */
function keepDirection(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? LEFT_TO_RIGHT_MARK + text + LEFT_TO_RIGHT_MARK : text;
}

function isWebAddress(url: string | undefined): url is string {
  return url !== undefined && url.length <= LONGEST_URL && /^https?:\/\/[!-~]+$/.test(url);
}
