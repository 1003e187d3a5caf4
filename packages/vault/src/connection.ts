import { randomInt } from "node:crypto";
import { createRequire } from "node:module";
import { setImmediate as turn } from "node:timers/promises";
import { TokenStoreError } from "@dev-github-tool/oauth";
import type Libsql from "libsql";

/** How long SQLite may wait for another process by itself, which it does with the whole program standing still. */
const BUSY_TIMEOUT_MS = 5;
const LONGEST_PAUSE_MS = 20;
/** Far longer than fifty processes need to write once each. */
const PATIENCE_MS = 15_000;

type Value = string | number | Buffer | null;

/** One connection to a database file. `read` and `write` wait for other processes without keeping this one from its work. */
export interface Connection {
  /** Runs `work`, which may only read. */
  read<Result>(work: () => Result): Promise<Result>;
  /** Runs `work` as one transaction that no other write can come between. It may run more than once; the last one counts. */
  write<Result>(work: () => Result): Promise<Result>;
  get(sql: string, values?: readonly Value[]): unknown;
  all(sql: string, values?: readonly Value[]): readonly unknown[];
  run(sql: string, values?: readonly Value[]): number;
  exec(sql: string): void;
  close(): void;
}

/** Gives the library under the store, which takes longer to load than a vault to open. */
export async function loadLibrary(): Promise<typeof Libsql> {
  // Loading keeps this process from all else: what was just asked of a keyring goes out before.
  await turn();
  // An import would read and parse the file twice, since it is no ES module.
  return createRequire(import.meta.url)("libsql");
}

/**
 * Opens a database file.
 *
 * @throws TokenStoreError `unavailable`, as from every method when the system refuses; `corrupt` when this is no database.
 */
export async function openConnection(path: string): Promise<Connection> {
  const Database = await loadLibrary();
  let database: Libsql.Database;
  try {
    database = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  } catch (error) {
    // The binding gives this one no code.
    throw new TokenStoreError("the store cannot be opened", { code: "unavailable", cause: error });
  }
  const statements = new Map<string, Libsql.Statement<unknown[]>>();
  let isOpen = true;

  const prepare = (sql: string): Libsql.Statement<unknown[]> => {
    const known = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, known);
    return known;
  };

  const patiently = async <Result>(work: () => Result): Promise<Result> => {
    const startedAt = performance.now();
    for (;;) {
      if (!isOpen) {
        throw new TokenStoreError("the store is closed", { code: "unavailable" });
      }
      try {
        return work();
      } catch (error) {
        if (!isBusy(error)) {
          throw translate(error);
        }
        if (performance.now() - startedAt > PATIENCE_MS) {
          throw new TokenStoreError(`another process kept the store busy for ${PATIENCE_MS / 1000} s`, {
            code: "unavailable",
            cause: error,
          });
        }
      }
      await new Promise((resolve) => setTimeout(resolve, randomInt(1, LONGEST_PAUSE_MS + 1)));
    }
  };

  return {
    read: patiently,
    write: (work) =>
      patiently(() => {
        database.exec("BEGIN IMMEDIATE");
        try {
          const result = work();
          database.exec("COMMIT");
          return result;
        } catch (error) {
          // After some failures SQLite has done so by itself.
          if (database.inTransaction) {
            database.exec("ROLLBACK");
          }
          throw error;
        }
      }),
    get: (sql, values = []) => prepare(sql).get(values),
    all: (sql, values = []) => prepare(sql).all(values).map(readRow),
    run: (sql, values = []) => prepare(sql).run(values).changes,
    exec: (sql) => {
      database.exec(sql);
    },
    close: () => {
      if (isOpen) {
        isOpen = false;
        statements.clear();
        database.close();
      }
    },
  };
}

/** The binding gives bytes in two ways, depending on whether one row was asked for or all. */
function readRow(row: unknown): unknown {
  const columns = Object.entries(row as object);
  return Object.fromEntries(
    columns.map(([name, value]) => [name, value instanceof ArrayBuffer ? Buffer.from(value) : value]),
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));
}

/** Says what SQLite said. An error that is not SQLite's stays what it is. */
export function translate(error: unknown): unknown {
  const code = codeOf(error);
  if (!code.startsWith("SQLITE_")) {
    return error;
  }
  // SQLITE_ERROR is a statement that does not fit: tables are missing, or are not ours.
  return /^SQLITE_(CORRUPT|NOTADB|ERROR|MISMATCH)/.test(code)
    ? new TokenStoreError("the store is damaged, or is a file of another program", { code: "corrupt", cause: error })
    : new TokenStoreError(`the store cannot be used: ${code}`, { code: "unavailable", cause: error });
}
