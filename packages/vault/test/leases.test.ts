import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import type { TokenStore } from "@dev-github-tool/oauth";
import { describe, expect, test } from "vitest";
import { startProcess } from "../../../test/processes/running-process.ts";
import { createMemoryStore } from "../src/index.ts";
import { identifyProcess, judgeProcess } from "../src/liveness.ts";
import { createVault, octocat, plantTokens } from "./vaults.ts";

const YEAR_MS = 365 * 24 * 3_600_000;
const NOON = 1_800_000_000_000;

interface Clock {
  now(): number;
  set(ms: number): void;
}

function createClock(): Clock {
  let time = NOON;
  return {
    now: () => time,
    set: (ms) => {
      time = ms;
    },
  };
}

const stores: readonly (readonly [name: string, open: (clock: Clock) => Promise<TokenStore>])[] = [
  ["in memory", async ({ now }) => createMemoryStore({ now })],
  ["in SQLite", async ({ now }) => (await createVault({ now })).store],
];

describe.for(stores)("a record %s", ([, open]) => {
  test("names the process that wrote it, a sign-in's and then a renewal's", async () => {
    const store = await open(createClock());
    const writtenBy = { pid: process.pid, machine: hostname() };
    const { generation } = await store.put(octocat, { tokens: plantTokens(), attributes: {} });
    expect(await store.read(octocat)).toMatchObject({ writtenBy: { ...writtenBy, occasion: "sign_in" } });
    const answer = await store.acquireLease(octocat, { generation, durationMs: 1_000 });
    const written = answer.kind === "acquired" && (await store.commit(answer.lease, plantTokens()));
    const renewed = { generation: 2, writtenBy: { ...writtenBy, occasion: "refresh" } };
    expect(written).toMatchObject(renewed);
    expect(await store.read(octocat)).toMatchObject(renewed);
  });
});

test("a vault tells who renews a sign-in, and since when an answer is lost, and changes nothing by that", async () => {
  const clock = createClock();
  const { store } = await createVault(clock);
  expect(await store.readLease(octocat)).toBeUndefined();
  const { generation } = await store.put(octocat, { tokens: plantTokens(), attributes: {} });
  expect(await store.readLease(octocat)).toEqual({ holder: undefined, lostSince: undefined });
  const answer = await store.acquireLease(octocat, { generation, durationMs: 1_000 });
  const times = { acquiredAt: NOON, until: NOON + 1_000 };
  const holder = { pid: process.pid, machine: hostname(), ...times, life: "alive" };
  clock.set(NOON + 5_000);
  expect(await store.readLease(octocat)).toEqual({ holder, lostSince: undefined });
  expect(await store.readLease(octocat)).toEqual({ holder, lostSince: undefined });
  if (answer.kind === "acquired") await store.release(answer.lease, "unknown");
  expect(await store.readLease(octocat)).toEqual({ holder: undefined, lostSince: NOON });
});

describe.for(stores)("a lease %s", ([, open]) => {
  test("ends at its deadline, by the store's clock", async () => {
    const clock = createClock();
    const store = await open(clock);
    await store.put(octocat, { tokens: plantTokens(), attributes: {} });
    await store.acquireLease(octocat, { generation: 1, durationMs: 1_000 });
    clock.set(NOON + 999);
    const held = await store.acquireLease(octocat, { generation: 1, durationMs: 1_000 });
    expect(held).toEqual({ kind: "held", holder: { pid: process.pid, until: NOON + 1_000 } });
    clock.set(NOON + 1_000);
    const next = await store.acquireLease(octocat, { generation: 1, durationMs: 1_000 });
    expect(next).toMatchObject({ kind: "acquired", lostSince: NOON });
    clock.set(NOON + 2_000);
    // A second lost answer does not make the first one younger.
    const third = await store.acquireLease(octocat, { generation: 1, durationMs: 1_000 });
    expect(third).toMatchObject({ kind: "acquired", lostSince: NOON });
  });

  test("T-24: is not held for a year by a clock that was set back by a year", async () => {
    const clock = createClock();
    const store = await open(clock);
    await store.put(octocat, { tokens: plantTokens(), attributes: {} });
    await store.acquireLease(octocat, { generation: 1, durationMs: 1_000 });
    clock.set(NOON - YEAR_MS);
    const held = await store.acquireLease(octocat, { generation: 1, durationMs: 1_000 });
    expect(held).toMatchObject({ kind: "held", holder: { until: NOON - YEAR_MS + 1_000 } });
    clock.set(NOON - YEAR_MS + 999);
    expect((await store.acquireLease(octocat, { generation: 1, durationMs: 1_000 })).kind).toBe("held");
    clock.set(NOON - YEAR_MS + 1_000);
    expect((await store.acquireLease(octocat, { generation: 1, durationMs: 1_000 })).kind).toBe("acquired");
  });
});

describe("a process", () => {
  test("that runs is alive, one that started at another time under its number is dead", () => {
    const own = identifyProcess();
    expect(judgeProcess(own)).toBe("alive");
    expect(own.mark && judgeProcess({ ...own, mark: { ...own.mark, startedAt: "1" } })).toBe("dead");
  });

  test.for([
    ["another machine, or before a restart", { bootId: "00000000-0000-0000-0000-000000000000" }],
    ["another container", { processTable: "pid:[1]" }],
  ] as const)("of %s cannot be judged", ([, change]) => {
    const own = identifyProcess();
    expect(own.mark && judgeProcess({ pid: 2 ** 30, mark: { ...own.mark, ...change } })).toBe("unknown");
    expect(judgeProcess({ pid: own.pid, mark: undefined })).toBe("unknown");
  });

  test("that has ended is dead, even if its parent takes no note of that", async () => {
    // What the shell started last is a child of the program that then takes the shell's place.
    const parent = startProcess("sh", { args: ["-c", "sleep 60 & echo $!; exec sleep 60"], name: "a parent" });
    const pid = Number((await parent.waitFor(/\d+\n/))[0]);
    const statusOf = () => readFileSync(`/proc/${pid}/stat`, "latin1").split(" ");
    const { mark } = identifyProcess();
    const child = { pid, mark: mark && { ...mark, startedAt: statusOf()[21] ?? "" } };
    expect(judgeProcess(child)).toBe("alive");
    process.kill(pid, "SIGKILL");
    await expect.poll(() => statusOf()[2]).toBe("Z");
    expect(judgeProcess(child)).toBe("dead");
  });

  test("whose number nobody has is dead", () => {
    expect(judgeProcess({ ...identifyProcess(), pid: 2 ** 30 })).toBe("dead");
  });
});
