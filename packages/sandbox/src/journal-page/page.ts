import { html, raw } from "hono/html";
import type { JournalEntry } from "../journal.ts";
import { documentOf, type Markup } from "../pages/document.ts";
import { type Flow, flowsOf, outcomeOfAttack } from "./flows.ts";
import { type Lane, type Step, stepsOf } from "./steps.ts";
import { style } from "./style.ts";

const lanes: readonly Lane[] = ["person", "client", "sign-in", "api"];

/** OAuth's four roles. */
const laneNames: Readonly<Record<Lane, string>> = {
  person: "Browser",
  client: "Client",
  "sign-in": "Sign-in",
  api: "API",
};

const styleElement = raw(`<style>${style}</style>`);

const mostFlows = 20;

/** A flow may go on for hours; the beginning tells most, and the end is what is new. */
const mostSteps = 60;

/** Says for how long a page stands before the browser asks for it again. */
const refreshSeconds = 2;

export interface FlowsView {
  readonly entries: readonly JournalEntry[];
  readonly isPaused: boolean;
  /** Returns an app's name. */
  readonly nameOf: (clientId: string) => string;
}

/** Draws each sign-in as a sequence diagram, the one that was busy last first. */
export function flowsPage({ entries, isPaused, nameOf }: FlowsView): Markup {
  const flows = flowsOf(entries);
  const outside = entries.length - flows.reduce((sum, flow) => sum + flow.entries.length, 0);
  return documentOf({
    title: "Journal",
    styleElement,
    head: isPaused ? "" : html`<meta http-equiv="refresh" content="${refreshSeconds}">`,
    body: html`<main>
<h1>Journal</h1>
<div class="bar">
<p class="soft">${count(flows.length, "flow")}, and ${count(Math.max(outside, 0), "request")} outside of them. Codes, tokens and secrets are masked.</p>
<p>${isPaused ? html`<a href="/_sandbox/flows">Go on by itself</a>` : html`<a href="/_sandbox/flows?pause=1">Stop reloading every ${refreshSeconds} seconds</a>`}</p>
</div>
${flows.length === 0 ? html`<p class="card">Nobody has begun to sign in yet. Start a program against the sandbox, and watch.</p>` : ""}
${flows.slice(0, mostFlows).map((flow) => flowCard(flow, nameOf))}
${flows.length > mostFlows ? html`<p class="soft">${flows.length - mostFlows} older flows are not drawn.</p>` : ""}
</main>`,
  });
}

function flowCard(flow: Flow, nameOf: FlowsView["nameOf"]): Markup {
  const clientId = flow.entries.find((entry) => entry.clientId !== undefined)?.clientId;
  const logins = [...new Set(flow.entries.flatMap(({ login }) => login ?? []))];
  const steps = flow.entries.flatMap(stepsOf);
  const left = steps.length - mostSteps;
  const title = clientId === undefined ? flow.id : nameOf(clientId);
  return html`<article class="card" aria-labelledby="${flow.id}">
<h2 id="${flow.id}">${title}</h2>
<p class="soft">${logins.length === 0 ? "nobody yet" : logins.join(", then ")} · ${timeOf(flow.entries[0])}</p>
<ul class="lanes" aria-hidden="true">${lanes.map((lane) => html`<li>${lane === "client" ? title : laneNames[lane]}</li>`)}</ul>
<div class="diagram"><ol class="steps">
${steps.slice(0, mostSteps).map(stepRow)}
</ol></div>
${left > 0 ? html`<p class="soft">and ${left} more</p>` : ""}
${verdict(flow)}
</article>`;
}

function stepRow({ from, to, label, note, tone }: Step): Markup {
  const [left, right] = [lanes.indexOf(from), lanes.indexOf(to)].sort();
  const isLeftward = lanes.indexOf(from) > lanes.indexOf(to);
  return html`<li class="step ${tone}${isLeftward ? " left" : ""}"><div class="span s${left ?? 0}-${right ?? 0}"><p class="text"><span class="who">${laneNames[from]} to ${laneNames[to]}</span>${label}<span class="note">${note}</span></p><span class="arrow"></span></div></li>
`;
}

function verdict(flow: Flow): Markup | "" {
  switch (outcomeOfAttack(flow)) {
    case "succeeded":
      return html`<p class="verdict bad"><strong>Eve got through.</strong> The client redeemed a code that it had not asked for: it does not compare <code>state</code>. The person now works in Eve’s account.</p>`;
    case "failed":
      return html`<p class="verdict good"><strong>Eve failed.</strong> The client has not redeemed her code: the <code>state</code> beside it was not its own.</p>`;
    case undefined:
      return "";
  }
}

/** Asks for the token that was printed at the start. */
export function doorPage({ isRefused }: { isRefused: boolean }): Markup {
  return documentOf({
    title: "Journal",
    styleElement,
    body: html`<main class="narrow">
<h1>Journal</h1>
<p class="soft">Shows every sign-in of this sandbox, as it happens.</p>
${isRefused ? html`<p class="alarm" role="alert">That is not the token of this sandbox.</p>` : ""}
<form class="card" method="post" action="/_sandbox/flows">
<label for="token">Control token</label>
<p class="soft" id="hint">It was printed at the start, as DGT_SANDBOX_TOKEN.</p>
<input id="token" name="token" type="password" autocomplete="off" required aria-describedby="hint">
<button>Show the journal</button>
</form>
</main>`,
  });
}

function count(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? "" : "s"}`;
}

function timeOf(entry: JournalEntry | undefined): string {
  return entry === undefined ? "" : new Date(entry.at).toISOString().replace("T", " ").replace(/\..*/, " UTC");
}
