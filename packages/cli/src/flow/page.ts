import type { TraceEvent } from "@dev-github-tool/oauth";
import { livesOf } from "./lives.ts";
import { type Markup, markup, nothing } from "./markup.ts";
import { createDescriber, type Moment } from "./moment.ts";
import { framePage } from "./page-frame.ts";
import { drawSequence } from "./picture.ts";
import type { FlowTrace } from "./read-trace.ts";
import { drawTokenLives } from "./token-lives.ts";
import { actors } from "./words.ts";

/**
 * A flow as one page, in which nothing is that is not masked. The list of steps is the content; the pictures show it once
 * more. `now`, in milliseconds since the epoch, is when the page is made.
 */
export function buildTracePage({ header, events, flaw }: FlowTrace, now: number): string {
  const moments = events.map(createDescriber());
  const lives = header.startedAt === undefined ? [] : livesOf(events, Date.parse(header.startedAt));
  const content = markup`<p class="soft">${header.startedAt === undefined ? "" : `Recorded by dgt at ${header.startedAt}.`}</p>
<p class="safe"><strong>Masked. Safe to share.</strong> Of each secret you see its length and a mark such as #7f3a. Equal marks are equal values. Marks are drawn at random for this page and say nothing about the value.</p>
${flaw === undefined ? nothing : markup`<p class="bad">This is what could be read of a trace that is not whole, or that another dgt wrote.</p>`}
${describeOutcome(events)}
<h2>The picture</h2>
<figure role="group" aria-label="Sequence diagram" tabindex="0">${drawSequence(moments)}</figure>
<h2>The steps</h2>
<ol>
${moments.map(drawStep)}
</ol>
${
  lives.length === 0
    ? nothing
    : markup`<h2>How long the tokens live</h2>
${drawTokenLives(lives, now)}`
}`;
  return framePage({ title: "An OAuth flow, step by step", content });
}

function describeOutcome(events: readonly TraceEvent[]): Markup {
  const failed = events.findLast(({ name }) => name === "failed");
  if (failed !== undefined) {
    return markup`<p class="bad">✗ It ended at the ${failed.step}: ${failed.code ?? "unexpected"}.</p>`;
  }
  return events.some(({ name, status }) => name === "api_answered" && status === 200)
    ? markup`<p class="ok">✓ It worked: the API answered to the token.</p>`
    : markup`<p class="soft">The trace ends before the flow does.</p>`;
}

function drawStep({ event, words, label, facts, isFailed, isExplained }: Moment): Markup {
  const route = event.from === event.to ? actors[event.from] : `${actors[event.from]} → ${actors[event.to]}`;
  const place = event.channel === "local" ? "on this machine" : `${event.channel} channel`;
  return markup`<li>
<h3>${label} <span class="soft">· ${route}, ${place}, ${event.elapsedMs} ms</span></h3>
<p>${words.what}</p>
${facts.length === 0 ? nothing : markup`<ul class="${isFailed ? "bad" : ""}">${facts.map((fact) => markup`<li>${fact}</li>`)}</ul>`}
${
  isExplained
    ? markup`<p class="soft">Why: ${words.why}</p>
<p class="soft">Without it: ${words.without}</p>`
    : nothing
}
${drawDetails(event)}
</li>
`;
}

function drawDetails({ method, url, status, params }: TraceEvent): Markup {
  const rows = [
    ...(url === undefined ? [] : [[method ?? "address", url]]),
    ...(status === undefined ? [] : [["HTTP status", String(status)]]),
    ...Object.entries(params),
  ];
  return rows.length === 0
    ? nothing
    : markup`<details><summary>Details</summary><dl>${rows.map(([name = "", value = ""]) => markup`<dt>${name}</dt><dd><code>${value}</code></dd>`)}</dl></details>`;
}
