import { BrokenConnection } from "./broken-connection.ts";

/** Which requests go wrong. */
export interface FaultTarget {
  /** As in the journal: GitHub's own name (`users/get-authenticated`), or ours (`oauth/access-token`). */
  readonly operation: string;
  /** Only requests of this app, as far as they say whose they are. */
  readonly clientId?: string | undefined;
  /** Only token requests of this `grant_type`. */
  readonly grant?: string | undefined;
  /** The first request to strike, counted from 1 among those that match since the fault was added. Default: 1. */
  readonly call?: number | undefined;
  /** How many requests to strike; `Infinity` for all from then on. Default: 1. */
  readonly times?: number | undefined;
}

/** Before the request has any effect, or when all has been done but for the answer. */
export type FaultMoment = "before-commit" | "after-commit";

/** What goes wrong. */
export type FaultKind =
  /** Waits until it is released; before the commit unless said otherwise. A client that has gone does not end the wait. */
  | { readonly fault: "hold"; readonly when?: FaultMoment | undefined }
  /** Waits by the system's clock; after the commit unless said otherwise. */
  | { readonly fault: "slow"; readonly delayMs: number; readonly when?: FaultMoment | undefined }
  /** Ends the connection without an answer. */
  | { readonly fault: "drop-before-commit" | "drop-after-commit" }
  /** Ends the connection after half of the answer's body. */
  | { readonly fault: "truncate" }
  /** Turns the request away; before the commit unless said otherwise. `retryAfter` is sent as it is. */
  | {
      readonly fault: "status-429" | "status-503";
      readonly retryAfter?: string | undefined;
      readonly when?: FaultMoment | undefined;
    }
  /** Answers a page in place of what was asked for; status 200 and before the commit unless said otherwise. */
  | { readonly fault: "html"; readonly status?: number | undefined; readonly when?: FaultMoment | undefined };

export type Fault = FaultTarget & FaultKind;

/** A fault that was added. */
export interface PlantedFault {
  /** How many requests it has struck: those that wait, and those that are over. */
  readonly hits: number;
  /** Resolves when it has struck that many requests, 1 unless told; for a `hold`, when they wait. */
  untilHit(count?: number): Promise<void>;
  /** Lets the requests that wait go on. Later ones it strikes as before. */
  release(): void;
  /** Strikes no more, and lets the requests that wait go on. */
  remove(): void;
}

/** Makes requests fail on demand. Of several faults that match a request, the one added first strikes. */
export interface Faults {
  /** @throws RangeError for an operation that is not served, and for a `call`, `times`, `delayMs` or `status` that cannot be. */
  add(fault: Fault): PlantedFault;
  /** Removes every fault. */
  clear(): void;
}

/** What a request says about itself before it is judged. */
export interface FaultSubject {
  readonly operation: string;
  readonly clientId: string | undefined;
  readonly grant: string | undefined;
}

/** A fault about to strike one request. */
export interface Strike {
  readonly fault: Fault;
  /** Tells those who wait for it that the fault has struck. */
  hit(): void;
  /** Waits for `release`. @throws BrokenConnection when the sandbox was reset meanwhile. */
  hold(): Promise<void>;
}

export interface FaultDesk extends Faults {
  readonly isEmpty: boolean;
  /** Counts a request against every fault that matches it, and returns the one that strikes. */
  strike(subject: FaultSubject): Strike | undefined;
  /** Removes every fault, and drops the connections that wait. */
  abandon(): void;
}

interface Held {
  go(): void;
  drop(): void;
}

interface Planted {
  readonly fault: Fault;
  matched: number;
  readonly held: Set<Held>;
  readonly strike: Strike;
}

export function createFaults(operations: ReadonlySet<string>): FaultDesk {
  const all = new Set<Planted>();
  const releaseAll = ({ held }: Planted): void => {
    for (const each of held) each.go();
  };
  const remove = (planted: Planted): void => {
    all.delete(planted);
    releaseAll(planted);
  };
  return {
    get isEmpty() {
      return all.size === 0;
    },
    add(fault) {
      refuseImpossible(fault, operations);
      const { planted, handle } = plantFault(fault);
      all.add(planted);
      return {
        get hits() {
          return handle.hits;
        },
        untilHit: handle.untilHit,
        release: () => releaseAll(planted),
        remove: () => remove(planted),
      };
    },
    strike(subject) {
      const matching = [...all].filter(({ fault }) => isMeant(fault, subject));
      for (const planted of matching) planted.matched += 1;
      return matching.find(isDue)?.strike;
    },
    clear() {
      for (const planted of all) remove(planted);
    },
    abandon() {
      for (const { held } of all) for (const each of held) each.drop();
      all.clear();
    },
  };
}

function plantFault(fault: Fault): { planted: Planted; handle: Pick<PlantedFault, "hits" | "untilHit"> } {
  let hits = 0;
  const waiting = new Set<{ readonly count: number; readonly resolve: () => void }>();
  const held = new Set<Held>();
  const strike: Strike = {
    fault,
    hit() {
      hits += 1;
      for (const each of waiting) {
        if (each.count > hits) continue;
        waiting.delete(each);
        each.resolve();
      }
    },
    hold: () =>
      new Promise((resolve, reject) => {
        const end = (settle: () => void) => (): void => {
          held.delete(each);
          settle();
        };
        const each: Held = { go: end(resolve), drop: end(() => reject(new BrokenConnection())) };
        held.add(each);
      }),
  };
  const handle = {
    get hits() {
      return hits;
    },
    untilHit: (count = 1): Promise<void> =>
      new Promise((resolve) => {
        if (hits >= count) resolve();
        else waiting.add({ count, resolve });
      }),
  };
  return { planted: { fault, matched: 0, held, strike }, handle };
}

function isMeant(fault: Fault, { operation, clientId, grant }: FaultSubject): boolean {
  return (
    fault.operation === operation &&
    (fault.clientId === undefined || fault.clientId === clientId) &&
    (fault.grant === undefined || fault.grant === grant)
  );
}

function isDue({ fault: { call = 1, times = 1 }, matched }: Planted): boolean {
  return matched >= call && matched < call + times;
}

function refuseImpossible(fault: Fault, operations: ReadonlySet<string>): void {
  if (!operations.has(fault.operation)) throw new RangeError(`no operation ${fault.operation} is served`);
  const { call = 1, times = 1 } = fault;
  if (!Number.isInteger(call) || call < 1) throw new RangeError(`no call has the number ${call}`);
  if (!(times >= 1)) throw new RangeError(`a fault cannot strike ${times} times`);
  if (fault.fault === "slow" && !(fault.delayMs >= 0 && fault.delayMs <= longestTimerMs)) {
    throw new RangeError(`nothing can be delayed by ${fault.delayMs} ms`);
  }
  if (fault.fault === "html" && !isFinalStatus(fault.status ?? 200)) {
    throw new RangeError(`no page can have the status ${fault.status}`);
  }
}

/** Node's timers fire at once beyond this. */
const longestTimerMs = 2 ** 31 - 1;

function isFinalStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 200 && status <= 599 && ![204, 205, 304].includes(status);
}
