import { html } from "hono/html";
import type { Sequence, SequenceStep } from "./sequence.ts";

/** Three lifelines fit the column of the text. */
const LANE_WIDTH = 200;
const EDGE = 72;
const HEAD = 46;
const LINE = 17;
/** Wide enough for most letters of the page's font at the picture's size. */
const PER_CHARACTER = 6.4;

interface Drawn {
  readonly markup: ReturnType<typeof html>;
  readonly height: number;
}

/** A sequence diagram as a picture, and the same in words below it. Its colours are those of the page. */
export function drawSequence({ participants, steps }: Sequence): string {
  const width = EDGE * 2 + LANE_WIDTH * (participants.length - 1);
  const laneAt = (lane: number): number => EDGE + lane * LANE_WIDTH;
  let y = HEAD;
  const rows = steps.map((step) => {
    const { markup, height } =
      step.kind === "message" ? drawMessage(step, { y, laneAt }) : drawNote(step, { y, width, laneAt });
    y += height;
    return markup;
  });
  const lanes = participants.map(
    (name, lane) =>
      html`<path class="life" d="M${laneAt(lane)} 30V${y + 8}"/><text class="head" x="${laneAt(lane)}" y="20" text-anchor="middle">${name}</text>`,
  );
  return `${html`<figure class="sequence" role="group" aria-label="Sequence diagram"><div tabindex="0" role="group" aria-label="Picture of the sequence"><svg viewBox="0 0 ${width} ${y + 14}" width="${width}" role="img" aria-label="${`Arrows between ${participants.join(", ")}. The same in words follows.`}">${lanes}${rows}</svg></div><details><summary>The same in words</summary><ul>${steps.map((step) => html`<li>${inWords(step, participants)}</li>`)}</ul></details></figure>`}\n`;
}

interface Place {
  readonly y: number;
  laneAt(lane: number): number;
}

function drawMessage({ from, to, text, isAnswer }: SequenceStep & { kind: "message" }, { y, laneAt }: Place): Drawn {
  const [start, end] = [laneAt(from), laneAt(to)];
  const back = end > start ? -1 : 1;
  const middle = (start + end) / 2;
  const half = (text.length * PER_CHARACTER) / 2 + 5;
  const at = y + 16;
  return {
    height: 36,
    markup: html`<rect class="plate" x="${middle - half}" y="${at - 13}" width="${half * 2}" height="17"/><text x="${middle}" y="${at}" text-anchor="middle">${text}</text><path class="${isAnswer ? "arrow answer" : "arrow"}" d="M${start} ${at + 8}H${end + back * 7}"/><path class="tip" d="M${end} ${at + 8}l${back * 9} -4v8z"/>`,
  };
}

function drawNote(
  { over, lines: facts }: SequenceStep & { kind: "note" },
  { y, width, laneAt }: Place & { width: number },
): Drawn {
  const lines = facts.flatMap((fact) => wrap(fact, Math.floor((width - 20) / PER_CHARACTER)));
  const longest = Math.max(...lines.map((line) => line.length)) * PER_CHARACTER + 16;
  const centre = over.length === 0 ? width / 2 : over.reduce((sum, lane) => sum + laneAt(lane), 0) / over.length;
  const middle = Math.min(Math.max(centre, longest / 2 + 2), width - longest / 2 - 2);
  return {
    height: lines.length * LINE + 16,
    markup: html`<rect class="note" x="${middle - longest / 2}" y="${y}" width="${longest}" height="${lines.length * LINE + 8}" rx="4"/>${lines.map((line, row) => html`<text class="small" x="${middle}" y="${y + 16 + row * LINE}" text-anchor="middle">${line}</text>`)}`,
  };
}

/** Breaks between words, and words where one alone is too long. */
function wrap(text: string, columns: number): string[] {
  return text.match(new RegExp(`\\S.{0,${columns - 2}}(?=\\s|$)|\\S{1,${columns}}`, "gu")) ?? [text];
}

function inWords(step: SequenceStep, participants: readonly string[]): string {
  if (step.kind === "note") {
    const text = step.lines.join(" · ");
    return step.over.length === 1 ? `${step.over.map((lane) => participants[lane])}: ${text}` : text;
  }
  return `${participants[step.from]} ${step.isAnswer ? "answers" : "to"} ${participants[step.to]}: ${step.text}`;
}
