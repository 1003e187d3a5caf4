import { createHash } from "node:crypto";
import { createRandom } from "../default-seed/random.ts";
import { type Fault, type FaultName, strikesRedirects } from "./fault.ts";
import { judgeFault, operationsOf, type Served } from "./judge-fault.ts";
import { createWaitingRoom, type WaitingRoom } from "./waiting-room.ts";

/** A fault that was added. */
export interface PlantedFault {
  /** Counts the faults of a sandbox, from 1. */
  readonly id: number;
  readonly fault: Fault;
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
  /** Adds a fault, or the one of that name with everything as it is meant. @throws RangeError for what cannot be. */
  add(fault: Fault | FaultName): PlantedFault;
  /** Those that were added and not removed, spent ones too, in the order in which they were added. */
  readonly all: readonly PlantedFault[];
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
  /** Waits for `release`. @throws BrokenConnection when the sandbox was reset or stopped listening meanwhile. */
  hold(closing: AbortSignal | undefined): Promise<void>;
}

export interface FaultDesk extends Faults {
  readonly isEmpty: boolean;
  /** Counts a request against every fault that matches it, and returns the one that strikes. */
  strike(subject: FaultSubject): Strike | undefined;
  /** The same for a redirect to a client, which only faults of redirects strike. */
  strikeRedirect(subject: FaultSubject): Strike | undefined;
  /** Removes every fault, and drops the connections that wait. */
  abandon(): void;
}

interface Planted {
  readonly handle: PlantedFault;
  readonly room: WaitingRoom;
  readonly ofRedirects: boolean;
  readonly strike: Strike;
  /** Counts a request, if it is meant, and tells whether the fault strikes it. */
  isDueFor(subject: FaultSubject): boolean;
}

export function createFaults(served: Served): FaultDesk {
  const all = new Set<Planted>();
  let count = 0;
  const find = (subject: FaultSubject, ofRedirects: boolean): Strike | undefined => {
    // Every one of them counts the request, also behind the one that strikes.
    const due = [...all].filter((planted) => planted.ofRedirects === ofRedirects && planted.isDueFor(subject));
    return due[0]?.strike;
  };
  return {
    get isEmpty() {
      return all.size === 0;
    },
    get all() {
      return [...all].map(({ handle }) => handle);
    },
    add(given) {
      const fault = judgeFault(given);
      const planted = plantFault(fault, {
        id: ++count,
        operations: operationsOf(fault, served),
        remove: () => all.delete(planted),
      });
      all.add(planted);
      return planted.handle;
    },
    strike: (subject) => find(subject, false),
    strikeRedirect: (subject) => find(subject, true),
    clear() {
      for (const { handle } of all) handle.remove();
    },
    abandon() {
      for (const { room } of all) room.dropAll();
      all.clear();
    },
  };
}

interface Plot {
  readonly id: number;
  readonly operations: ReadonlySet<string>;
  readonly remove: () => void;
}

function plantFault(fault: Fault, { id, operations, remove }: Plot): Planted {
  const room = createWaitingRoom();
  const isByChance = drawer(fault);
  const first = fault.call ?? 1;
  const last = first + timesOf(fault);
  let matched = 0;
  return {
    room,
    ofRedirects: strikesRedirects(fault.fault),
    strike: { fault, hit: room.hit, hold: room.wait },
    handle: {
      id,
      fault,
      get hits() {
        return room.hits;
      },
      untilHit: room.untilHit,
      release: room.releaseAll,
      remove() {
        remove();
        room.releaseAll();
      },
    },
    isDueFor({ operation, clientId, grant }) {
      const isMeant =
        operations.has(operation) &&
        (fault.clientId === undefined || fault.clientId === clientId) &&
        (fault.grant === undefined || fault.grant === grant);
      if (!isMeant) return false;
      matched += 1;
      return matched >= first && matched < last && isByChance();
    },
  };
}

function timesOf({ fault, times, probability }: Fault): number {
  const unlessTold = probability !== undefined || fault === "clock-skew" ? "all" : 1;
  const chosen = times ?? unlessTold;
  return chosen === "all" ? Number.POSITIVE_INFINITY : chosen;
}

function drawer({ probability, randomness = "" }: Fault): () => boolean {
  if (probability === undefined) return () => true;
  const random = createRandom(createHash("sha256").update(randomness).digest().readUInt32LE());
  return () => random.chance(probability);
}
