import { rfc3339 } from "../output/index.ts";
import type { TokenLife } from "./lives.ts";
import { type Markup, markup } from "./markup.ts";

const ROW_PX = 78;

/** How long tokens live: a bar for each with the moment on it at which the page is made, and the same as a list. */
export function drawTokenLives(lives: readonly TokenLife[], now: number): Markup {
  return markup`<figure class="lives" role="group" aria-label="Timeline of the tokens">${drawBars(lives, now)}</figure>
<ul>${lives.map((life) => markup`<li>${describeLife(life, now)}</li>`)}</ul>
<p class="soft">Now is ${rfc3339(new Date(now))}, when this page was made. Each bar has a scale of its own.</p>`;
}

/** Places are percentages, so that a narrow window makes the bars shorter and not the words smaller. */
function drawBars(lives: readonly TokenLife[], now: number): Markup {
  return markup`<svg height="${lives.length * ROW_PX}" role="img" aria-labelledby="lives-title lives-desc">
<title id="lives-title">How long the tokens live</title>
<desc id="lives-desc">One bar for each token, from the moment it was given to the moment it ends, and a mark where now is. The dates stand in the list below.</desc>
${lives.map((life, row) => drawBar(life, { now, top: row * ROW_PX }))}
</svg>`;
}

/** Hours beside months would not be seen, so that each bar has a scale of its own. */
function drawBar(
  { token, from, until }: TokenLife,
  { now, top }: { readonly now: number; readonly top: number },
): Markup {
  // Without an end there is no scale: what is past takes a third, and the line goes on.
  const share = until === undefined ? 1 / 3 : (now - from) / Math.max(1, until - from);
  const at = Math.round(1000 * Math.min(1, Math.max(0, share))) / 10;
  const anchor = at < 5 ? "start" : at > 95 ? "end" : "middle";
  const rest =
    until === undefined
      ? markup`<line class="open" x1="${at}%" x2="100%" y1="${top + 46}" y2="${top + 46}"/>`
      : markup`<rect class="bar" x="${at}%" y="${top + 42}" width="${100 - at}%" height="8" rx="4"/><text class="small" x="100%" y="${top + 66}" text-anchor="end">${shortTime(until)}</text>`;
  return markup`<text class="head" x="0" y="${top + 18}">${token}</text><text x="100%" y="${top + 18}" text-anchor="end">${until === undefined ? "no expiry" : lifeInWords(until - from)}</text>
${rest}<rect class="spent" x="0" y="${top + 42}" width="${at}%" height="8" rx="4"/><line class="now" x1="${at}%" x2="${at}%" y1="${top + 38}" y2="${top + 54}"/>
<text class="small" x="${at}%" y="${top + 34}" text-anchor="${anchor}">now</text><text class="small" x="0" y="${top + 66}">${shortTime(from)}</text>`;
}

/** Day and minute, in UTC: two whole instants have no room beside each other in a narrow window. */
function shortTime(instant: number): string {
  return rfc3339(new Date(instant)).slice(0, 16).replace("T", " ");
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
