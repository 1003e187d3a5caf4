import type { FaultName } from "./faults/fault.ts";
import { createJournalTally } from "./journal-tally.ts";
import { maskedPath } from "./masked-path.ts";
import type { RevocationReason } from "./token-record.ts";

/** One request and what the sandbox made of it. Holds no secret: codes, tokens, verifiers and the like are masked. */
export interface JournalEntry {
  /** The same value as the response's `X-GitHub-Request-Id`. */
  readonly id: string;
  /** The connection it came on, counted from 1 for each port; absent in process. */
  readonly connection?: number;
  /** Milliseconds since the epoch, on the sandbox's clock. */
  readonly at: number;
  readonly method: string;
  /** Path and query; a query value that could be secret reads `[masked]`. */
  readonly path: string;
  /** 0 when a fault ended the connection instead. */
  readonly status: number;
  /** GitHub's own name (`users/get-authenticated`), or ours for pages (`oauth/authorize`); `unknown` when no route matched. */
  readonly operation: string;
  readonly login?: string;
  readonly clientId?: string;
  /** Scopes of the token that was used or issued. */
  readonly scopes?: readonly string[];
  /** The grant of a token request: `authorization_code`, `refresh_token` or `device_code`. */
  readonly grant?: string;
  /** The sign-in that the token used, issued or presented goes back to. */
  readonly family?: string;
  /** The authorization or device request it belongs to: `flow-1`, `flow-2`, in their order. */
  readonly flow?: string;
  /** How many refreshes that token had behind it. */
  readonly generation?: number;
  /** What was decided and why, such as `code_issued`, `refreshed` or `verifier_mismatch`. */
  readonly decision?: string;
  /** Why the token that was presented is not good any more. */
  readonly reason?: RevocationReason;
  /** The fault that struck the request. Without a decision beside it, nothing was decided. */
  readonly fault?: FaultName;
}

/** What a handler adds to the entry of its request. */
export interface JournalNote {
  operation?: string;
  login?: string;
  clientId?: string;
  scopes?: readonly string[];
  grant?: string;
  family?: string;
  flow?: string;
  generation?: number;
  decision?: string;
  reason?: RevocationReason;
  fault?: FaultName;
}

/** Fields an entry must have; a field that is undefined is not compared. */
export type JournalFilter = {
  readonly [Field in Exclude<keyof JournalEntry, "scopes">]?: JournalEntry[Field] | undefined;
};

/**
 * Every request since the start, the last reset or the last restored snapshot, in the order in which they were decided.
 * Nothing is ever changed; a request whose answer was lost is there like any other. Of more than 50 000 entries the oldest
 * are dropped, so that a sandbox can run for as long as it likes; JSON of it has all the entries that are kept.
 */
export interface Journal {
  readonly entries: readonly JournalEntry[];
  /** How many entries are not in `entries` any more. */
  readonly dropped: number;
  /**
   * Counts the entries whose fields equal all those given. Dropped entries count too, except where `id`, `connection`, `at`,
   * `path`, `flow`, `family` or `generation` is asked for.
   */
  count(filter?: JournalFilter): number;
  /** Tells every entry from now on to a listener, which must not throw. Returns what ends that. */
  subscribe(listener: (entry: JournalEntry) => void): () => void;
}

export interface Journaled {
  readonly id: string;
  readonly connection: number | undefined;
  readonly at: number;
  readonly method: string;
  readonly url: URL;
  readonly status: number;
  readonly note: JournalNote;
}

export interface WritableJournal extends Journal {
  append(request: Journaled): void;
  /** Begins anew; who listens goes on listening. */
  clear(): void;
}

const keptEntries = 50_000;

/** Dropping in batches: taking away the beginning of an array moves all the rest. */
const batch = 5000;

export function createJournal(): WritableJournal {
  const entries: JournalEntry[] = [];
  const listeners = new Set<(entry: JournalEntry) => void>();
  const tally = createJournalTally();
  return {
    entries,
    get dropped() {
      return tally.total;
    },
    count(filter = {}) {
      const wanted = Object.entries(filter).filter(([, value]) => value !== undefined);
      const kept = entries.filter((entry) => wanted.every(([name, value]) => Reflect.get(entry, name) === value));
      return kept.length + tally.count(wanted);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    append({ id, connection, at, method, url, status, note }) {
      const path = maskedPath(url);
      const entry: JournalEntry = Object.freeze({
        id,
        ...(connection !== undefined && { connection }),
        at,
        method,
        path,
        status,
        ...note,
        operation: note.operation ?? "unknown",
      });
      entries.push(entry);
      if (entries.length >= keptEntries + batch) for (const each of entries.splice(0, batch)) tally.add(each);
      for (const listener of listeners) listener(entry);
    },
    clear() {
      entries.length = 0;
      tally.clear();
    },
  };
}
