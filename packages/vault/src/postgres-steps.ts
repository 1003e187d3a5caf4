import { randomUUID } from "node:crypto";
import { type TokenKey, TokenStoreError } from "@dev-github-tool/oauth";
import type { CipherKey } from "./cipher.ts";
import type { Entry, Step } from "./entry.ts";
import type { PostgresConnection } from "./postgres-connection.ts";
import type { Rows, SeenRow } from "./postgres-rows.ts";
import { identify, sealEntry, unsealEntry } from "./sealed-entry.ts";

/** What becomes of a row: another entry, which may be that of a new sign-in, none any more, or nothing. */
type Change<Answer> =
  | (Step<Answer> & { readonly isSignIn?: true })
  | { readonly answer: Answer; readonly entry: "removed"; readonly isSignIn?: never };

/** A row with its entry, which is opened only where it is needed: a damaged one can be replaced. */
interface Seen extends SeenRow {
  open(): Entry | undefined;
}

/** How to change one row. */
export interface StepOptions<Answer> {
  readonly key: TokenKey;
  readonly patienceMs: number;
  /** Called again when another write came between. */
  decide(seen: Seen): Change<Answer>;
}

/** Reads rows, and changes them one at a time. */
export interface Steps {
  look(key: TokenKey): Promise<Seen>;
  /** @throws TokenStoreError `key_missing` when the key that the store is sealed with now was not given. */
  requireCurrentKey(): Promise<void>;
  /**
   * Looks, decides, and writes if nothing has changed since. No lock and no transaction spans the two: whoever is stopped
   * between them keeps nobody waiting.
   */
  take<Answer>(options: StepOptions<Answer>): Promise<Answer>;
}

/** Puts together what the rows hold, what opens them, and how long to try. */
export function createSteps(options: {
  readonly connection: PostgresConnection;
  readonly rows: Rows;
  readonly keys: ReadonlyMap<string, CipherKey>;
}): Steps {
  const { connection, rows, keys } = options;

  const findCurrentKey = ({ currentKeyId }: SeenRow): CipherKey => {
    const key = keys.get(currentKeyId);
    if (key === undefined) {
      throw new TokenStoreError(`the store is sealed with the key ${currentKeyId}, which was not given`, {
        code: "key_missing",
      });
    }
    return key;
  };

  const look = async (key: TokenKey): Promise<Seen> => {
    const seen = await rows.find(identify(key));
    const ring = { find: (id: string) => keys.get(id), wasUsed: (id: string) => seen.keyIds.includes(id) };
    return { ...seen, open: () => (seen.sealed === undefined ? undefined : unsealEntry(key, seen.sealed, ring)) };
  };

  return {
    look,
    requireCurrentKey: async () => {
      findCurrentKey(await rows.find(Buffer.of()));
    },
    take: <Answer>({ key, patienceMs, decide }: StepOptions<Answer>) => {
      // Those whose outcome is not known: the connection was lost, and the write may have happened, or happen yet.
      const attempts = new Map<string, { readonly answer: Answer }>();
      return connection.patiently(patienceMs, async () => {
        const seen = await look(key);
        const { mark } = seen;
        const done = attempts.get(mark?.revision ?? "") ?? attempts.get(mark?.signIn ?? "");
        if (done !== undefined) {
          return done;
        }
        const { answer, entry, isSignIn = false } = decide(seen);
        if (entry === undefined) {
          return { answer };
        }
        const cipherKey = findCurrentKey(seen);
        const revision = randomUUID();
        attempts.set(revision, { answer });
        const isWritten = await rows.write({
          id: identify(key),
          over: mark?.revision,
          revision,
          signIn: isSignIn ? revision : (mark?.signIn ?? revision),
          generation: entry === "removed" ? (mark?.generation ?? 0) : entry.record.generation,
          keyId: cipherKey.id,
          sealed: entry === "removed" ? undefined : sealEntry(key, entry, cipherKey),
        });
        return isWritten ? { answer } : undefined;
      });
    },
  };
}
