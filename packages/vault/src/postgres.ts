// The door of its own for PostgreSQL, so that nobody else needs a driver for it.
import type { Secret, TokenStore } from "@dev-github-tool/oauth";
import { createCipherKey } from "./cipher.ts";
import { acquireEntry, commitEntry, putEntry, releaseEntry, revokeEntry } from "./entry.ts";
import { identifyProcess, judgeProcess, type LeaseProcess } from "./liveness.ts";
import { createOwner } from "./owner.ts";
import { openConnection, type PostgresPool, shareConnection } from "./postgres-connection.ts";
import { migrate } from "./postgres-migrations.ts";
import { changeKey } from "./postgres-rekey.ts";
import { createRows } from "./postgres-rows.ts";
import { createSteps } from "./postgres-steps.ts";
import { nameKey, readName } from "./sealed-entry.ts";

export type { PostgresPool, PostgresStatement } from "./postgres-connection.ts";

/** Whoever asks has nothing to lose by being told soon. */
const PATIENCE_MS = 3_000;
/** New tokens are nowhere else: it takes a database this long to come back from a restart. */
const TOKENS_PATIENCE_MS = 15_000;

/** Which database, and with what its tokens are sealed. */
export type PostgresStoreOptions = SealedWith & (SharedPool | OwnPool);

interface SharedPool {
  /** A pool of `pg`, or what stands for one. It stays open, and its errors stay its owner's to listen to. */
  readonly pool: PostgresPool;
}

interface OwnPool {
  /** A connection URL, for a pool of the store's own. */
  readonly connect: Secret;
}

interface SealedWith {
  /** 32 bytes in base64 or hexadecimal. */
  readonly key: Secret;
  /** Further keys that may be met: the former ones after a change of keys, or the next one before it. */
  readonly otherKeys?: readonly Secret[] | undefined;
  /** Where the tables lie: lower-case letters, digits and underscores. By default `dgt_vault`. */
  readonly schema?: string | undefined;
}

/** A vault for any number of processes and machines. */
export interface PostgresStore extends TokenStore {
  /**
   * Seals everything with another key while the others go on, one sign-in after the other; whenever it is stopped, each is
   * sealed with one key or the other, and calling it again does the rest. Until it is done every process needs both keys;
   * one with the former key alone gets `key_missing`. A damaged record is passed over, and reported at the end.
   */
  changeKey(key: Secret): Promise<void>;
}

/**
 * Opens a vault in PostgreSQL, for any number of processes and machines, making its tables when they are missing. Tokens and
 * leases are sealed with AES-256-GCM; accounts, times and attributes lie in the clear, and bound to what is sealed.
 *
 * Leases end by the clock of the database. Each statement is a transaction of its own on any free connection, so a pooler
 * such as PgBouncer may hand out another one each time. What was interrupted is repeated, and never done twice.
 *
 * @throws TokenStoreError `key_missing` when it is sealed with another key, `corrupt` when the tables are not its own,
 * `unavailable` when the database cannot be reached, or its tables are of a later version. TypeError for a bad schema name.
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<PostgresStore> {
  const schema = quoteSchema(options.schema ?? "dgt_vault");
  const firstKey = createCipherKey(options.key);
  const keys = new Map([firstKey, ...(options.otherKeys ?? []).map(createCipherKey)].map((key) => [key.id, key]));
  const connection = "pool" in options ? shareConnection(options.pool) : await openConnection(options.connect);
  const rows = createRows(connection, schema);
  const steps = createSteps({ connection, rows, keys });
  const { look, requireCurrentKey, take } = steps;
  const process = identifyProcess();
  const judgeHolder = (holder: LeaseProcess) => judgeProcess(holder, process.mark);
  const patiently = <Result>(work: () => Promise<Result>): Promise<Result> =>
    connection.patiently(PATIENCE_MS, async () => ({ answer: await work() }));

  try {
    await migrate(connection, { schema, firstKeyId: firstKey.id });
    await patiently(requireCurrentKey);
  } catch (error) {
    await connection.close();
    throw error;
  }

  return {
    read: (key) => patiently(async () => (await look(key)).open()?.record),
    list: () => patiently(async () => (await rows.list()).map(readName)),
    put: (key, entry) =>
      take({
        key,
        patienceMs: TOKENS_PATIENCE_MS,
        decide: ({ mark, now }) => {
          const written = putEntry(entry, { generation: (mark?.generation ?? 0) + 1, now, process });
          return { answer: written.record, entry: written, isSignIn: true };
        },
      }),
    acquireLease: (key, request) => {
      const applicant = { ...request, owner: createOwner(), process, judgeHolder };
      return take({
        key,
        patienceMs: PATIENCE_MS,
        isPromising: ({ sealed }) => sealed?.lease === null,
        decide: ({ now, open }) => acquireEntry(nameKey(key), open(), { ...applicant, now }),
      });
    },
    commit: (lease, tokens) =>
      take({
        key: lease.key,
        patienceMs: TOKENS_PATIENCE_MS,
        decide: ({ now, open }) => commitEntry(open(), { lease, tokens, now }),
      }),
    release: (lease, outcome) =>
      take({
        key: lease.key,
        patienceMs: PATIENCE_MS,
        decide: ({ open }) => releaseEntry(open(), { lease, outcome }),
      }),
    markRevoking: (key, generation) =>
      take({ key, patienceMs: PATIENCE_MS, decide: ({ open }) => revokeEntry(open(), generation) }),
    remove: (key, generation) =>
      take<boolean>({
        key,
        patienceMs: PATIENCE_MS,
        decide: ({ sealed }) =>
          sealed?.generation === generation ? { answer: true, entry: "removed" } : { answer: false },
      }),
    changeKey: async (secret) => {
      const next = createCipherKey(secret);
      keys.set(next.id, next);
      await changeKey(next, { connection, schema, rows, steps });
    },
    close: connection.close,
  };
}

/** Names of schemas cannot be parameters. PostgreSQL cuts long ones short, so that two could be one. */
function quoteSchema(name: string): string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name)) {
    throw new TypeError("the name of a schema is lower-case letters, digits and underscores, 63 at most");
  }
  return `"${name}"`;
}
