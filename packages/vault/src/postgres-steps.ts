import { randomUUID } from "node:crypto";
import { type TokenKey, type TokenRecord, TokenStoreError } from "@dev-github-tool/oauth";
import { type CipherKey, readKeyId } from "./cipher.ts";
import type { Entry, Step } from "./entry.ts";
import type { PostgresConnection } from "./postgres-connection.ts";
import { createLatelySeen } from "./postgres-lately.ts";
import type { Rows, SeenRow } from "./postgres-rows.ts";
import { identify, type SealedEntry, sealEntry, sealLease, unsealEntry } from "./sealed-entry.ts";

/** What becomes of a row: another entry, which may be that of a new sign-in, none any more, or nothing. */
type Change<Answer> =
  | (Step<Answer> & { readonly isSignIn?: true })
  | { readonly answer: Answer; readonly entry: "removed"; readonly isSignIn?: never };

/** A row with its entry, which is opened only where it is needed, and once: a damaged one can be replaced. */
interface Seen extends SeenRow {
  open(): Entry | undefined;
  /** Whether this record is what was opened here, so that it need not be sealed again. */
  holds(record: TokenRecord): boolean;
}

/** How to change one row. */
export interface StepOptions<Answer> {
  readonly key: TokenKey;
  readonly patienceMs: number;
  /** Whether a row that was seen lately is worth a try: one from which no write follows is asked for again all the same. */
  isPromising?(row: SeenRow): boolean;
  /** Called again when another write came between. */
  decide(seen: Seen): Change<Answer>;
}

/** Reads rows, and changes them one at a time. */
export interface Steps {
  look(key: TokenKey): Promise<Seen>;
  /** @throws TokenStoreError `key_missing` when the key that the store is sealed with now was not given. */
  requireCurrentKey(): Promise<void>;
  /**
   * Looks (or remembers), decides, and writes if nothing has changed since. No lock and no transaction spans the two: whoever is stopped
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
  const lately = createLatelySeen();

  const findCurrentKey = ({ currentKeyId }: SeenRow): CipherKey => {
    const key = keys.get(currentKeyId);
    if (key === undefined) {
      throw new TokenStoreError(`the store is sealed with the key ${currentKeyId}, which was not given`, {
        code: "key_missing",
      });
    }
    return key;
  };

  const openable = (key: TokenKey, row: SeenRow): Seen => {
    const ring = { find: (id: string) => keys.get(id), wasUsed: (id: string) => row.keyIds.includes(id) };
    let entry: Entry | undefined;
    return {
      ...row,
      open: () => {
        entry ??= row.sealed === undefined ? undefined : unsealEntry(key, row.sealed, ring);
        return entry;
      },
      holds: (record) => entry?.record === record,
    };
  };
  const find = async (key: TokenKey): Promise<SeenRow> => {
    const id = identify(key);
    const row = await rows.find(id);
    lately.note(id, row);
    return row;
  };

  return {
    look: async (key) => openable(key, await find(key)),
    requireCurrentKey: async () => {
      findCurrentKey(await rows.find(Buffer.of()));
    },
    take: <Answer>({ key, patienceMs, isPromising = () => true, decide }: StepOptions<Answer>) => {
      const id = identify(key);
      // Those whose outcome is not known: the connection was lost, and the write may have happened, or happen yet.
      const attempts = new Map<string, { readonly answer: Answer }>();
      const attempt = async (row: SeenRow, source: "seen now" | "seen lately") => {
        const seen = openable(key, row);
        const { answer, entry, isSignIn } = decide(seen);
        if (entry === undefined) {
          // What was seen lately is never an answer. A write that it leads to finds out whether it still holds.
          return source === "seen now" ? { answer } : undefined;
        }
        const cipherKey = findCurrentKey(row);
        const revision = randomUUID();
        const signIn = isSignIn ? revision : (row.mark?.signIn ?? revision);
        const sealed = entry === "removed" ? undefined : sealNext({ key, seen, entry, cipherKey });
        const mark = { generation: sealed?.generation ?? row.mark?.generation ?? 0, revision, signIn };
        attempts.set(revision, { answer });
        if (!(await rows.write({ ...mark, id, over: row.mark?.revision, keyId: cipherKey.id, sealed }))) {
          return undefined;
        }
        lately.note(id, { ...row, mark, sealed });
        return { answer };
      };
      let recalled = lately.recall(id);
      return connection.patiently(patienceMs, async () => {
        const lastSeen = recalled;
        recalled = undefined;
        const tried = lastSeen !== undefined && isPromising(lastSeen) && (await attempt(lastSeen, "seen lately"));
        if (tried) {
          return tried;
        }
        const row = await find(key);
        const done = attempts.get(row.mark?.revision ?? "") ?? attempts.get(row.mark?.signIn ?? "");
        return done ?? attempt(row, "seen now");
      });
    },
  };
}

function sealNext(next: {
  readonly key: TokenKey;
  readonly seen: Seen;
  readonly entry: Entry;
  readonly cipherKey: CipherKey;
}): SealedEntry {
  const { key, seen, entry, cipherKey } = next;
  const { sealed } = seen;
  // Only the lease has changed. Tokens under a former key do not stay as they are: a change of keys may have passed them by.
  return sealed !== undefined && seen.holds(entry.record) && readKeyId(sealed.tokens) === cipherKey.id
    ? { ...sealed, lease: sealLease(key, entry, cipherKey) }
    : sealEntry(key, entry, cipherKey);
}
