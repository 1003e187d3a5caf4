import type { TokenKey, TokenStore } from "@dev-github-tool/oauth";
import { acquireEntry, commitEntry, type Entry, putEntry, releaseEntry, revokeEntry, type Step } from "./entry.ts";
import { identifyProcess } from "./liveness.ts";
import { createOwner } from "./owner.ts";

/**
 * A store that forgets everything with the process: for tests and for runs that should leave nothing behind.
 *
 * It keeps the whole contract, so that what works with it works with a store for many processes. `close` keeps what is
 * there: two managers may share one store. `now` gives the time in milliseconds since the epoch, by which leases end.
 */
export function createMemoryStore({ now = Date.now }: { readonly now?: (() => number) | undefined } = {}): TokenStore {
  const entries = new Map<string, { readonly key: TokenKey; readonly entry: Entry }>();
  // Where a sign-in begins that comes after one that was removed, so that generations never come twice.
  let removedUpTo = 0;

  const find = (key: TokenKey): Entry | undefined => entries.get(nameOf(key))?.entry;
  const take = <Answer>(key: TokenKey, { answer, entry }: Step<Answer>): Answer => {
    if (entry !== undefined) {
      entries.set(nameOf(key), { key, entry });
    }
    return answer;
  };

  return {
    read: async (key) => find(key)?.record,
    list: async () => [...entries.values()].map(({ key }) => key),
    put: async (key, entry) => {
      const generation = (find(key)?.record.generation ?? removedUpTo) + 1;
      const attributes = structuredClone(entry.attributes);
      const written = putEntry(
        { tokens: entry.tokens, attributes },
        { generation, now: now(), process: identifyProcess() },
      );
      return take(key, { answer: written.record, entry: written });
    },
    acquireLease: async (key, request) =>
      take(
        key,
        acquireEntry(key, find(key), {
          ...request,
          owner: createOwner(),
          process: identifyProcess(),
          now: now(),
          // Whoever can see this store lives in this process.
          judgeHolder: () => "alive",
        }),
      ),
    commit: async (lease, tokens) => take(lease.key, commitEntry(find(lease.key), { lease, tokens, now: now() })),
    release: async (lease, outcome) => take(lease.key, releaseEntry(find(lease.key), { lease, outcome })),
    markRevoking: async (key, generation) => take(key, revokeEntry(find(key), generation)),
    remove: async (key, generation) => {
      if (find(key)?.record.generation !== generation) {
        return false;
      }
      removedUpTo = Math.max(removedUpTo, generation);
      return entries.delete(nameOf(key));
    },
    close: async () => {},
  };
}

function nameOf({ issuer, clientId, account }: TokenKey): string {
  return JSON.stringify([issuer, clientId, account]);
}
