import { Secret } from "@dev-github-tool/oauth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PostgresServer, startPostgres } from "../../../test/processes/postgres.ts";
import { createCipherKey } from "../src/cipher.ts";
import { createKey } from "../src/index.ts";
import { identify } from "../src/sealed-entry.ts";
import { startAnswerLoser } from "./answer-loser.ts";
import { connectClient, createPostgresVault } from "./postgres-vaults.ts";
import { hubot, octocat, plantTokens } from "./vaults.ts";

const corrupt = expect.objectContaining({ name: "TokenStoreError", code: "corrupt" });
let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgres();
});

afterAll(() => server.stop());

describe("S-04: a change of keys", () => {
  test("leaves nothing under the former one, and every lease where it is", async () => {
    const { store, reopen, query, key } = await createPostgresVault(server.url);
    const tokens = plantTokens();
    await store.put(octocat, { tokens, attributes: {} });
    await store.put(hubot, { tokens: plantTokens(), attributes: {} });
    const held = await store.acquireLease(hubot, { generation: 1, durationMs: 60_000 });
    const next = createKey();
    const both = await reopen({ otherKeys: [next] });
    const former = await reopen();
    await store.changeKey(next);
    const names = "SELECT DISTINCT encode(substring(sealed FROM 2 FOR 8), 'hex') AS name FROM";
    const sealed =
      "(SELECT tokens AS sealed FROM sign_ins UNION ALL SELECT lease FROM sign_ins WHERE lease IS NOT NULL)";
    expect(await query(`${names} ${sealed} AS all_sealed`)).toEqual(
      await query("SELECT id AS name FROM vault_keys WHERE state = 'current'"),
    );
    for (const instance of [both, await reopen({ key: next, otherKeys: [key] }), await reopen({ key: next })]) {
      expect((await instance.read(octocat))?.tokens.accessToken.reveal()).toBe(tokens.accessToken.reveal());
      expect((await instance.acquireLease(hubot, { generation: 1, durationMs: 1 })).kind).toBe("held");
    }
    await expect(former.read(octocat)).rejects.toMatchObject({ code: "key_missing" });
    await expect(former.put(octocat, { tokens, attributes: {} })).rejects.toMatchObject({ code: "key_missing" });
    await expect(reopen()).rejects.toMatchObject({ code: "key_missing" });
    expect(held.kind === "acquired" && (await both.commit(held.lease, plantTokens()))?.generation).toBe(2);
  });

  test("leaves no tokens as they are where a lease is written meanwhile", async () => {
    const { store, reopen, query } = await createPostgresVault(server.url);
    const next = createKey();
    const { id } = createCipherKey(next);
    const writer = await reopen({ otherKeys: [next] });
    await store.put(octocat, { tokens: plantTokens(), attributes: {} });
    // As far as a change of keys has come when it is stopped before the first row.
    await query("UPDATE vault_keys SET state = 'retired'");
    await query("INSERT INTO vault_keys VALUES ($1, 'current')", [id]);
    expect((await writer.acquireLease(octocat, { generation: 1, durationMs: 60_000 })).kind).toBe("acquired");
    const names =
      "encode(substring(tokens FROM 2 FOR 8), 'hex') AS tokens, encode(substring(lease FROM 2 FOR 8), 'hex') AS lease";
    expect(await query(`SELECT ${names} FROM sign_ins`)).toEqual([{ tokens: id, lease: id }]);
  });

  test("that meets a damaged record does the others, and says so", async () => {
    const { store, reopen, query } = await createPostgresVault(server.url);
    await store.put(octocat, { tokens: plantTokens(), attributes: {} });
    await store.put(hubot, { tokens: plantTokens(), attributes: {} });
    await query("UPDATE sign_ins SET tokens = overlay(tokens PLACING '\\x0000' FROM 30) WHERE head LIKE '%octocat%'");
    const next = createKey();
    await expect(store.changeKey(next)).rejects.toEqual(corrupt);
    expect((await (await reopen({ key: next })).read(hubot))?.generation).toBe(1);
  });

  test("is noticed by who has looked, and not written yet", async () => {
    const loser = await startAnswerLoser(server.url);
    const { store, reopen } = await createPostgresVault(server.url, loser.url);
    const next = createKey();
    const changing = await reopen({ connect: new Secret(server.url) });
    const writer = await reopen({ otherKeys: [next] });
    await store.close();
    const held = loser.hold("INSERT");
    const putting = writer.put(hubot, { tokens: plantTokens(), attributes: {} });
    await held;
    await changing.changeKey(next);
    loser.goOn();
    await putting;
    const after = await reopen({ connect: new Secret(server.url), key: next });
    expect((await after.read(hubot))?.generation).toBe(1);
  });

  test("waits for who is writing already", async () => {
    const { store, reopen, query, schema } = await createPostgresVault(server.url);
    const next = createKey();
    const writer = await reopen({ otherKeys: [next] });
    const blocker = await connectClient(server.url);
    await blocker.query("BEGIN");
    await blocker.query(
      `INSERT INTO ${schema}.sign_ins VALUES ($1, 1, gen_random_uuid(), gen_random_uuid(), NULL, NULL, NULL)`,
      [identify(hubot)],
    );
    const waiting = async (): Promise<number> =>
      (await query("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'")).length;
    const putting = writer.put(hubot, { tokens: plantTokens(), attributes: {} });
    while ((await waiting()) < 1) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    let isChanged = false;
    const changing = store.changeKey(next).then(() => {
      isChanged = true;
    });
    while (!isChanged && (await waiting()) < 2) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await blocker.query("ROLLBACK");
    await Promise.all([putting, changing]);
    expect((await (await reopen({ key: next })).read(hubot))?.generation).toBe(1);
  });
});
