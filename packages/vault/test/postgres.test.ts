import { Secret } from "@dev-github-tool/oauth";
import { afterAll, beforeAll, describe, test } from "vitest";
import { type PostgresServer, startPostgres } from "../../../test/processes/postgres.ts";
import { createKey, tokenStoreConformance } from "../src/index.ts";
import { openPostgresStore } from "../src/postgres.ts";
import { newSchema, withSetting } from "./postgres-vaults.ts";

const ISOLATION = "default_transaction_isolation";
let server: PostgresServer;
let pooler: string;

beforeAll(async () => {
  server = await startPostgres();
  pooler = await server.startPooler();
});

afterAll(() => server.stop());

describe.each([
  ["PostgreSQL", () => server.url],
  ["PostgreSQL behind a pooler of transactions", () => pooler],
  ["PostgreSQL that runs transactions as if one by one", () => withSetting(server.url, ISOLATION, "serializable")],
])("S-27: the store in %s", (_name, findUrl) => {
  const cases = tokenStoreConformance(async () => {
    const schema = newSchema();
    const key = createKey();
    return { open: () => openPostgresStore({ connect: new Secret(findUrl()), key, schema }) };
  });
  test.for(cases.map(({ title, run }) => [title, run] as const))("%s", ([, run]) => run());
});
