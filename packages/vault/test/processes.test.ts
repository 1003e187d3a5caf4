import type { Secret } from "@dev-github-tool/oauth";
import { expect, test } from "vitest";
import { type RunningProcess, startProcess } from "../../../test/processes/running-process.ts";
import { createKey } from "../src/index.ts";
import { storeProgram } from "./programs.ts";
import { createVault, octocat, plantTokens, type TestVault } from "./vaults.ts";

const LONG_MS = 60_000;

function start(vault: TestVault, job: readonly (string | number)[], env: Record<string, Secret> = {}): RunningProcess {
  const keys = Object.entries({ VAULT_KEY: vault.key, ...env });
  return startProcess(process.execPath, {
    args: storeProgram(vault.path, ...job),
    env: Object.fromEntries(keys.map(([name, key]) => [name, key.reveal()])),
    name: `a program that ${job[0]}s`,
  });
}

/** A vault with one sign-in, and a process that holds its lease. */
async function startHolder(durationMs: number): Promise<{ vault: TestVault; holder: RunningProcess }> {
  const vault = await createVault();
  await vault.store.put(octocat, { tokens: plantTokens(), attributes: {} });
  const holder = start(vault, ["hold", 1, durationMs]);
  await holder.waitFor(/"kind":"acquired"/);
  return { vault, holder };
}

test("S-28: a holder that was killed is replaced at once, and its answer counts as lost", async () => {
  const { vault, holder } = await startHolder(LONG_MS);
  const { store } = vault;
  const before = await store.acquireLease(octocat, { generation: 1, durationMs: LONG_MS });
  expect(before).toMatchObject({ kind: "held", holder: { pid: holder.pid } });
  const startedAt = Date.now();
  holder.kill("SIGKILL");
  await holder.finished;
  const killedAt = Date.now();
  const answer = await store.acquireLease(octocat, { generation: 1, durationMs: LONG_MS });
  expect(answer.kind).toBe("acquired");
  expect(Date.now() - killedAt).toBeLessThan(600);
  if (answer.kind === "acquired") {
    expect(answer.lostSince).toBeLessThanOrEqual(startedAt);
    expect(answer.lostSince).toBeGreaterThan(startedAt - 30_000);
    expect((await store.commit(answer.lease, plantTokens()))?.generation).toBe(2);
  }
});

test("T-25, X-63: a holder that was stopped keeps its lease until the deadline, and then writes nothing any more", async () => {
  const { vault, holder } = await startHolder(1_500);
  const { store } = vault;
  holder.kill("SIGSTOP");
  const held = await store.acquireLease(octocat, { generation: 1, durationMs: LONG_MS });
  expect(held.kind).toBe("held");
  const until = held.kind === "held" ? held.holder.until : 0;
  let answer = held;
  while (answer.kind === "held") {
    await new Promise((resolve) => setTimeout(resolve, 20));
    answer = await store.acquireLease(octocat, { generation: 1, durationMs: LONG_MS });
  }
  expect(Date.now()).toBeGreaterThanOrEqual(until);
  expect(answer).toMatchObject({ kind: "acquired", lostSince: expect.any(Number) });
  const tokens = plantTokens();
  expect(answer.kind === "acquired" && (await store.commit(answer.lease, tokens))?.generation).toBe(2);
  holder.kill("SIGCONT");
  holder.write("now\n");
  await holder.waitFor(/"committed":null/);
  expect((await store.read(octocat))?.tokens.accessToken.reveal()).toBe(tokens.accessToken.reveal());
});

test("X-60: processes that refresh in turn refresh each generation once", async () => {
  const vault = await createVault();
  await vault.store.put(octocat, { tokens: plantTokens(), attributes: {} });
  const last = 60;
  const programs = Array.from({ length: 4 }, () => start(vault, ["refresh", last]));
  await Promise.all(programs.map((program) => program.waitFor(/"ready":true/)));
  for (const program of programs) {
    program.write("go\n");
  }
  const refreshed = await Promise.all(
    programs.map(async (program) => JSON.parse((await program.waitFor(/\{"refreshed":.*\}/))[0]).refreshed as number[]),
  );
  expect(refreshed.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: last - 1 }, (_, at) => at + 1));
  expect((await vault.store.read(octocat))?.generation).toBe(last);
});

test("S-12: a writer killed at any moment leaves what it had said to be durable, or one write more", async () => {
  const vault = await createVault();
  for (let round = 0; round < 4; round += 1) {
    const writer = start(vault, ["write"]);
    await writer.waitFor(/"written"/);
    // Another moment of its work each time.
    await new Promise((resolve) => setTimeout(resolve, 15 * round + Math.random() * 10));
    writer.kill("SIGKILL");
    const { stdout } = await writer.finished;
    const said = [...stdout.matchAll(/\{"written":(\d+)\}\n/g)].map(([, generation]) => Number(generation));
    const generation = (await (await vault.reopen()).read(octocat))?.generation ?? 0;
    expect(generation - (said.at(-1) ?? 0)).toBeGreaterThanOrEqual(0);
    // What was written may not have been said yet, or not have got through the pipe.
    expect(generation - (said.at(-1) ?? 0)).toBeLessThanOrEqual(2);
  }
});

test("S-04: a change of keys killed at any moment leaves everything under one key or the other", async () => {
  const vault = await createVault();
  const other = createKey();
  const accounts = Array.from({ length: 50 }, (_, at) => ({ ...octocat, account: `account ${at}` }));
  for (const account of accounts) {
    await vault.store.put(account, { tokens: plantTokens(), attributes: {} });
  }
  for (let round = 0; round < 3; round += 1) {
    const current = await vault.reopen({ otherKeys: [other] });
    await current.changeKey(vault.key);
    const changing = start(vault, ["rekey"], { OTHER_KEY: other });
    await changing.waitFor(/"changed"/);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
    changing.kill("SIGKILL");
    await changing.finished;
    const readable = await Promise.all(
      [vault.key, other].map(async (key) => {
        try {
          const store = await vault.reopen({ key, otherKeys: [] });
          return (await Promise.all(accounts.map((account) => store.read(account)))).length;
        } catch (error) {
          expect(error).toMatchObject({ code: "key_missing" });
          return 0;
        }
      }),
    );
    expect(readable.sort((a, b) => a - b)).toEqual([0, accounts.length]);
  }
});

test("S-04: changes of keys do not disturb processes that have both keys", async () => {
  const vault = await createVault();
  const other = createKey();
  const store = await vault.reopen({ otherKeys: [other] });
  await store.put(octocat, { tokens: plantTokens(), attributes: {} });
  const last = 60;
  const programs = Array.from({ length: 3 }, () => start(vault, ["refresh", last], { OTHER_KEY: other }));
  await Promise.all(programs.map((program) => program.waitFor(/"ready":true/)));
  for (const program of programs) {
    program.write("go\n");
  }
  const refreshed = Promise.all(
    programs.map(async (program) => JSON.parse((await program.waitFor(/\{"refreshed":.*\}/))[0]).refreshed as number[]),
  );
  for (let at = 0; at < 30; at += 1) {
    await store.changeKey(at % 2 === 0 ? other : vault.key);
  }
  expect((await refreshed).flat().sort((a, b) => a - b)).toEqual(Array.from({ length: last - 1 }, (_, at) => at + 1));
  expect(await store.read(octocat)).toMatchObject({ generation: last });
});

test("processes that make the same vault at once make one", async () => {
  const vault = await createVault();
  const path = `${vault.path}.second`;
  const programs = Array.from({ length: 4 }, () => start({ ...vault, path }, ["hold", 1, 1]));
  for (const program of programs) {
    await program.waitFor(/"kind":"moved"/);
  }
  const store = await vault.reopen({ path });
  expect((await store.put(octocat, { tokens: plantTokens(), attributes: {} })).generation).toBe(1);
});

test("S-28: opening a vault does not give up the lock that this process holds on it", async () => {
  const vault = await createVault();
  const file = await vault.openFile();
  const other = start(vault, ["request"]);
  await other.waitFor(/"ready"/);
  file.exec("BEGIN IMMEDIATE");
  // POSIX lets go of all locks of a process on a file as soon as it closes any handle on it.
  await (await vault.reopen()).close();
  other.write("write\n");
  const first = await Promise.race([
    other.waitFor(/"generation":\d/).then(() => "written past the lock"),
    new Promise((resolve) => setTimeout(() => resolve("waits"), 700)),
  ]);
  expect(first).toBe("waits");
  file.exec("COMMIT");
  expect((await other.waitFor(/"generation":(\d+)/))[1]).toBe("1");
});
