import { bold, dim, type Text, yellow } from "../output/index.ts";
import { red, type Span } from "../output/spans.ts";
import type { Moment } from "./moment.ts";
import { actors } from "./words.ts";

/** How much is said of each step: what and why, and at 2 what an attacker could do without it. */
export type Depth = 1 | 2;

/** How far what belongs to a step stands from the edge. */
export const SENTENCE_INDENT = 3;

/** One moment as numbered sentences: nothing in them depends on where they stand. */
export function writeSentences({ event, words, facts, isFailed, isExplained }: Moment, depth: Depth): Text[] {
  const [from, to] = [actors[event.from], actors[event.to]];
  const number = words.step === undefined ? "-" : `${words.step}.`;
  const under = (style: (text: string) => Span, text: string): Text => [INDENT, style(text)];
  return [
    [bold(number.padEnd(SENTENCE_INDENT)), ...(from === to ? [] : [bold(`${from} → ${to}:`), " "]), words.what],
    ...facts.map((fact) => under(isFailed ? red : plain, fact)),
    ...(isExplained ? [under(dim, `Why: ${words.why}`)] : []),
    ...(depth === 2 && isExplained ? [under(yellow, `Without it: ${words.without}`)] : []),
  ];
}

const INDENT = " ".repeat(SENTENCE_INDENT);

function plain(text: string): Span {
  return { text, styles: [] };
}
