import { TokenStoreError } from "@dev-github-tool/oauth";
import type { PostgresConnection } from "./postgres-connection.ts";

const PATIENCE_MS = 5_000;
/** "dgtv": a number for a lock that no other program is likely to use. It ends with the transaction. */
const MIGRATION_LOCK = 0x64677476;

/** Each brings the tables one version further. What has been published is never changed again. */
const migrations: readonly ((schema: string) => string)[] = [
  (schema) => `
    CREATE TABLE ${schema}.vault_keys (
      id text PRIMARY KEY, state text NOT NULL CHECK (state IN ('current', 'retired'))
    );
    CREATE UNIQUE INDEX vault_keys_current ON ${schema}.vault_keys (state) WHERE state = 'current';
    CREATE TABLE ${schema}.sign_ins (
      id bytea PRIMARY KEY,
      generation bigint NOT NULL,
      revision uuid NOT NULL,
      sign_in uuid NOT NULL,
      head text,
      tokens bytea,
      lease bytea,
      CHECK ((head IS NULL) = (tokens IS NULL))
    ) WITH (fillfactor = 70);`,
];

const SCHEMA_VERSION = migrations.length;

/**
 * Brings the tables to the present version, and notes the key of a store that has none yet. Any number of processes may do
 * this at once. Where all is there already, one look is all that happens, and the role needs no right to create.
 *
 * @throws TokenStoreError `unavailable` when the tables are of a later version.
 */
export async function migrate(
  connection: PostgresConnection,
  { schema, firstKeyId }: { readonly schema: string; readonly firstKeyId: string },
): Promise<void> {
  await connection.patiently(PATIENCE_MS, async () => {
    const version = await readVersion(connection, schema);
    if (version > SCHEMA_VERSION) {
      throw new TokenStoreError(
        `the store has layout ${version}, and this version knows layouts up to ${SCHEMA_VERSION}`,
        { code: "unavailable" },
      );
    }
    if (version < SCHEMA_VERSION) {
      await connection.run(migrationText(schema)).catch(forgiveRace);
      return undefined;
    }
    // Of two that come first at once, the second waits for the first here, and then finds its key.
    await connection.run(
      `INSERT INTO ${schema}.vault_keys (id, state)
       SELECT $1, 'current' WHERE NOT EXISTS (SELECT FROM ${schema}.vault_keys) ON CONFLICT DO NOTHING`,
      [firstKeyId],
    );
    return { answer: undefined };
  });
}

async function readVersion(connection: PostgresConnection, schema: string): Promise<number> {
  const [found] = (await connection.run("SELECT to_regclass($1) IS NOT NULL AS is_there", [
    `${schema}.vault_migrations`,
  ])) as readonly { readonly is_there: boolean }[];
  if (found?.is_there !== true) {
    return 0;
  }
  const [row] = (await connection.run(
    `SELECT coalesce(max(version), 0)::text AS version FROM ${schema}.vault_migrations`,
  )) as readonly { readonly version: string }[];
  return Number(row?.version);
}

/** All that is missing, as one text: without parameters PostgreSQL runs it as one transaction, on one connection. */
function migrationText(schema: string): string {
  const steps = migrations.map((step, index) => {
    const version = index + 1;
    return `DO $migration$ BEGIN
      IF NOT EXISTS (SELECT FROM ${schema}.vault_migrations WHERE version = ${version}) THEN
        ${step(schema)}
        INSERT INTO ${schema}.vault_migrations (version) VALUES (${version});
      END IF;
    END $migration$;`;
  });
  return `
    SELECT pg_advisory_xact_lock(${MIGRATION_LOCK});
    CREATE SCHEMA IF NOT EXISTS ${schema};
    CREATE TABLE IF NOT EXISTS ${schema}.vault_migrations (
      version integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now()
    );
    ${steps.join("\n")}`;
}

/** Where transactions see the past (`repeatable read` by default), a migration by others in the meantime shows as this. */
function forgiveRace(error: unknown): undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code !== "42P06" && code !== "42P07" && code !== "23505") {
    throw error;
  }
}
