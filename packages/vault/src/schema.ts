import { randomBytes } from "node:crypto";
import { closeSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { TokenStoreError } from "@dev-github-tool/oauth";
import type { CipherKey } from "./cipher.ts";
import { type Connection, openConnection } from "./connection.ts";
import { createPrivateFile, insecure, putInPlace, requirePrivateFile } from "./private-file.ts";
import { SCHEMA_VERSION } from "./sealed-entry.ts";

/** "dgtv", at the place where a SQLite file says whose it is. */
const APPLICATION_ID = 0x64677476;
const SUFFIXES = ["", "-wal", "-shm", "-journal"] as const;
const UNFINISHED = ".new";

/**
 * Opens the vault at a path, making it when there is none.
 *
 * It comes into being whole: built under another name and put in place with one call, so an empty or half-written file is
 * never taken for a vault without sign-ins.
 */
export async function openVault(path: string, firstKey: CipherKey): Promise<Connection> {
  if (requirePrivateFile(path) === undefined) {
    await createVault(path, firstKey);
  }
  for (const suffix of SUFFIXES) {
    requirePrivateFile(path + suffix);
  }
  const before = requireSingleName(path);
  const connection = await openConnection(path);
  try {
    const after = requirePrivateFile(path);
    if (before.ino !== after?.ino || before.dev !== after.dev) {
      throw insecure(`${path} was exchanged while it was being opened`);
    }
    await connection.read(() => requireSchema(connection));
    // Each write is on the disk before it is answered, and what was removed is overwritten.
    connection.exec("PRAGMA synchronous = FULL");
    connection.get("PRAGMA secure_delete = ON");
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

async function createVault(path: string, { id }: CipherKey): Promise<void> {
  const unfinished = `${path}.${randomBytes(8).toString("hex")}${UNFINISHED}`;
  try {
    closeSync(createPrivateFile(unfinished));
    const connection = await openConnection(unfinished);
    try {
      connection.exec(`
        PRAGMA journal_mode = DELETE;
        PRAGMA application_id = ${APPLICATION_ID};
        BEGIN;
        CREATE TABLE vault (only INTEGER PRIMARY KEY CHECK (only = 1), removed_up_to INTEGER NOT NULL) STRICT;
        CREATE TABLE vault_keys (
          id TEXT PRIMARY KEY, state TEXT NOT NULL CHECK (state IN ('current', 'retired'))
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE sign_ins (
          id BLOB PRIMARY KEY, generation INTEGER NOT NULL, head TEXT NOT NULL, tokens BLOB NOT NULL, lease BLOB
        ) STRICT, WITHOUT ROWID;
        INSERT INTO vault VALUES (1, 0);
        INSERT INTO vault_keys VALUES ('${id}', 'current');
        PRAGMA user_version = ${SCHEMA_VERSION};
        COMMIT;
        PRAGMA journal_mode = WAL;`);
    } finally {
      connection.close();
    }
    putInPlace(unfinished, path);
  } finally {
    for (const suffix of SUFFIXES) {
      rmSync(unfinished + suffix, { force: true });
    }
  }
}

/** A file with two names has two logs of changes, one for each, and loses what is in the other. */
function requireSingleName(path: string): { readonly ino: number; readonly dev: number } {
  let stats = requirePrivateFile(path);
  if (stats !== undefined && stats.nlink > 1) {
    // Whoever made the vault was stopped, or has not come yet, to removing the name it was built under.
    const folder = dirname(path);
    for (const name of readdirSync(folder)) {
      const other = join(folder, name);
      if (name.startsWith(`${basename(path)}.`) && name.endsWith(UNFINISHED)) {
        if (requirePrivateFile(other)?.ino === stats.ino) {
          rmSync(other, { force: true });
        }
      }
    }
    stats = requirePrivateFile(path);
  }
  if (stats === undefined || stats.nlink > 1) {
    throw insecure(`${path} has further names, by which others may change it`);
  }
  return stats;
}

function requireSchema(connection: Connection): void {
  const { application_id: owner } = connection.get("PRAGMA application_id") as { application_id: number };
  const { user_version: version } = connection.get("PRAGMA user_version") as { user_version: number };
  if (owner !== APPLICATION_ID || version < 1) {
    throw new TokenStoreError("the store is damaged, or is a file of another program", { code: "corrupt" });
  }
  if (version > SCHEMA_VERSION) {
    throw new TokenStoreError(
      `the store has layout ${version}, and this version knows layouts up to ${SCHEMA_VERSION}`,
      {
        code: "unavailable",
      },
    );
  }
}
