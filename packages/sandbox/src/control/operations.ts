import { setTimeout as sleep } from "node:timers/promises";
import type { PlantedFault } from "../faults/desk.ts";
import { judgeFault } from "../faults/judge-fault.ts";
import { isPrivateName } from "../host-check.ts";
import type { JournalFilter } from "../journal.ts";
import type { Control } from "./control.ts";
import { type FieldTypes, InputError } from "./input.ts";

type Input = Readonly<Record<string, unknown>>;

export interface ControlOperation {
  readonly name: string;
  readonly summary: string;
  /** Reading ones change nothing, and may be asked for with GET. */
  readonly reads: boolean;
  readonly fields: FieldTypes;
  readonly run: (control: Control, input: Input, signal: AbortSignal | undefined) => unknown;
}

const journalFields = {
  id: "text?",
  method: "text?",
  path: "text?",
  status: "number?",
  operation: "text?",
  login: "text?",
  clientId: "text?",
  grant: "text?",
  family: "text?",
  generation: "number?",
  decision: "text?",
  fault: "text?",
} as const satisfies FieldTypes;

const longestWaitMs = 600_000;

/** Everything a sandbox can be told from outside, in the order in which it is listed. */
export const controlOperations: readonly ControlOperation[] = [
  {
    name: "clock",
    summary: "Tells what time it is in the sandbox.",
    reads: true,
    fields: {},
    run: (control) => clockOf(control),
  },
  {
    name: "clock/set",
    summary: "Sets the clock, which goes on from there.",
    reads: false,
    fields: { at: "instant" },
    run(control, { at }) {
      control.clock.set(Number(at));
      return clockOf(control);
    },
  },
  {
    name: "clock/advance",
    summary: "Moves the clock by milliseconds, back for a negative number.",
    reads: false,
    fields: { ms: "number" },
    run(control, { ms }) {
      control.clock.advance(Number(ms));
      return clockOf(control);
    },
  },
  {
    name: "faults",
    summary: "Lists the faults with how often each has struck.",
    reads: true,
    fields: {},
    run: ({ faults }) => ({ faults: faults.all.map(viewOf) }),
  },
  {
    name: "faults/add",
    summary: 'Adds a fault: its name as "fault", and what else is said of faults.',
    reads: false,
    fields: {
      ...{ fault: "text", operation: "any?", clientId: "text?", grant: "text?", call: "number?", times: "any?" },
      ...{ probability: "number?", randomness: "text?", when: "text?", delayMs: "number?", intervalMs: "number?" },
      ...{ bytes: "number?", retryAfter: "text?", status: "number?", contentType: "text?", resetInMs: "number?" },
      ...{ location: "text?", expiresInSeconds: "number?", skewMs: "number?", how: "text?", issuer: "text?" },
      login: "text?",
    },
    run: ({ faults }, input) => viewOf(faults.add(judgeFault(input))),
  },
  {
    name: "faults/wait",
    summary: "Answers when a fault has struck so many requests, once unless told, or after timeoutMs (30000).",
    reads: true,
    fields: { id: "number", hits: "number?", timeoutMs: "number?" },
    async run(control, { id, hits = 1, timeoutMs = 30_000 }, signal) {
      const fault = findFault(control, id);
      const limitMs = Math.min(Math.max(Number(timeoutMs), 0), longestWaitMs);
      const over = new AbortController();
      const ends = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
      await Promise.race([
        fault.untilHit(Number(hits)),
        sleep(limitMs, undefined, { signal: ends }).catch(() => undefined),
      ]);
      over.abort();
      return viewOf(fault);
    },
  },
  {
    name: "faults/release",
    summary: "Lets the requests that a fault keeps waiting go on.",
    reads: false,
    fields: { id: "number" },
    run(control, { id }) {
      const fault = findFault(control, id);
      fault.release();
      return viewOf(fault);
    },
  },
  {
    name: "faults/remove",
    summary: "Removes a fault, and lets those that wait go on.",
    reads: false,
    fields: { id: "number" },
    run(control, { id }) {
      const fault = findFault(control, id);
      fault.remove();
      return viewOf(fault);
    },
  },
  {
    name: "faults/clear",
    summary: "Removes every fault.",
    reads: false,
    fields: {},
    run({ faults }) {
      faults.clear();
      return { faults: [] };
    },
  },
  {
    name: "journal",
    summary: "Lists the requests whose fields are equal to those given; `after` an id, and at most `limit` of them.",
    reads: true,
    fields: { ...journalFields, after: "text?", limit: "number?" },
    run({ journal }, { after, limit = Number.POSITIVE_INFINITY, ...filter }) {
      const from = after === undefined ? 0 : journal.entries.findIndex(({ id }) => id === after) + 1;
      const fits = Object.entries(filter);
      const entries = journal.entries
        .slice(from)
        .filter((entry) => fits.every(([name, value]) => Reflect.get(entry, name) === value));
      return { entries: entries.slice(0, Math.max(0, Number(limit))), dropped: journal.dropped };
    },
  },
  {
    name: "journal/count",
    summary: "Counts the requests whose fields are equal to those given.",
    reads: true,
    fields: journalFields,
    // Every field was judged against what the filter's type says.
    run: ({ journal }, filter) => ({ count: journal.count(filter as JournalFilter) }),
  },
  {
    name: "snapshots",
    summary: "Lists the names of the snapshots.",
    reads: true,
    fields: {},
    run: ({ snapshots }) => ({ snapshots: snapshots.list() }),
  },
  {
    name: "snapshots/save",
    summary: "Saves this moment under a name.",
    reads: false,
    fields: { name: "text" },
    run({ snapshots }, { name }) {
      snapshots.save(String(name));
      return { snapshots: snapshots.list() };
    },
  },
  {
    name: "snapshots/restore",
    summary: "Goes back to the moment that was saved under a name.",
    reads: false,
    fields: { name: "text" },
    run(control, { name }) {
      control.snapshots.restore(String(name));
      return clockOf(control);
    },
  },
  {
    name: "snapshots/remove",
    summary: "Forgets a snapshot.",
    reads: false,
    fields: { name: "text" },
    run({ snapshots }, { name }) {
      if (!snapshots.remove(String(name))) throw new InputError(`there is no snapshot named ${JSON.stringify(name)}`);
      return { snapshots: snapshots.list() };
    },
  },
  {
    name: "tokens/issue",
    summary: "Issues tokens as if a person had signed in and approved.",
    reads: false,
    fields: { login: "text", clientId: "text", scope: "text?" },
    run: (control, { login, clientId, scope }) =>
      control.issueTokens({
        login: String(login),
        clientId: String(clientId),
        scope: scope === undefined ? "" : String(scope),
      }),
  },
  {
    name: "grants/revoke",
    summary: "Takes back what a person granted to an app: all its tokens end.",
    reads: false,
    fields: { login: "text", clientId: "text" },
    run(control, { login, clientId }) {
      control.revokeGrant({ login: String(login), clientId: String(clientId) });
      return {};
    },
  },
  {
    name: "apps/suspend",
    summary: "Suspends an app, or lifts its suspension.",
    reads: false,
    fields: { clientId: "text", suspended: "flag?" },
    run(control, { clientId, suspended = true }) {
      control.suspendApp({ clientId: String(clientId), suspended: suspended === true });
      return {};
    },
  },
  {
    name: "sign-in",
    summary: "Walks the pages as a person would, from url on, or from a request of an app to its callback.",
    reads: false,
    fields: { as: "text?", approve: "flag?", url: "text?", userCode: "text?", clientId: "text?", scope: "text?" },
    async run(control, { url, ...order }) {
      if (url !== undefined && !isNearby(String(url))) throw new InputError('the "url" is none of this machine');
      const { reached, response } = await control.signIn({
        ...order,
        ...(url === undefined ? {} : { url: String(url) }),
      });
      return { reached: reached.href, status: response.status };
    },
  },
  {
    name: "seed",
    summary: "Tells who is there, with passwords, and which apps, with secrets.",
    reads: true,
    fields: {},
    run: ({ seed: { people, apps } }) => ({ people, apps }),
  },
  {
    name: "reset",
    summary: "Goes back to the seed and to the time it really is.",
    reads: false,
    fields: {},
    run(control) {
      control.reset();
      return clockOf(control);
    },
  },
];

function clockOf({ clock }: Control): { now: string; ms: number } {
  const ms = clock.now();
  return { now: new Date(ms).toISOString(), ms };
}

function viewOf({ id, fault, hits }: PlantedFault): object {
  const { times } = fault;
  return { id, hits, ...fault, ...(times === Number.POSITIVE_INFINITY && { times: "all" }) };
}

function findFault({ faults }: Control, id: unknown): PlantedFault {
  const fault = faults.all.find((candidate) => candidate.id === id);
  if (fault === undefined) throw new InputError(`there is no fault with the id ${Number(id)}`);
  return fault;
}

/** The sandbox asks for nobody the pages of the internet. */
function isNearby(url: string): boolean {
  return URL.canParse(url) && /^https?:/.test(url) && isPrivateName(new URL(url).hostname);
}
