import type { FaultKind } from "./faults.ts";
import { maskedPath } from "./masked-path.ts";

/** One request and what the sandbox made of it. Holds no secret: codes, tokens, verifiers and the like are masked. */
export interface JournalEntry {
  /** The same value as the response's `X-GitHub-Request-Id`. */
  readonly id: string;
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
  /** The grant of a token request: `authorization_code` or `refresh_token`. */
  readonly grant?: string;
  /** The sign-in that the token used, issued or presented goes back to. */
  readonly family?: string;
  /** How many refreshes that token had behind it. */
  readonly generation?: number;
  /** What was decided and why, such as `code_issued`, `refreshed` or `verifier_mismatch`. */
  readonly decision?: string;
  /** The fault that struck the request. Without a decision beside it, nothing was decided. */
  readonly fault?: FaultKind["fault"];
}

/** What a handler adds to the entry of its request. */
export interface JournalNote {
  operation?: string;
  login?: string;
  clientId?: string;
  scopes?: readonly string[];
  grant?: string;
  family?: string;
  generation?: number;
  decision?: string;
  fault?: FaultKind["fault"];
}

/** Fields an entry must have; a field that is undefined is not compared. */
export type JournalFilter = {
  readonly [Field in Exclude<keyof JournalEntry, "scopes">]?: JournalEntry[Field] | undefined;
};

/**
 * Every request since the start or the last reset, in the order in which they were decided. Nothing is ever taken out or
 * changed; a request whose answer was lost is there like any other.
 */
export interface Journal {
  readonly entries: readonly JournalEntry[];
  /** Counts the entries whose fields equal all those given. */
  count(filter?: JournalFilter): number;
}

export interface WritableJournal extends Journal {
  append(entry: { id: string; at: number; method: string; url: URL; status: number; note: JournalNote }): void;
  clear(): void;
}

export function createJournal(): WritableJournal {
  const entries: JournalEntry[] = [];
  return {
    entries,
    count(filter = {}) {
      const wanted = Object.entries(filter).filter(([, value]) => value !== undefined);
      return entries.filter((entry) => wanted.every(([name, value]) => Reflect.get(entry, name) === value)).length;
    },
    append({ id, at, method, url, status, note }) {
      const path = maskedPath(url);
      entries.push(Object.freeze({ id, at, method, path, status, ...note, operation: note.operation ?? "unknown" }));
    },
    clear() {
      entries.length = 0;
    },
  };
}
