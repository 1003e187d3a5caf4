import stringWidth from "string-width";
import { isNarrow } from "./narrow.ts";
import type { Span } from "./spans.ts";

const ELLIPSIS = "…";
/** Emoji, marks and joiners: terminals draw them in one to eight columns, each by the Unicode version it was built with. */
const DISPUTED = /[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\p{M}\p{Cf}]/u;
/** No neutralised text takes more UTF-16 units for one column, so a longer rest need not be looked at to see it is too long. */
const MOST_UNITS_PER_COLUMN = 20;

const segmenter = new Intl.Segmenter();
/** A title repeats its characters, and each is looked up in several tables of Unicode. */
const clusterWidths = new Map<string, number>();

export interface Shortened {
  readonly spans: readonly Span[];
  /** The columns taken on a terminal that draws emoji as one character, as newer ones do. */
  readonly width: number;
  /** The columns taken on a terminal that draws the parts of an emoji side by side. */
  readonly widest: number;
  /** Terminals disagree on the width of this text: what follows in the line has to be placed. */
  readonly disputed: boolean;
}

/** The columns that neutralised `text` takes at most, counted up to one past `limit`. */
export function measure(text: string, limit: number): number {
  if (isNarrow(text)) return Math.min(text.length, limit + 1);
  let width = 0;
  for (const cluster of clustersOf(text, limit)) {
    width += clusterWidth(cluster);
    if (width > limit) return limit + 1;
  }
  return width;
}

/** `spans`, cut with an ellipsis at a character's border where they take more than `limit` columns. */
export function shorten(spans: readonly Span[], limit: number): Shortened {
  const widest = spans.reduce((sum, span) => sum + measure(span.text, limit), 0);
  return widest <= limit ? describe(spans, widest) : cut(spans, limit);
}

function cut(spans: readonly Span[], limit: number): Shortened {
  const kept: Span[] = [];
  let room = limit - ELLIPSIS.length;
  for (const span of spans) {
    const start = takeColumns(span.text, room);
    room -= start.width;
    if (start.text !== span.text) {
      kept.push({ ...span, text: start.text + ELLIPSIS });
      break;
    }
    kept.push(span);
  }
  return describe(kept, limit - room);
}

function takeColumns(text: string, room: number): { text: string; width: number } {
  let taken = "";
  let width = 0;
  for (const cluster of clustersOf(text, room)) {
    const next = width + clusterWidth(cluster);
    if (next > room) break;
    taken += cluster;
    width = next;
  }
  return { text: taken, width };
}

function describe(spans: readonly Span[], widest: number): Shortened {
  const width = spans.reduce((sum, { text }) => sum + (isNarrow(text) ? text.length : stringWidth(text)), 0);
  return { spans, width, widest, disputed: width !== widest || spans.some((span) => DISPUTED.test(span.text)) };
}

function* clustersOf(text: string, limit: number): Generator<string> {
  for (const { segment } of segmenter.segment(text.slice(0, (limit + 1) * MOST_UNITS_PER_COLUMN))) yield segment;
}

function clusterWidth(cluster: string): number {
  const known = clusterWidths.get(cluster);
  if (known !== undefined) return known;
  const width = Math.max(stringWidth(cluster), widthApart(cluster));
  clusterWidths.set(cluster, width);
  return width;
}

function widthApart(cluster: string): number {
  let width = 0;
  for (const character of cluster) width += /\p{Regional_Indicator}/u.test(character) ? 2 : stringWidth(character);
  return width;
}
