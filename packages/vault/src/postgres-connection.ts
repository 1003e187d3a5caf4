import { randomInt } from "node:crypto";
import { type Secret, TokenStoreError } from "@dev-github-tool/oauth";

/** A statement that did not answer in this time is taken for lost, whatever became of it. */
const STATEMENT_MS = 5_000;
const CONNECT_MS = 3_000;
const LARGEST_POOL = 4;
/** On a machine that has no time for this process, one attempt may outlast the patience; others that write are no failure. */
const FEWEST_ATTEMPTS = 5;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 200;

/** What the store asks of a pool of connections: the pools of `pg` have it. */
export interface PostgresPool {
  /** Runs one statement on a connection of its own choice, and gives the rows. */
  query(statement: PostgresStatement): Promise<{ readonly rows: readonly unknown[] }>;
}

/** One statement with its parameters. */
export interface PostgresStatement {
  text: string;
  values?: unknown[];
  /** In milliseconds, as `pg` calls it. */
  query_timeout: number;
}

/** A database, as the store uses it: each statement by itself, on whatever connection is free. */
export interface PostgresConnection {
  /** Runs one statement, which is a transaction of its own. */
  run(text: string, values?: readonly unknown[]): Promise<readonly unknown[]>;
  /**
   * Repeats `work` while the database is out of reach or busy, or `work` gives undefined because another write came
   * between, for as long as `patienceMs`.
   */
  patiently<Result>(patienceMs: number, work: () => Promise<{ readonly answer: Result } | undefined>): Promise<Result>;
  close(): Promise<void>;
}

/** Makes a connection of a pool that others own too; closing it leaves the pool open. */
export function shareConnection(pool: PostgresPool): PostgresConnection {
  return connectionOver(pool, async () => {});
}

/** Makes a connection over a pool of its own. Idle, it keeps no process alive. */
export async function openConnection(url: Secret): Promise<PostgresConnection> {
  const { Client, Pool } = await loadDriver();
  const connectionString = url.reveal();
  try {
    new Client({ connectionString });
  } catch {
    // Said here, and without a cause: that error holds the whole URL.
    throw new TokenStoreError("the connection URL cannot be read", { code: "unavailable" });
  }
  const pool = new Pool({
    connectionString,
    max: LARGEST_POOL,
    connectionTimeoutMillis: CONNECT_MS,
    allowExitOnIdle: true,
    keepAlive: true,
  });
  // An idle connection was lost. The next statement gets another; without a listener the process would end here.
  pool.on("error", () => {});
  return connectionOver(pool, () => pool.end());
}

async function loadDriver(): Promise<typeof import("pg")["default"]> {
  try {
    return (await import("pg")).default;
  } catch (error) {
    throw new TokenStoreError("PostgreSQL needs the package pg, which cannot be loaded", {
      code: "unavailable",
      cause: error,
    });
  }
}

function connectionOver(pool: PostgresPool, end: () => Promise<void>): PostgresConnection {
  let isOpen = true;
  return {
    run: async (text, values) => {
      if (!isOpen) {
        throw new TokenStoreError("the store is closed", { code: "unavailable" });
      }
      const parameters = values === undefined ? {} : { values: [...values] };
      return (await pool.query({ text, query_timeout: STATEMENT_MS, ...parameters })).rows;
    },
    patiently: async (patienceMs, work) => {
      const startedAt = performance.now();
      let pauseMs = FIRST_PAUSE_MS;
      for (let attempt = 1; ; attempt += 1) {
        let lastFailure: unknown;
        try {
          const done = await work();
          if (done !== undefined) {
            return done.answer;
          }
        } catch (error) {
          if (!isPassing(error)) {
            throw translate(error);
          }
          lastFailure = error;
        }
        const isHopeful = lastFailure === undefined && attempt < FEWEST_ATTEMPTS;
        if (performance.now() - startedAt > patienceMs && !isHopeful) {
          throw lastFailure === undefined
            ? new TokenStoreError(`other writes came between for ${patienceMs / 1000} s`, { code: "unavailable" })
            : translate(lastFailure);
        }
        await new Promise((resolve) => setTimeout(resolve, randomInt(1, pauseMs + 1)));
        pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
      }
    },
    close: async () => {
      if (isOpen) {
        isOpen = false;
        await end();
      }
    },
  };
}

/** Five letters or digits; Node's own codes begin with an E, which no class of SQLSTATE does. */
const SQLSTATE = /^[0-9A-DF-Z][0-9A-Z]{4}$/;
/**
 * Lost connections (08, also PgBouncer's own objections), serialization failures and deadlocks (40), too many connections
 * (53300), a lock or a time limit (55P03, 57014), a server that stops or starts (57P), one that has just become a standby.
 */
const PASSING = /^(08|40|53300|55P03|57014|57P|25006)/;
/** Tables that are missing or do not fit, and pages that the server itself finds damaged. */
const DAMAGED = /^(42P01|42703|3F000|XX00[12])/;

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** Whether the server has answered, if only to object; else nothing is known of what it did. */
export function isOfServer(error: unknown): boolean {
  return SQLSTATE.test(codeOf(error));
}

/** Whether the same may succeed in a moment. What became of the statement is then not known. */
function isPassing(error: unknown): boolean {
  if (error instanceof TokenStoreError) {
    return false;
  }
  if (error instanceof Error && "severity" in error && error.severity === "PANIC") {
    // Its disk has failed it. The server ends all its processes and starts again from its log.
    return true;
  }
  const code = codeOf(error);
  // Whatever the server did not say is about the way to it: `pg` has messages of its own, without codes, for that.
  return isOfServer(error) ? PASSING.test(code) : error instanceof Error && !(error instanceof TypeError);
}

/** Says what PostgreSQL said, by its code: its words may name hosts and values. */
function translate(error: unknown): unknown {
  if (error instanceof TokenStoreError || error instanceof TypeError || !(error instanceof Error)) {
    return error;
  }
  const code = codeOf(error);
  if (DAMAGED.test(code)) {
    return new TokenStoreError(`the tables of the store are damaged, or are another program's: ${code}`, {
      code: "corrupt",
      cause: error,
    });
  }
  const reason = code === "" ? "no connection" : code;
  return new TokenStoreError(`the database cannot be used: ${reason}`, { code: "unavailable", cause: error });
}
