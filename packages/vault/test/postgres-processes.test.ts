import { Secret } from "@dev-github-tool/oauth";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type PostgresServer, startPostgres } from "../../../test/processes/postgres.ts";
import { type RunningProcess, startProcess } from "../../../test/processes/running-process.ts";
import { createKey } from "../src/index.ts";
import { openPostgresStore, type PostgresStore } from "../src/postgres.ts";
import { connectClient } from "./postgres-vaults.ts";
import { storeProgram } from "./programs.ts";
import { octocat, plantTokens } from "./vaults.ts";

const LONG_MS = 60_000;
const key = createKey();
const otherKey = createKey();
let server: PostgresServer;
let pooler: string;
let store: PostgresStore;

beforeAll(async () => {
  server = await startPostgres();
  pooler = await server.startPooler();
  store = await openPostgresStore({ connect: new Secret(server.url), key, otherKeys: [otherKey] });
});

afterAll(async () => {
  await store.close();
  await server.stop();
});

/** A program whose every transaction may come by another connection. */
function start(...job: readonly (string | number)[]): RunningProcess {
  return startProcess(process.execPath, {
    args: storeProgram(pooler, ...job),
    env: { VAULT_KEY: key.reveal(), OTHER_KEY: otherKey.reveal() },
    name: `a program that ${job[0]}s`,
  });
}

/** A sign-in of the given name, removed at the end: the next test finds none. */
async function signIn(account: string) {
  const record = await store.put({ ...octocat, account }, { tokens: plantTokens(), attributes: {} });
  onTestFinished(async () => {
    const now = await store.read({ ...octocat, account });
    await store.remove({ ...octocat, account }, now?.generation ?? 0);
  });
  return record;
}

async function startAll(count: number, ...job: readonly (string | number)[]): Promise<unknown[][]> {
  const programs = Array.from({ length: count }, () => start(...job));
  await Promise.all(programs.map((program) => program.waitFor(/"ready":true/)));
  for (const program of programs) {
    program.write("go\n");
  }
  return Promise.all(
    programs.map(async (program) => JSON.parse((await program.waitFor(/\{"refreshed":.*\}/))[0]).refreshed),
  );
}

test("S-28: a holder on this machine that was killed is replaced at once, and its answer counts as lost", async () => {
  const { generation } = await signIn(octocat.account);
  const holder = start("hold", generation, LONG_MS);
  await holder.waitFor(/"kind":"acquired"/);
  const held = await store.acquireLease(octocat, { generation, durationMs: LONG_MS });
  expect(held).toMatchObject({ kind: "held", holder: { pid: holder.pid } });
  holder.kill("SIGKILL");
  await holder.finished;
  const killedAt = performance.now();
  const answer = await store.acquireLease(octocat, { generation, durationMs: LONG_MS });
  expect(answer).toMatchObject({ kind: "acquired", lostSince: expect.any(Number) });
  expect(performance.now() - killedAt).toBeLessThan(600);
});

test("T-25, X-63: a holder that was stopped keeps its lease until the deadline, and then writes nothing any more", async () => {
  const { generation } = await signIn(octocat.account);
  const holder = start("hold", generation, 1_500);
  await holder.waitFor(/"kind":"acquired"/);
  holder.kill("SIGSTOP");
  let answer = await store.acquireLease(octocat, { generation, durationMs: LONG_MS });
  expect(answer.kind).toBe("held");
  while (answer.kind === "held") {
    await new Promise((resolve) => setTimeout(resolve, 20));
    answer = await store.acquireLease(octocat, { generation, durationMs: LONG_MS });
  }
  expect(answer).toMatchObject({ kind: "acquired", lostSince: expect.any(Number) });
  const tokens = plantTokens();
  expect(answer.kind === "acquired" && (await store.commit(answer.lease, tokens))?.generation).toBe(generation + 1);
  holder.kill("SIGCONT");
  holder.write("now\n");
  await holder.waitFor(/"committed":null/);
  expect((await store.read(octocat))?.tokens.accessToken.reveal()).toBe(tokens.accessToken.reveal());
});

test("X-60: processes that refresh in turn refresh each generation once", async () => {
  const { generation } = await signIn(octocat.account);
  const last = generation + 40;
  const refreshed = await startAll(4, "refresh", last);
  expect(refreshed.flat().sort((a, b) => Number(a) - Number(b))).toEqual(
    Array.from({ length: 40 }, (_, at) => generation + at),
  );
  expect((await store.read(octocat))?.generation).toBe(last);
});

test("X-60: eight processes on many accounts refresh each once", async () => {
  const accounts = Array.from({ length: 200 }, (_, at) => `account ${at}`);
  await Promise.all(accounts.map(signIn));
  const refreshed = await startAll(8, "refreshEach");
  expect(refreshed.flat().sort()).toEqual([...accounts].sort());
  for (const account of accounts) {
    expect((await store.read({ ...octocat, account }))?.generation).toBe(2);
  }
});

test("S-12: a writer killed at any moment leaves what it had said to be durable, or one write more", async () => {
  await signIn(octocat.account);
  for (let round = 0; round < 4; round += 1) {
    const writer = start("write");
    await writer.waitFor(/"written"/);
    // Another moment of its work each time.
    await new Promise((resolve) => setTimeout(resolve, 10 * round + Math.random() * 10));
    writer.kill("SIGKILL");
    const { stdout } = await writer.finished;
    const said = [...stdout.matchAll(/\{"written":(\d+)\}\n/g)].map(([, generation]) => Number(generation));
    const generation = (await store.read(octocat))?.generation ?? 0;
    expect(generation - (said.at(-1) ?? 0)).toBeGreaterThanOrEqual(0);
    // What was written may not have been said yet, or not have got through the pipe.
    expect(generation - (said.at(-1) ?? 0)).toBeLessThanOrEqual(2);
  }
});

test("S-04: a change of keys killed at any moment leaves every sign-in readable, and can be finished", async () => {
  // Many more than are sealed in one statement, so that there is a middle.
  const accounts = Array.from({ length: 600 }, (_, at) => `account ${at}`);
  const statesIn = async (vault: PostgresStore): Promise<Set<string | undefined>> =>
    new Set(await Promise.all(accounts.map(async (account) => (await vault.read({ ...octocat, account }))?.state)));
  await Promise.all(accounts.map(signIn));
  const client = await connectClient(server.url);
  const names = "SELECT DISTINCT substring(tokens FROM 2 FOR 8) FROM dgt_vault.sign_ins WHERE tokens IS NOT NULL";
  let stoppedInTheMiddle = 0;
  for (let round = 0; round < 20 && stoppedInTheMiddle < 2; round += 1) {
    const changing = start("rekey");
    await changing.waitFor(/"changed"/);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
    changing.kill("SIGKILL");
    await changing.finished;
    stoppedInTheMiddle += (await client.query(names)).rows.length - 1;
    expect(await statesIn(store)).toEqual(new Set(["active"]));
  }
  expect(stoppedInTheMiddle).toBeGreaterThan(0);
  await store.changeKey(otherKey);
  const finished = await openPostgresStore({ connect: new Secret(server.url), key: otherKey });
  onTestFinished(() => finished.close());
  expect((await finished.list()).map(({ account }) => account)).toEqual(expect.arrayContaining(accounts));
  expect(await statesIn(finished)).toEqual(new Set(["active"]));
  await store.changeKey(key);
});
