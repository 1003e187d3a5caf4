import { rfc3339 } from "../output/index.ts";
import type { TokenLife } from "./lives.ts";
import { type Markup, markup, nothing } from "./markup.ts";

const WIDTH = 640;
const EDGE = 20;
const LENGTH = WIDTH - 2 * EDGE;
const ROW = 78;

/** How long tokens live: a bar for each with the moment on it at which the page is made, and the same as a list. */
export function drawTokenLives(lives: readonly TokenLife[], now: number): Markup {
  return markup`<figure role="group" aria-label="Timeline of the tokens" tabindex="0">${drawBars(lives, now)}</figure>
<ul>${lives.map((life) => markup`<li>${describeLife(life, now)}</li>`)}</ul>
<p class="soft">Now is ${rfc3339(new Date(now))}, when this page was made. Each bar has a scale of its own.</p>`;
}

/** Hours beside months would not be seen, so that each bar has a scale of its own. */
function drawBars(lives: readonly TokenLife[], now: number): Markup {
  return markup`<svg viewBox="0 0 ${WIDTH} ${lives.length * ROW + 6}" role="img" aria-labelledby="lives-title lives-desc">
<title id="lives-title">How long the tokens live</title>
<desc id="lives-desc">One bar for each token, from the moment it was given to the moment it ends, and a mark where now is. The dates stand in the list below.</desc>
${lives.map((life, row) => drawBar(life, { now, y: row * ROW + 24 }))}
</svg>`;
}

function drawBar({ token, from, until }: TokenLife, { now, y }: { readonly now: number; readonly y: number }): Markup {
  // Without an end there is no scale: what is past takes a third, and the line goes on.
  const share = until === undefined ? 1 / 3 : (now - from) / Math.max(1, until - from);
  const at = EDGE + Math.round(LENGTH * Math.min(1, Math.max(0, share)));
  const anchor = at < 2 * EDGE ? "start" : at > WIDTH - 2 * EDGE ? "end" : "middle";
  const rest =
    until === undefined
      ? markup`<path class="open" d="M${at} ${y + 26}H${WIDTH - EDGE}"/>`
      : markup`<rect class="bar" x="${at}" y="${y + 22}" width="${WIDTH - EDGE - at}" height="8" rx="4"/>`;
  const end =
    until === undefined
      ? nothing
      : markup`<text class="small" x="${WIDTH - EDGE}" y="${y + 48}" text-anchor="end">${rfc3339(new Date(until))}</text>`;
  return markup`<text class="head" x="${EDGE}" y="${y}">${token}</text><text x="${WIDTH - EDGE}" y="${y}" text-anchor="end">${until === undefined ? "no expiry" : lifeInWords(until - from)}</text>${rest}<rect class="spent" x="${EDGE}" y="${y + 22}" width="${at - EDGE}" height="8" rx="4"/><path class="now" d="M${at} ${y + 17}v18"/><text class="small" x="${at}" y="${y + 14}" text-anchor="${anchor}">now</text><text class="small" x="${EDGE}" y="${y + 48}">${rfc3339(new Date(from))}</text>${end}`;
}

function describeLife({ token, from, until }: TokenLife, now: number): string {
  if (until === undefined) {
    return `The ${token} has no expiry: it ends only by revocation, or after a year unused.`;
  }
  const left = until <= now ? "It has ended." : `${lifeInWords(until - now)} are left.`;
  return `The ${token} lives ${lifeInWords(until - from)}, until ${rfc3339(new Date(until))}. ${left}`;
}

const UNITS = [
  ["months", 30 * 24 * 60 * 60_000],
  ["days", 24 * 60 * 60_000],
  ["hours", 60 * 60_000],
  ["minutes", 60_000],
] as const;

/** A span of time in the largest unit of which it has two, such as `8 hours`. */
function lifeInWords(ms: number): string {
  const [unit, size] = UNITS.find(([, unitMs]) => ms >= 2 * unitMs) ?? ["seconds", 1000];
  return `${Math.round(ms / size)} ${unit}`;
}
