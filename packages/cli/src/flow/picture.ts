import { type Markup, markup, nothing } from "./markup.ts";
import type { Lane, Moment } from "./moment.ts";

const WIDTH = 640;
const LANES: Readonly<Record<Lane, number>> = { browser: 80, client: 320, github: 560 };
const HEAD = 44;
const ROW = 34;
/** Wide enough for the longest label, so that no lifeline runs through it. */
const PER_CHARACTER = 7.2;

/** The sequence diagram of a flow. What it shows stands in the list of steps too. */
export function drawSequence(moments: readonly Moment[]): Markup {
  const height = HEAD + moments.length * ROW + 12;
  const heads = [
    [LANES.browser, "You/Browser"],
    [LANES.client, "dgt"],
    [LANES.github, "GitHub"],
  ] as const;
  return markup`<svg class="wide" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="sequence-title sequence-desc">
<title id="sequence-title">Sequence diagram of the flow</title>
<desc id="sequence-desc">Three lifelines, You/Browser, dgt and GitHub, and between them one arrow for each step of the list below.</desc>
${heads.map(([x, name]) => markup`<text class="head" x="${x}" y="22" text-anchor="middle">${name}</text><path class="life" d="M${x} 32V${height - 6}"/>`)}
${moments.map((moment, row) => drawArrow(moment, HEAD + row * ROW + 18))}
</svg>`;
}

function drawArrow({ from, to, label, isFailed }: Moment, y: number): Markup {
  const [start, end] = [LANES[from], LANES[to]];
  const wrong = isFailed ? " wrong" : "";
  if (start === end) {
    const width = Math.round(label.length * PER_CHARACTER) + 8;
    return markup`<circle class="tip${isFailed ? " wrongtip" : ""}" cx="${start}" cy="${y - 4}" r="4"/><rect class="plate" x="${start + 8}" y="${y - 16}" width="${width}" height="18"/><text class="${wrong.trim()}" x="${start + 12}" y="${y}">${label}</text>`;
  }
  const direction = end > start ? 1 : -1;
  const middle = (start + end) / 2;
  const shown = label.length > 34 ? `${label.slice(0, 33)}…` : label;
  const half = Math.round((shown.length * PER_CHARACTER) / 2) + 4;
  const crosses = Math.abs(end - start) > 300;
  return markup`${crosses ? markup`<rect class="plate" x="${middle - half}" y="${y - 16}" width="${half * 2}" height="17"/>` : nothing}<text class="${wrong.trim()}" x="${middle}" y="${y - 4}" text-anchor="middle">${shown}</text><path class="arrow${wrong}" d="M${start} ${y + 4}H${end - direction * 6}"/><path class="tip${isFailed ? " wrongtip" : ""}" d="M${end} ${y + 4}l${direction * -9} -4v8z"/>`;
}
