import { resolve } from "node:path";
import { type Secret, type TokenKey, type TokenRecord, type TokenStore, TokenStoreError } from "@dev-github-tool/oauth";
import { type CipherKey, createCipherKey } from "./cipher.ts";
import { translate } from "./connection.ts";
import { acquireEntry, commitEntry, type Entry, putEntry, releaseEntry, revokeEntry, type Step } from "./entry.ts";
import { identifyProcess, judgeProcess } from "./liveness.ts";
import { createOwner } from "./owner.ts";
import { preparePrivateFolder } from "./private-file.ts";
import { openVault } from "./schema.ts";
import { identify, type KeyRing, nameKey, readName, type SealedEntry, sealEntry, unsealEntry } from "./sealed-entry.ts";

/** Where a vault lies, and with what it is sealed. */
export interface SqliteStoreOptions {
  /** The file. It and its folder are made when missing, for this user alone. */
  readonly path: string;
  /** 32 bytes in base64 or hexadecimal. */
  readonly key: Secret;
  /** Further keys that may be met: the former ones after a change of keys, or the next one before it. */
  readonly otherKeys?: readonly Secret[] | undefined;
  /** The time in milliseconds since the epoch, by which leases end. */
  readonly now?: (() => number) | undefined;
}

/** A vault in one file, for any number of processes of one user on one machine. */
export interface SqliteStore extends TokenStore {
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
 * @throws TokenStoreError `insecure` when others could reach the file, `key_missing` when it is sealed with another key,
 * `corrupt` when it is not a vault; the file is then left as it is. `unavailable` when the system refuses.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  const { now = Date.now } = options;
  const keys = new Map([options.key, ...(options.otherKeys ?? [])].map(createCipherKey).map((key) => [key.id, key]));
  const [firstKey] = keys.values();
  if (firstKey === undefined) {
    throw new TokenStoreError("no key was given", { code: "key_missing" });
  }
  const connection = await refusing(async () => openVault(preparePrivateFolder(resolve(options.path)), firstKey));
  const { read, write } = connection;

  const ring: KeyRing = {
    find: (id) => keys.get(id),
    wasUsed: (id) => connection.get("SELECT 1 FROM vault_keys WHERE id = ?", [id]) !== undefined,
  };
  const findCurrentKey = (): CipherKey => {
    const row = connection.get("SELECT id FROM vault_keys WHERE state = 'current'") as { id: string } | undefined;
    const key = keys.get(row?.id ?? "");
    if (key === undefined) {
      throw new TokenStoreError(`the store is sealed with the key ${row?.id ?? "(none)"}, which was not given`, {
        code: "key_missing",
      });
    }
    return key;
  };
  const findRow = (key: TokenKey): SealedEntry | undefined =>
    connection.get("SELECT * FROM sign_ins WHERE id = ?", [identify(key)]) as SealedEntry | undefined;
  const load = (key: TokenKey): Entry | undefined => {
    const row = findRow(key);
    return row === undefined ? undefined : unsealEntry(key, row, ring);
  };
  const save = (key: TokenKey, entry: Entry): void => {
    const { id, generation, head, tokens, lease } = sealEntry(key, entry, findCurrentKey());
    connection.run("INSERT OR REPLACE INTO sign_ins VALUES (?, ?, ?, ?, ?)", [id, generation, head, tokens, lease]);
  };
  const list = (): TokenKey[] =>
    (connection.all("SELECT id, head FROM sign_ins") as SealedEntry[]).map((row) => readName(row));
  const step = <Answer>(key: TokenKey, decide: (entry: Entry | undefined) => Step<Answer>): Promise<Answer> =>
    write(() => {
      const { answer, entry } = decide(load(key));
      if (entry !== undefined) {
        save(key, entry);
      }
      return answer;
    });
  const findRemovedUpTo = (): number =>
    (connection.get("SELECT removed_up_to FROM vault") as { removed_up_to: number }).removed_up_to;

  try {
    await read(findCurrentKey);
  } catch (error) {
    connection.close();
    throw error;
  }

  return {
    read: (key) =>
      read(() => {
        const entry = load(key);
        if (entry === undefined) {
          // Before saying that nobody is signed in: a row whose own name is damaged would not have been found.
          list();
        }
        return entry?.record;
      }),
    list: () => read(list),
    put: (key, entry) =>
      write((): TokenRecord => {
        const previous = findRow(key)?.generation ?? findRemovedUpTo();
        const written = putEntry(entry, { generation: previous + 1, now: now() });
        save(key, written);
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
      const glance = await read(() => decide(load(key)));
      return glance.entry === undefined ? glance.answer : step(key, decide);
    },
    commit: (lease, tokens) => step(lease.key, (entry) => commitEntry(entry, { lease, tokens, now: now() })),
    release: (lease, outcome) => step(lease.key, (entry) => releaseEntry(entry, { lease, outcome })),
    markRevoking: (key, generation) => step(key, (entry) => revokeEntry(entry, generation)),
    remove: async (key, generation) => {
      const wasRemoved = await write(() => {
        const changes = connection.run("DELETE FROM sign_ins WHERE id = ? AND generation = ?", [
          identify(key),
          generation,
        ]);
        if (changes > 0) {
          connection.run("UPDATE vault SET removed_up_to = max(removed_up_to, ?)", [generation]);
        }
        return changes > 0;
      });
      if (wasRemoved) {
        forgetOldPages();
      }
      return wasRemoved;
    },
    changeKey: async (secret) => {
      const next = createCipherKey(secret);
      await write(() => {
        keys.set(next.id, next);
        const rows = connection.all("SELECT * FROM sign_ins") as SealedEntry[];
        const entries = rows.map((row) => {
          const key = readName(row);
          return [key, unsealEntry(key, row, ring)] as const;
        });
        connection.run("UPDATE vault_keys SET state = 'retired'");
        connection.run("INSERT OR REPLACE INTO vault_keys VALUES (?, 'current')", [next.id]);
        for (const [key, entry] of entries) {
          save(key, entry);
        }
      });
      forgetOldPages();
    },
    close: async () => connection.close(),
  };

  /** The log still holds what was overwritten. Whoever is reading from it just now keeps it until the next time. */
  function forgetOldPages(): void {
    try {
      connection.get("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch {
      // What was asked for is done and durable; that the log is not empty yet is no reason to say otherwise.
    }
  }
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
