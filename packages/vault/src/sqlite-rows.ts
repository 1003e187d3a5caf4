import { type TokenKey, TokenStoreError } from "@dev-github-tool/oauth";
import { type CipherKey, damaged } from "./cipher.ts";
import type { Connection } from "./connection.ts";
import type { Entry } from "./entry.ts";
import {
  beginHead,
  identify,
  type KeyRing,
  readName,
  type SealedEntry,
  sealEntry,
  unsealEntry,
} from "./sealed-entry.ts";

/** The entries of a vault, opened and sealed. Called inside a read or a write of the connection. */
export interface SqliteRows {
  load(key: TokenKey): Entry | undefined;
  save(key: TokenKey, entry: Entry): void;
  /** The generation that comes next, even if the entry cannot be opened. */
  nextGeneration(key: TokenKey): number;
  remove(key: TokenKey, generation: number): boolean;
  /** @throws TokenStoreError `corrupt` for a name that cannot be read, unless that is to be told to `onDamaged`. */
  list(onDamaged: ((error: TokenStoreError) => void) | undefined): TokenKey[];
  /** @throws TokenStoreError `corrupt` when there is a sign-in that `load` does not find. */
  refuseDamagedName(key: TokenKey): void;
  /** The key that the vault is sealed with. @throws TokenStoreError `key_missing` when it was not given. */
  requireCurrentKey(): CipherKey;
  /** Seals everything with another key, which must have been given. */
  sealAnew(key: CipherKey): void;
}

export function createSqliteRows(connection: Connection, keys: ReadonlyMap<string, CipherKey>): SqliteRows {
  const ring: KeyRing = {
    find: (id) => keys.get(id),
    wasUsed: (id) => connection.get("SELECT 1 FROM vault_keys WHERE id = ?", [id]) !== undefined,
  };
  const findRow = (key: TokenKey): SealedEntry | undefined =>
    connection.get("SELECT * FROM sign_ins WHERE id = ?", [identify(key)]) as SealedEntry | undefined;

  const rows: SqliteRows = {
    load: (key) => {
      const row = findRow(key);
      return row === undefined ? undefined : unsealEntry(key, row, ring);
    },
    save: (key, entry) => {
      const { id, generation, head, tokens, lease } = sealEntry(key, entry, rows.requireCurrentKey());
      connection.run("INSERT OR REPLACE INTO sign_ins VALUES (?, ?, ?, ?, ?)", [id, generation, head, tokens, lease]);
    },
    nextGeneration: (key) => {
      const removed = connection.get("SELECT removed_up_to FROM vault") as { removed_up_to: number };
      return (findRow(key)?.generation ?? removed.removed_up_to) + 1;
    },
    remove: (key, generation) => {
      const values = [identify(key), generation];
      const wasThere = connection.run("DELETE FROM sign_ins WHERE id = ? AND generation = ?", values) > 0;
      if (wasThere) {
        connection.run("UPDATE vault SET removed_up_to = max(removed_up_to, ?)", [generation]);
      }
      return wasThere;
    },
    list: (onDamaged) =>
      (connection.all("SELECT id, head FROM sign_ins") as SealedEntry[]).flatMap((row) => {
        try {
          return [readName(row)];
        } catch (error) {
          if (onDamaged === undefined || !(error instanceof TokenStoreError)) {
            throw error;
          }
          onDamaged(error);
          return [];
        }
      }),
    refuseDamagedName: (key) => {
      // A page that was cut off is full of rows that have nothing in them.
      const named = `SELECT 1 FROM sign_ins WHERE substr(head, 1, length(?1)) = ?1
        OR NOT coalesce(length(id) = 32 AND substr(head, 1, 1) = '{', 0)`;
      if (connection.get(named, [beginHead(key)]) !== undefined) {
        throw damaged();
      }
    },
    requireCurrentKey: () => {
      const row = connection.get("SELECT id FROM vault_keys WHERE state = 'current'") as { id: string } | undefined;
      const key = keys.get(row?.id ?? "");
      if (key === undefined) {
        throw new TokenStoreError(`the store is sealed with the key ${row?.id ?? "(none)"}, which was not given`, {
          code: "key_missing",
        });
      }
      return key;
    },
    sealAnew: (next) => {
      const sealed = connection.all("SELECT * FROM sign_ins") as SealedEntry[];
      const entries = sealed.map((row) => {
        const key = readName(row);
        return [key, unsealEntry(key, row, ring)] as const;
      });
      connection.run("UPDATE vault_keys SET state = 'retired'");
      connection.run("INSERT OR REPLACE INTO vault_keys VALUES (?, 'current')", [next.id]);
      for (const [key, entry] of entries) {
        rows.save(key, entry);
      }
    },
  };
  return rows;
}
