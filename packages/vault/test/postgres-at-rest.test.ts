import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { Secret } from "@dev-github-tool/oauth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { createSearch } from "../../../test/canary/search.ts";
import { type PostgresServer, startPostgres } from "../../../test/processes/postgres.ts";
import { createKey } from "../src/index.ts";
import { openPostgresStore } from "../src/postgres.ts";
import { connectClient, createPostgresVault, newSchema } from "./postgres-vaults.ts";
import { hubot, octocat, plantTokens } from "./vaults.ts";

const corrupt = expect.objectContaining({ name: "TokenStoreError", code: "corrupt" });
let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgres({
    log_statement: "all",
    log_parameter_max_length: "-1",
    wal_level: "logical",
    shared_preload_libraries: "pg_stat_statements",
    "pg_stat_statements.track": "all",
    track_activity_query_size: "16384",
  });
});

afterAll(() => server.stop());

function* filesBelow(folder: string): Generator<Buffer> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      yield readFileSync(join(entry.parentPath, entry.name));
    }
  }
}

test("S-22: no token and no key is in the database, its log of writes, what it exports, or the statements it logs", async () => {
  const secrets = [plant("access token"), plant("access token"), plant("access token"), plant("access token")];
  const tokensOf = (at: number) =>
    plantTokens({ accessToken: new Secret(secrets[at] ?? ""), refreshToken: new Secret(secrets[at + 1] ?? "") });
  const { store, key, query } = await createPostgresVault(server.url);
  const { generation } = await store.put(octocat, { tokens: tokensOf(0), attributes: { login: "octocat" } });
  const answer = await store.acquireLease(octocat, { generation, durationMs: 60_000 });
  const owner = answer.kind === "acquired" ? answer.lease.owner : "";
  expect(answer.kind === "acquired" && (await store.commit(answer.lease, tokensOf(2)))?.generation).toBe(2);
  await query("CHECKPOINT");
  const exported = JSON.stringify(await query("SELECT *, encode(tokens, 'escape') AS escaped FROM sign_ins"));

  const search = createSearch([...secrets, key.reveal(), owner].map((value) => ({ kind: "secret", value })));
  const found = { name: 0, secrets: 0 };
  for (const bytes of [Buffer.from(server.log), Buffer.from(exported), ...filesBelow(server.data)]) {
    found.name += bytes.includes("octocat") ? 1 : 0;
    found.secrets += search(bytes).length;
  }
  expect(server.log).toMatch(/Parameters: \$1 = '\\x/);
  // The log, what was exported, the table and the log of writes: the search has looked where the record is.
  expect(found).toEqual({ name: 4, secrets: 0 });
});

test("S-22: no token and no key is in what the database tells of statements, whether they ran, run or wait", async () => {
  const { store, key, query, schema } = await createPostgresVault(server.url);
  await query("CREATE EXTENSION pg_stat_statements SCHEMA public");
  const secrets = [plant("access token"), plant("access token"), plant("access token"), plant("access token")];
  const tokensOf = (at: number) =>
    plantTokens({ accessToken: new Secret(secrets[at] ?? ""), refreshToken: new Secret(secrets[at + 1] ?? "") });
  await store.put(octocat, { tokens: tokensOf(0), attributes: {} });
  const answer = await store.acquireLease(octocat, { generation: 1, durationMs: 60_000 });
  const blocker = await connectClient(server.url);
  await blocker.query("BEGIN");
  await blocker.query(`LOCK TABLE ${schema}.sign_ins IN SHARE MODE`);
  const committing = answer.kind === "acquired" ? store.commit(answer.lease, tokensOf(2)) : undefined;
  // The search has to look where the writes are: at one that waits, and in the statistics.
  const isWrite = ({ query: text }: Record<string, unknown>): boolean => `${text}`.includes(".sign_ins AS present SET");
  let running: Record<string, unknown>[] = [];
  while (!running.some(isWrite)) {
    running = await query("SELECT * FROM pg_stat_activity");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await blocker.query("COMMIT");
  expect((await committing)?.generation).toBe(2);
  const next = createKey();
  await store.changeKey(next);
  const ran = await query("SELECT query FROM public.pg_stat_statements");
  expect(ran.some(isWrite)).toBe(true);

  const owner = answer.kind === "acquired" ? answer.lease.owner : "";
  const values = [...secrets, key.reveal(), next.reveal(), owner];
  const search = createSearch(values.map((value) => ({ kind: "secret", value })));
  expect(search(Buffer.from(JSON.stringify([running, ran])))).toEqual([]);
});

test("S-21: a name that looks like a statement is a name", async () => {
  const { store, query } = await createPostgresVault(server.url);
  const key = { ...octocat, account: "'; DROP TABLE tokens;--", clientId: "\\'); DROP TABLE sign_ins;--" };
  await store.put(key, { tokens: plantTokens(), attributes: { "'; DROP TABLE sign_ins;--": "$1" } });
  expect(await store.list()).toEqual([key]);
  expect((await store.read(key))?.attributes).toEqual({ "'; DROP TABLE sign_ins;--": "$1" });
  expect(await query("SELECT count(*)::int FROM sign_ins")).toEqual([{ count: 1 }]);
  for (const schema of ["", "Vault", 'v"; DROP SCHEMA public;--', "v".repeat(64), "1v", "v\0"]) {
    const opening = openPostgresStore({ connect: new Secret(server.url), key: createKey(), schema });
    await expect(opening).rejects.toThrow(TypeError);
  }
});

describe("S-01, S-05: a record that was changed past the store", () => {
  test("S-01: a bit that is flipped is seen, in every byte of the header and all over the rest", async () => {
    const { store, query } = await createPostgresVault(server.url);
    const { generation } = await store.put(octocat, { tokens: plantTokens(), attributes: { login: "octocat" } });
    await store.acquireLease(octocat, { generation, durationMs: 60_000 });
    const undetected: string[] = [];
    for (const column of ["tokens", "lease"]) {
      const [row] = await query(`SELECT length(${column}) AS size FROM sign_ins`);
      // The cipher's own tests flip every bit; here each one is three statements.
      for (let at = 0; at < Number(row?.size); at += at < 24 ? 1 : 11) {
        const bit = 8 * at + (at % 8);
        const flip = `UPDATE sign_ins SET ${column} = set_bit(${column}, ${bit}, 1 - get_bit(${column}, ${bit}))`;
        await query(flip);
        const reading = await store.read(octocat).catch((error: unknown) => error);
        if (!corrupt.asymmetricMatch(reading)) {
          undetected.push(`${column} ${at}`);
        }
        await query(flip);
      }
    }
    expect(undetected).toEqual([]);
    expect((await store.read(octocat))?.generation).toBe(generation);
  });

  const fromOther = "FROM (SELECT * FROM sign_ins) AS old WHERE old.id <> sign_ins.id";
  test.for([
    ["another account's tokens", `UPDATE sign_ins SET tokens = old.tokens ${fromOther}`],
    ["another account's tokens and name", `UPDATE sign_ins SET tokens = old.tokens, head = old.head ${fromOther}`],
    ["the lease in place of the tokens", "UPDATE sign_ins SET tokens = lease"],
    ["the tokens in place of the lease", "UPDATE sign_ins SET lease = tokens"],
    ["another generation", "UPDATE sign_ins SET generation = generation + 1"],
    ["another attribute", `UPDATE sign_ins SET head = replace(head, '"admin":0', '"admin":1')`],
    ["a text that is no record", "UPDATE sign_ins SET head = '{'"],
    ["nothing but zeros", "UPDATE sign_ins SET tokens = decode(repeat('00', 100), 'hex')"],
    ["no bytes", "UPDATE sign_ins SET tokens = ''"],
  ] as const)("%s: does not open, and is gone with the next sign-in", async ([, sql]) => {
    const { store, query } = await createPostgresVault(server.url);
    for (const key of [octocat, hubot]) {
      const { generation } = await store.put(key, { tokens: plantTokens(), attributes: { admin: 0 } });
      await store.acquireLease(key, { generation, durationMs: 60_000 });
    }
    await query(sql);
    await expect(store.read(octocat)).rejects.toEqual(corrupt);
    await expect(store.acquireLease(hubot, { generation: 1, durationMs: 1_000 })).rejects.toEqual(
      sql.includes("generation + 1") ? expect.anything() : corrupt,
    );
    await store.put(octocat, { tokens: plantTokens(), attributes: {} });
    expect((await store.read(octocat))?.state).toBe("active");
  });

  test("a table that is missing or another's is no vault without sign-ins", async () => {
    const { store, query } = await createPostgresVault(server.url);
    await query("ALTER TABLE sign_ins RENAME TO taken");
    await expect(store.read(octocat)).rejects.toEqual(corrupt);
    await query("CREATE TABLE sign_ins (id bytea)");
    await expect(store.read(octocat)).rejects.toEqual(corrupt);
    await expect(store.list()).rejects.toEqual(corrupt);
  });
});

describe("tables", () => {
  test("many that open a vault for the first time make it once, with one key", async () => {
    const schema = newSchema();
    const keys = Array.from({ length: 6 }, createKey);
    const logged = server.log.length;
    const opened = await Promise.allSettled(
      keys.map((key) => openPostgresStore({ connect: new Secret(server.url), key, schema })),
    );
    const outcomes = opened.map((one) => (one.status === "fulfilled" ? "opened" : one.reason.code)).sort();
    expect(outcomes).toEqual([...Array.from({ length: 5 }, () => "key_missing"), "opened"]);
    // None of them ran into another.
    expect(server.log.slice(logged)).not.toMatch(/ ERROR: /);
    await Promise.all(opened.map((one) => (one.status === "fulfilled" ? one.value.close() : undefined)));
  });

  test("of a later version are left alone, with a sentence that says so", async () => {
    const { query, reopen } = await createPostgresVault(server.url);
    await query("INSERT INTO vault_migrations VALUES (2)");
    await expect(reopen()).rejects.toMatchObject({
      code: "unavailable",
      message: "the store has layout 2, and this version knows layouts up to 1",
    });
  });

  test("are used by a role that may not make any", async () => {
    const { schema, query, reopen } = await createPostgresVault(server.url);
    const role = `app_${schema}`;
    await query(`CREATE ROLE ${role} LOGIN`);
    await query(`GRANT USAGE ON SCHEMA ${schema} TO ${role}`);
    await query(`GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA ${schema} TO ${role}`);
    const store = await reopen({ connect: new Secret(server.url.replace("postgres@", `${role}@`)) });
    const { generation } = await store.put(octocat, { tokens: plantTokens(), attributes: {} });
    expect(await store.remove(octocat, generation)).toBe(true);
    await query(`REVOKE ALL ON ALL TABLES IN SCHEMA ${schema} FROM ${role}`);
    await expect(store.read(octocat)).rejects.toMatchObject({ code: "unavailable", message: /42501$/ });
  });

  test("S-26: what was removed leaves a hash and a number", async () => {
    const { store, query } = await createPostgresVault(server.url);
    await store.put(octocat, { tokens: plantTokens(), attributes: { login: "octocat" } });
    expect(await store.remove(octocat, 1)).toBe(true);
    expect(await query("SELECT length(id) AS id, generation::int, head, tokens, lease FROM sign_ins")).toEqual([
      { id: 32, generation: 1, head: null, tokens: null, lease: null },
    ]);
  });
});

test("a store that is closed, or whose database is not there, says so in time", async () => {
  const { store, reopen } = await createPostgresVault(server.url);
  await store.close();
  await expect(store.read(octocat)).rejects.toMatchObject({ code: "unavailable", message: "the store is closed" });
  const password = plant("password");
  const nowhere = new Secret(`postgresql://postgres:${password}@127.0.0.1:1/postgres`);
  const startedAt = performance.now();
  const failure = await reopen({ connect: nowhere }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "unavailable", message: "the database cannot be used: ECONNREFUSED" });
  expect(performance.now() - startedAt).toBeLessThan(8_000);
});

test("a connection URL that cannot be read is told so, and not shown", async () => {
  const { reopen } = await createPostgresVault(server.url);
  const password = plant("password");
  const failure: unknown = await reopen({ connect: new Secret(`postgresql://postgres:${password}@[::1/x`) }).catch(
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({ code: "unavailable", message: "the connection URL cannot be read" });
  expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain(password);
});

test("a pool that was given stays open", async () => {
  const client = await connectClient(server.url);
  const schema = newSchema();
  const store = await openPostgresStore({ pool: client, key: createKey(), schema });
  await store.put(octocat, { tokens: plantTokens(), attributes: {} });
  await store.close();
  expect((await client.query(`SELECT count(*)::int FROM ${schema}.sign_ins`)).rows).toEqual([{ count: 1 }]);
});
