import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type PostgresServer, startPostgres } from "../../../test/processes/postgres.ts";
import { startAnswerLoser } from "./answer-loser.ts";
import { connectClient, createPostgresVault, withSetting } from "./postgres-vaults.ts";
import { octocat, plantTokens } from "./vaults.ts";

const LONG_MS = 60_000;
/** Those of the store under test, which is not whoever asks. */
const OTHERS = "FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";

let server: PostgresServer;

beforeAll(async () => {
  // Left to itself the server would take ten seconds to write down what it has said to have written.
  server = await startPostgres({ wal_writer_delay: "10s" });
});

afterAll(() => server.stop());

async function createHeld(storeUrl: string = server.url) {
  const vault = await createPostgresVault(server.url, storeUrl);
  await vault.store.put(octocat, { tokens: plantTokens(), attributes: {} });
  const answer = await vault.store.acquireLease(octocat, { generation: 1, durationMs: LONG_MS });
  if (answer.kind !== "acquired") {
    throw new Error("a lease that nobody holds was not given");
  }
  return { ...vault, lease: answer.lease };
}

describe("S-23: connections that the server ends", () => {
  test("between the answer and the commit: the new tokens are written all the same", async () => {
    const { store, query, lease } = await createHeld();
    await query(`SELECT pg_terminate_backend(pid) ${OTHERS}`);
    const tokens = plantTokens();
    expect((await store.commit(lease, tokens))?.generation).toBe(2);
    expect((await store.read(octocat))?.tokens.accessToken.reveal()).toBe(tokens.accessToken.reveal());
  });

  test("in the middle of the commit: the new tokens are written once", async () => {
    const { store, query, lease } = await createHeld();
    const blocker = await connectClient(server.url);
    await blocker.query("SELECT pg_advisory_lock(1)");
    await query(`CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NEW; END $$`);
    await query("CREATE TRIGGER hold BEFORE UPDATE ON sign_ins FOR EACH ROW EXECUTE FUNCTION hold()");
    const tokens = plantTokens();
    const committing = store.commit(lease, tokens);
    const waiting = `SELECT pid ${OTHERS} AND wait_event_type = 'Lock'`;
    while ((await query(waiting)).length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await query(`SELECT pg_terminate_backend(pid) FROM (${waiting}) AS waiting`);
    await blocker.query("SELECT pg_advisory_unlock(1)");
    expect((await committing)?.generation).toBe(2);
    const record = await store.read(octocat);
    expect(record?.generation).toBe(2);
    expect(record?.tokens.accessToken.reveal()).toBe(tokens.accessToken.reveal());
  });

  test("while a record is read: it is read", async () => {
    const { store, query } = await createHeld();
    for (let round = 0; round < 10; round += 1) {
      const reading = store.read(octocat);
      await query(`SELECT pg_terminate_backend(pid) ${OTHERS}`);
      expect((await reading)?.generation).toBe(1);
    }
  });
});

describe("S-24: writes that the server gives up", () => {
  test.for([
    ["serialization_failure", 3],
    ["deadlock_detected", 3],
    ["admin_shutdown", 3],
  ] as const)("%s: the write alone is repeated", async ([condition, times]) => {
    const { store, query, lease, schema } = await createHeld();
    await query("CREATE SEQUENCE failures");
    await query(`CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF nextval('${schema}.failures') <= ${times} THEN RAISE EXCEPTION '${condition}' USING ERRCODE = '${condition}'; END IF;
      RETURN NEW; END $$`);
    await query("CREATE TRIGGER fail BEFORE UPDATE ON sign_ins FOR EACH ROW EXECUTE FUNCTION fail()");
    expect((await store.commit(lease, plantTokens()))?.generation).toBe(2);
    expect(await query("SELECT last_value::int AS calls FROM failures")).toEqual([{ calls: times + 1 }]);
  });

  test("without end: the attempts have one, and nothing is changed", async () => {
    const { store, query } = await createHeld();
    await query(`CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = 'deadlock_detected'; END $$`);
    await query("CREATE TRIGGER fail BEFORE UPDATE ON sign_ins FOR EACH ROW EXECUTE FUNCTION fail()");
    const startedAt = performance.now();
    await expect(store.markRevoking(octocat, 1)).rejects.toMatchObject({
      name: "TokenStoreError",
      code: "unavailable",
      message: "the database cannot be used: 40P01",
    });
    expect(performance.now() - startedAt).toBeLessThan(8_000);
    expect((await store.read(octocat))?.state).toBe("active");
  });
});

describe("S-25: writes whose answer is lost", () => {
  test("a commit is found to have happened, and not done again", async () => {
    const loser = await startAnswerLoser(server.url);
    const { store, lease } = await createHeld(loser.url);
    const lost = loser.loseAnswer("WITH");
    const tokens = plantTokens();
    const committing = store.commit(lease, tokens);
    await lost;
    loser.goOn();
    expect((await committing)?.generation).toBe(2);
    const record = await store.read(octocat);
    expect(record?.generation).toBe(2);
    expect(record?.tokens.accessToken.reveal()).toBe(tokens.accessToken.reveal());
  });

  test("a lease is found to be ours", async () => {
    const loser = await startAnswerLoser(server.url);
    const { store } = await createPostgresVault(server.url, loser.url);
    await store.put(octocat, { tokens: plantTokens(), attributes: {} });
    const lost = loser.loseAnswer("WITH");
    const acquiring = store.acquireLease(octocat, { generation: 1, durationMs: LONG_MS });
    await lost;
    loser.goOn();
    const answer = await acquiring;
    expect(answer).toMatchObject({ kind: "acquired", lostSince: undefined });
    expect(answer.kind === "acquired" && (await store.commit(answer.lease, plantTokens()))?.generation).toBe(2);
  });

  test("a removal is told to have been ours", async () => {
    const loser = await startAnswerLoser(server.url);
    const { store } = await createHeld(loser.url);
    const lost = loser.loseAnswer("WITH");
    const removing = store.remove(octocat, 1);
    await lost;
    loser.goOn();
    expect(await removing).toBe(true);
    expect(await store.read(octocat)).toBeUndefined();
  });

  test("a sign-in does not come back over what was refreshed in the meantime", async () => {
    const loser = await startAnswerLoser(server.url);
    const { store, reopen } = await createPostgresVault(server.url, loser.url);
    const lost = loser.loseAnswer("INSERT");
    const putting = store.put(octocat, { tokens: plantTokens(), attributes: {} });
    await lost;
    const another = await reopenDirectly(reopen);
    const answer = await another.acquireLease(octocat, { generation: 1, durationMs: LONG_MS });
    const tokens = plantTokens();
    expect(answer.kind === "acquired" && (await another.commit(answer.lease, tokens))?.generation).toBe(2);
    loser.goOn();
    expect((await putting).generation).toBe(1);
    expect((await another.read(octocat))?.tokens.accessToken.reveal()).toBe(tokens.accessToken.reveal());
  });
});

async function reopenDirectly(reopen: Awaited<ReturnType<typeof createPostgresVault>>["reopen"]) {
  const { Secret } = await import("@dev-github-tool/oauth");
  return reopen({ connect: new Secret(server.url) });
}

describe("S-11, S-12: durable", () => {
  test("what was answered survives a server that loses power, though its settings do not ask for that", async () => {
    const { store, lease } = await createHeld(withSetting(server.url, "synchronous_commit", "off"));
    const tokens = plantTokens();
    await store.commit(lease, tokens);
    await server.crash();
    expect((await store.read(octocat))?.tokens.accessToken.reveal()).toBe(tokens.accessToken.reveal());
  });

  test("a server that starts again while tokens are written gets them", async () => {
    const { store, lease } = await createHeld();
    const crashing = server.crash();
    const committing = store.commit(lease, plantTokens());
    await crashing;
    expect((await committing)?.generation).toBe(2);
    expect((await store.read(octocat))?.generation).toBe(2);
  });
});

test("what was seen lately is never an answer, only what a write may go over", async () => {
  const { store, reopen } = await createPostgresVault(server.url);
  const another = await reopen();
  await store.put(octocat, { tokens: plantTokens(), attributes: {} });
  await another.put(octocat, { tokens: plantTokens(), attributes: {} });
  const answer = await store.acquireLease(octocat, { generation: 2, durationMs: LONG_MS });
  expect(answer.kind).toBe("acquired");
  const tokens = plantTokens();
  await another.put(octocat, { tokens, attributes: {} });
  expect(answer.kind === "acquired" && (await store.commit(answer.lease, plantTokens()))).toBeUndefined();
  expect(await store.remove(octocat, 2)).toBe(false);
  expect((await store.read(octocat))?.tokens.accessToken.reveal()).toBe(tokens.accessToken.reveal());
});

describe("the time", () => {
  test("T-24: leases end by the clock of the database, whatever this machine's says", async () => {
    const { store, reopen } = await createHeld();
    const another = await reopen();
    const realNow = Date.now.bind(Date);
    for (const year of [-1, 1]) {
      const clock = vi.spyOn(Date, "now").mockImplementation(() => realNow() + year * 31_536_000_000);
      try {
        const held = await another.acquireLease(octocat, { generation: 1, durationMs: LONG_MS });
        expect(held.kind).toBe("held");
        expect(held.kind === "held" && Math.abs(held.holder.until - realNow() - LONG_MS)).toBeLessThan(30_000);
        expect(Math.abs(((await store.read(octocat))?.writtenAt ?? 0) - realNow())).toBeLessThan(30_000);
      } finally {
        clock.mockRestore();
      }
    }
  });
});
