import type { MovableClock } from "./clock.ts";
import type { Core } from "./core.ts";
import type { Reception } from "./reception.ts";
import { fromGraph, type Graph, toGraph } from "./snapshot-graph.ts";
import { tablesOf } from "./state.ts";

/**
 * Everything a sandbox had learned since its seed at one moment: apps as they were registered, grants, tokens, codes, device
 * codes, sessions, installations, rate windows, the clock, and how far its randomness had come. Plain JSON, to be written to a
 * file and restored by another process that has the same seed.
 *
 * It holds live tokens and client secrets: treat it as one.
 */
export interface Snapshot {
  readonly format: 1;
  readonly name: string;
  /** Milliseconds since the epoch, on the sandbox's clock. */
  readonly at: number;
  readonly requestCount: number;
  readonly randomPosition: number;
  readonly state: Graph;
}

/** Named moments to go back to. They survive `reset`. */
export interface Snapshots {
  /** Saves this moment; an earlier snapshot of that name is replaced. */
  save(name: string): Snapshot;
  /**
   * Goes back to a moment, its time included: the clock goes on from there. Otherwise like `reset`: the journal begins anew,
   * faults are as they were at the start, and requests that a fault holds are dropped.
   *
   * @throws RangeError for a name under which nothing was saved, and for what is no snapshot of this seed.
   */
  restore(snapshot: string | Snapshot): void;
  /** What was saved under a name, as plain data that can be written to a file; undefined when nothing was. */
  get(name: string): Snapshot | undefined;
  /** Names, in the order in which they were first saved. */
  list(): readonly string[];
  /** Says whether there was one. */
  remove(name: string): boolean;
}

interface Ground {
  readonly core: Core;
  readonly clock: MovableClock;
  readonly reception: Pick<Reception, "requestCount">;
  readonly reset: () => void;
}

export function createSnapshots({ core, clock, reception, reset }: Ground): Snapshots {
  // As texts, which nobody can change behind our back.
  const saved = new Map<string, string>();
  const get = (name: string): Snapshot | undefined => {
    const text = saved.get(name);
    return text === undefined ? undefined : JSON.parse(text);
  };
  return {
    save(name) {
      const snapshot: Snapshot = {
        format: 1,
        name,
        at: clock.now(),
        requestCount: reception.requestCount,
        randomPosition: core.random.position,
        state: toGraph(tablesOf(core.state), core.seed.people),
      };
      saved.set(name, JSON.stringify(snapshot));
      return snapshot;
    },
    restore(snapshot) {
      const found = typeof snapshot === "string" ? get(snapshot) : snapshot;
      if (found === undefined) throw new RangeError(`there is no snapshot named ${snapshot}`);
      const tables = readTables(core, found);
      reset();
      for (const [name, table] of Object.entries(tablesOf(core.state))) {
        table.clear();
        for (const [key, value] of tables.get(name) ?? []) table.set(key, value);
      }
      reception.requestCount = found.requestCount;
      core.random.moveTo(found.randomPosition);
      clock.set(found.at);
    },
    get,
    list: () => [...saved.keys()],
    remove: (name) => saved.delete(name),
  };
}

type Tables = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

/** Reads the tables of a snapshot before anything is given up for them. Beyond their shape they are taken at their word. */
function readTables(core: Core, { format, at, requestCount, randomPosition, state }: Snapshot): Tables {
  const counts = [at, requestCount, randomPosition];
  if (format !== 1 || !Array.isArray(state) || !counts.every(Number.isSafeInteger)) {
    throw new RangeError("this is no snapshot that can be restored");
  }
  const root = fromGraph(state, (login) => core.world.person(login));
  const known = new Set(Object.keys(tablesOf(core.state)));
  const tables = new Map<string, ReadonlyMap<string, unknown>>();
  for (const [name, table] of Object.entries(root ?? {})) {
    if (!known.has(name) || !(table instanceof Map)) throw new RangeError(`the snapshot has an unknown table, ${name}`);
    tables.set(name, table);
  }
  return tables;
}
