import { randomBytes } from "node:crypto";
import { Secret } from "@dev-github-tool/oauth";
import pg from "pg";
import { onTestFinished } from "vitest";
import { createKey } from "../src/index.ts";
import { openPostgresStore, type PostgresStore } from "../src/postgres.ts";

export interface TestPostgresVault {
  readonly key: Secret;
  readonly schema: string;
  readonly store: PostgresStore;
  /** Opens the vault again, with changed options where given. */
  reopen(changes?: Partial<{ connect: Secret; key: Secret; otherKeys: readonly Secret[] }>): Promise<PostgresStore>;
  /** Runs a statement past the store, as another program would; `sign_ins` and `vault_keys` are this vault's. */
  query(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
}

/** Makes a vault in a schema of its own, that is closed with the test. */
export async function createPostgresVault(url: string, storeUrl: string = url): Promise<TestPostgresVault> {
  const schema = newSchema();
  const key = createKey();
  const reopen: TestPostgresVault["reopen"] = async (changes = {}) => {
    const store = await openPostgresStore({ connect: new Secret(storeUrl), key, schema, ...changes });
    onTestFinished(() => store.close());
    return store;
  };
  const store = await reopen();
  const client = await connectClient(url);
  await client.query(`SET search_path = ${schema}`);
  return { key, schema, store, reopen, query: async (text, values) => (await client.query(text, values)).rows };
}

/** A connection of the test's own, that is closed with it. */
export async function connectClient(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

export function newSchema(): string {
  return `vault_${randomBytes(6).toString("hex")}`;
}

/** A URL whose connections have a setting of their own. */
export function withSetting(url: string, name: string, value: string): string {
  return `${url}&options=${encodeURIComponent(`-c ${name}=${value}`)}`;
}
