import { bold, dim, type Text, yellow } from "../output/index.ts";
import { red, type Span, spansOf } from "../output/spans.ts";
import { measure, shorten } from "../output/width.ts";
import type { Lane, Moment } from "./moment.ts";
import type { Depth } from "./sentences.ts";

/** Below this the notes beside the lifelines have no room. */
export const NARROWEST_DIAGRAM = 80;

/** The column of each lifeline, and of the notes beside them. */
const LANES: Readonly<Record<Lane, number>> = { browser: 5, client: 23, github: 45 };
const NOTES = 47;
const END = LANES.github + 1;

/** The heads of the three lifelines. */
export function drawHeads(): Text[] {
  return [bold("You/Browser           dgt                 GitHub"), lifelines()];
}

/** One moment: its arrow, and beside it the facts of this run, the reason, and the attack that it keeps out. */
export function drawMoment(moment: Moment, setting: { readonly columns: number; readonly depth: Depth }): Text[] {
  const { facts, words, isFailed, isExplained } = moment;
  const room = setting.columns - NOTES;
  const wrap = (text: string, style: (line: string) => Span): Span[] => wrapToRoom(text, room).map(style);
  const notes = [
    ...wrap(facts.join(" · "), (line) => (isFailed ? red(line) : { text: line, styles: [] })),
    ...(isExplained ? wrap(words.why, dim) : []),
    ...(setting.depth === 2 && isExplained ? wrap(`Without it: ${words.without}`, yellow) : []),
  ];
  const arrow = drawArrow(moment);
  return [arrow, ...notes.slice(1).map(() => lifelines())].map((line, row) => withNote(line, notes[row]));
}

function withNote(line: readonly Span[], note: Span | undefined): readonly Span[] {
  return note === undefined ? line : [...line, { text: " ".repeat(NOTES - END), styles: [] }, note];
}

function lifelines(): Span[] {
  return [dim(row())];
}

function row(from = 0, to = END): string {
  const line = " ".repeat(END).split("");
  for (const column of Object.values(LANES)) {
    line[column] = "│";
  }
  return line.slice(from, to).join("");
}

/** The row of the arrow; what happens inside of dgt stands beside its lifeline instead. */
function drawArrow({ from, to, label, isFailed }: Moment): Span[] {
  const isLocal = from === to;
  const left = Math.min(LANES[from], LANES[to]);
  const right = isLocal ? LANES.github : Math.max(LANES[from], LANES[to]);
  const inner = right - left - 1;
  const room = inner - 4;
  const isShort = widthOf(label, room) <= room;
  const { spans, width } = isShort
    ? { spans: spansOf(label), width: widthOf(label, room) }
    : shorten(spansOf(label), room);
  const said = spans.map((span) => (isFailed ? red(span) : bold(span)));
  const before = Math.floor((inner - width - 4) / 2);
  const after = inner - width - 4 - before;
  const shaft = isLocal ? " " : "─";
  const isRightward = LANES[from] < LANES[to];
  // ◀ and ▶ are drawn as emoji, two columns wide, by some terminals; these two are not.
  const tail = isLocal || isRightward ? shaft : "◄";
  const head = isRightward ? "►" : shaft;
  const [leftFill, rightFill] = isLocal ? [0, before + after] : [before, after];
  return [
    dim(row(0, left + 1)),
    dim(`${tail}${shaft.repeat(leftFill)} `),
    ...said,
    dim(` ${shaft.repeat(rightFill)}${head}`),
    dim(row(right)),
  ];
}

/** Breaks a note between words; an address that is too long for the room is broken anywhere. */
function wrapToRoom(text: string, room: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (widthOf(longer, room) <= room) {
      line = longer;
      continue;
    }
    if (line !== "") {
      lines.push(line);
    }
    line = word;
    while (widthOf(line, room) > room) {
      const part = takeStart(line, room);
      lines.push(part);
      line = line.slice(part.length);
    }
  }
  return line === "" ? lines : [...lines, line];
}

function takeStart(word: string, room: number): string {
  let part = "";
  for (const character of word) {
    if (part !== "" && widthOf(part + character, room) > room) {
      break;
    }
    part += character;
  }
  return part;
}

/** What is written here takes one column a character, and is counted without the tables that strange text needs. */
function widthOf(text: string, limit: number): number {
  return /^[ -~·…→✓✗]*$/.test(text) ? text.length : measure(text, limit);
}
