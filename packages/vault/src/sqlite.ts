import { resolve } from "node:path";
import { type Secret, type TokenKey, type TokenStore, TokenStoreError } from "@dev-github-tool/oauth";
import { createCipherKey } from "./cipher.ts";
import { loadLibrary, translate } from "./connection.ts";
import {
  acquireEntry,
  commitEntry,
  type Entry,
  type LeaseReport,
  putEntry,
  releaseEntry,
  reportLease,
  revokeEntry,
  type Step,
} from "./entry.ts";
import { identifyProcess, judgeProcess } from "./liveness.ts";
import { createOwner } from "./owner.ts";
import { preparePrivateFolder } from "./private-file.ts";
import { openVault } from "./schema.ts";
import { nameKey } from "./sealed-entry.ts";
import { createSqliteRows } from "./sqlite-rows.ts";

/** Where a vault lies, and with what it is sealed. */
export interface SqliteStoreOptions {
  /** The file. It and its folder are made when missing, for this user alone. */
  readonly path: string;
  /** 32 bytes in base64 or hexadecimal. One that is still being read is waited for, with all else prepared meanwhile. */
  readonly key: Secret | Promise<Secret>;
  /** Further keys that may be met: the former ones after a change of keys, or the next one before it. */
  readonly otherKeys?: readonly Secret[] | undefined;
  /** The time in milliseconds since the epoch, by which leases end. */
  readonly now?: (() => number) | undefined;
}

/** A vault in one file, for any number of processes of one user on one machine. */
export interface SqliteStore extends TokenStore {
  /** With `onDamaged`, sign-ins whose very names cannot be read are left out and told of there; without it they are an error. */
  list(options?: { readonly onDamaged?: ((error: TokenStoreError) => void) | undefined }): Promise<readonly TokenKey[]>;
  /** Where the renewal of a sign-in stands; undefined when there is no such sign-in. Asking changes nothing. */
  readLease(key: TokenKey): Promise<LeaseReport | undefined>;
  /**
   * Seals everything with another key, in one transaction: whenever it is stopped, all is sealed with one key or the other.
   * Processes that were given both keys go on undisturbed; those with the former one alone get `key_missing` from then on.
   */
  changeKey(key: Secret): Promise<void>;
}

/**
 * Opens a vault: a SQLite file (write-ahead log, each write on the disk before it is answered) whose tokens and leases are
 * sealed with AES-256-GCM. Accounts, times and attributes lie in the clear, and bound to what is sealed.
 *
 * @throws what `key` is rejected with; TokenStoreError `insecure` when others could reach the file, `key_missing` when it is sealed with another key,
 * `corrupt` when it is not a vault; the file is then left as it is. `unavailable` when the system refuses.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  const { path, otherKeys = [], now = Date.now } = options;
  const [currentKey] = await Promise.all([options.key, loadLibrary()]);
  const firstKey = createCipherKey(currentKey);
  const keys = new Map([firstKey, ...otherKeys.map(createCipherKey)].map((key) => [key.id, key]));
  const connection = await refusing(async () => openVault(preparePrivateFolder(resolve(path)), firstKey));
  const { read, write } = connection;
  const rows = createSqliteRows(connection, keys);

  const step = <Answer>(key: TokenKey, decide: (entry: Entry | undefined) => Step<Answer>): Promise<Answer> =>
    write(() => {
      const { answer, entry } = decide(rows.load(key));
      if (entry !== undefined) {
        rows.save(key, entry);
      }
      return answer;
    });

  /** The log still holds what was overwritten. Whoever is reading from it just now keeps it until the next time. */
  const forgetOldPages = (): void => {
    try {
      connection.get("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch {
      // What was asked for is done and durable; that the log is not empty yet is no reason to say otherwise.
    }
  };

  try {
    await read(() => rows.requireCurrentKey());
  } catch (error) {
    connection.close();
    throw error;
  }

  return {
    read: (key) =>
      read(() => {
        const entry = rows.load(key);
        if (entry === undefined) {
          rows.refuseDamagedName(key);
        }
        return entry?.record;
      }),
    list: ({ onDamaged } = {}) => read(() => rows.list(onDamaged)),
    put: (key, entry) =>
      write(() => {
        const generation = rows.nextGeneration(key);
        const written = putEntry(entry, { generation, now: now(), process: identifyProcess() });
        rows.save(key, written);
        return written.record;
      }),
    acquireLease: async (key, request) => {
      const decide = (entry: Entry | undefined) =>
        acquireEntry(nameKey(key), entry, {
          ...request,
          owner: createOwner(),
          process: identifyProcess(),
          now: now(),
          judgeHolder: judgeProcess,
        });
      // Whoever is told to wait, or to use what is there, need not keep others from writing.
      const glance = await read(() => decide(rows.load(key)));
      return glance.entry === undefined ? glance.answer : step(key, decide);
    },
    readLease: (key) =>
      read(() => {
        const entry = rows.load(key);
        return entry === undefined ? undefined : reportLease(entry, judgeProcess);
      }),
    commit: (lease, tokens) => step(lease.key, (entry) => commitEntry(entry, { lease, tokens, now: now() })),
    release: (lease, outcome) => step(lease.key, (entry) => releaseEntry(entry, { lease, outcome })),
    markRevoking: (key, generation) => step(key, (entry) => revokeEntry(entry, generation)),
    remove: async (key, generation) => {
      const wasRemoved = await write(() => rows.remove(key, generation));
      if (wasRemoved) {
        forgetOldPages();
      }
      return wasRemoved;
    },
    changeKey: async (secret) => {
      const next = createCipherKey(secret);
      keys.set(next.id, next);
      await write(() => rows.sealAnew(next));
      forgetOldPages();
    },
    close: async () => connection.close(),
  };
}

async function refusing<Result>(open: () => Promise<Result>): Promise<Result> {
  try {
    return await open();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    throw syscall === undefined
      ? translate(error)
      : new TokenStoreError(`the store cannot be opened: ${code}`, { code: "unavailable", cause: error });
  }
}
