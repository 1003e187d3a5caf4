import { hasToken, type Verdict } from "@dev-github-tool/oauth";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createScene, HOUR_MS, hold, key } from "./scene.ts";

const kinds = (verdicts: readonly Verdict[]): string[] => [...new Set(verdicts.map(({ kind }) => kind))];
const tokens = (verdicts: readonly Verdict[]): (string | undefined)[] => [
  ...new Set(verdicts.map((verdict) => (hasToken(verdict) ? verdict.accessToken.reveal() : undefined))),
];

describe("a token that is fresh", () => {
  it("is given without asking the server, and from then on without asking the store", async () => {
    const { createManager, server, store } = await createScene();
    let reads = 0;
    const read = (of: typeof key) => {
      reads += 1;
      return store.read(of);
    };
    const manager = createManager({ store: { ...store, read } });
    expect(manager.peek()).toBeUndefined();
    const first = await manager.getAccessToken();
    for (let index = 0; index < 100; index += 1) {
      expect(await manager.getAccessToken()).toBe(first);
    }
    expect(manager.peek()).toBe(first);
    expect(reads).toBe(1);
    expect(server.arrived).toBe(0);
  });

  it("of unknown end is never refreshed by itself", async () => {
    const { createManager, server, clock } = await createScene({ lifetimeSeconds: undefined });
    const manager = createManager();
    clock.jump(365 * 24 * HOUR_MS);
    expect(await manager.getAccessToken()).toMatchObject({ kind: "fresh", expiresAt: undefined });
    expect(server.arrived).toBe(0);
  });
});

describe("T-05: a token is refreshed once in its lifetime, however short that is", () => {
  it.each([10, 60, 299, 300, 301, 3600])("%d seconds", async (lifetimeSeconds) => {
    const { createManager, server, clock } = await createScene({ lifetimeSeconds });
    const manager = createManager();
    const step = (lifetimeSeconds * 1000) / 40;
    for (let index = 0; index < 400; index += 1) {
      const verdict = await manager.getAccessToken();
      expect(hasToken(verdict) && server.accepts(verdict.accessToken)).toBe(true);
      clock.jump(step);
    }
    // Ten lifetimes, each used to nine tenths or to five minutes before its end.
    expect(server.refreshed).toBeGreaterThanOrEqual(9);
    expect(server.refreshed).toBeLessThanOrEqual(11);
  });
});

describe("T-06: a change of daylight saving time, in the middle of a token's life, changes nothing that is decided", () => {
  it.each([
    ["forward", Date.UTC(2027, 2, 14)],
    ["back", Date.UTC(2027, 10, 7)],
  ])("%s", async (_, day) => {
    onTestFinished(() => void vi.unstubAllEnvs());
    const decide = async (timeZone: string): Promise<readonly number[]> => {
      vi.stubEnv("TZ", timeZone);
      const { createManager, server, clock } = await createScene();
      const manager = createManager();
      clock.jump(day + HOUR_MS / 2 - clock.now());
      const refreshed: number[] = [];
      for (let index = 0; index < 72; index += 1) {
        await manager.getAccessToken();
        refreshed.push(server.refreshed);
        clock.jump(HOUR_MS / 3);
      }
      return refreshed;
    };
    expect(await decide("America/New_York")).toEqual(await decide("UTC"));
  });
});

describe("T-07: a new refresh token takes the place of the old one, and without one the old one stays", () => {
  it.each(["rotate", "keep"] as const)("a server that does %s, five expiries in a row", async (rotation) => {
    const { createManager, server, clock } = await createScene({ rotation });
    const manager = createManager();
    for (let index = 0; index < 5; index += 1) {
      clock.jump(HOUR_MS);
      expect(await manager.getAccessToken()).toMatchObject({ kind: "refreshed" });
    }
    expect(server.refreshed).toBe(5);
    expect(server.reused).toBe(0);
  });
});

it("T-08: the new pair is in the store before any caller sees the new token", async () => {
  const { createManager, clock, store, server } = await createScene();
  let write = (): void => {};
  const mayWrite = new Promise<void>((resolve) => {
    write = resolve;
  });
  const manager = createManager({
    store: {
      ...store,
      commit: async (lease, granted) => {
        await mayWrite;
        return store.commit(lease, granted);
      },
    },
  });
  clock.jump(HOUR_MS);
  let seen: Verdict | undefined;
  const asked = manager.getAccessToken().then((verdict) => {
    seen = verdict;
  });
  await clock.advance(1_000);
  expect(server.refreshed).toBe(1);
  expect(seen ?? manager.peek()).toBeUndefined();
  write();
  await asked;
  expect(seen).toMatchObject({ kind: "refreshed" });
  expect(server.accepts((await store.read(key))?.tokens.accessToken)).toBe(true);
});

describe("T-09: one flight for everybody in a process", () => {
  it("1 000 callers at expiry cause one request and get one token", async () => {
    const { createManager, server, clock } = await createScene();
    const manager = createManager();
    clock.jump(HOUR_MS);
    const verdicts = await Promise.all(Array.from({ length: 1_000 }, () => manager.getAccessToken()));
    expect(server.arrived).toBe(1);
    expect(kinds(verdicts)).toEqual(["refreshed"]);
    expect(tokens(verdicts)).toHaveLength(1);
  });

  it("one who stops waiting does not stop the others, and the answer is stored", async () => {
    const { createManager, server, clock, store } = await createScene();
    const manager = createManager();
    clock.jump(HOUR_MS);
    const { release, arrived } = hold(server);
    const abort = new AbortController();
    const leaver = manager.getAccessToken({ signal: abort.signal });
    const stayer = manager.getAccessToken();
    await arrived;
    abort.abort(new Error("no longer wanted"));
    await expect(leaver).rejects.toThrow("no longer wanted");
    release();
    const verdict = await stayer;
    expect(verdict.kind).toBe("refreshed");
    expect((await store.read(key))?.generation).toBe(2);
    expect(server.arrived).toBe(1);
  });

  it("X-69: when everybody has stopped waiting, what arrives is stored all the same", async () => {
    const { createManager, server, clock, store } = await createScene();
    const manager = createManager();
    clock.jump(HOUR_MS);
    const { release, arrived } = hold(server);
    const abort = new AbortController();
    const only = manager.getAccessToken({ signal: abort.signal });
    await arrived;
    abort.abort(new Error("no longer wanted"));
    await expect(only).rejects.toThrow("no longer wanted");
    release();
    await clock.advance(0);
    expect((await store.read(key))?.generation).toBe(2);
    expect(await manager.getAccessToken()).toMatchObject({ kind: "fresh" });
    expect(server.arrived).toBe(1);
  });
});

describe("T-10: managers that share a store, as processes do, refresh once", () => {
  it("eight at the same instant", async () => {
    const { createManager, server, clock } = await createScene({ reuse: "revoke_family" });
    const managers = Array.from({ length: 8 }, () => createManager());
    await Promise.all(managers.map((manager) => manager.getAccessToken()));
    clock.jump(HOUR_MS);
    const answers = Promise.all(managers.map((manager) => manager.getAccessToken()));
    await clock.advance(1_000);
    const verdicts = await answers;
    expect(server.arrived).toBe(1);
    expect(tokens(verdicts)).toHaveLength(1);
    expect(verdicts.every((verdict) => hasToken(verdict) && server.accepts(verdict.accessToken))).toBe(true);
  });

  it("one that loaded the tokens before another refreshed them", async () => {
    const { createManager, server, clock } = await createScene({ reuse: "revoke_family" });
    const [early, late] = [createManager(), createManager()];
    await early.getAccessToken();
    await late.getAccessToken();
    clock.jump(HOUR_MS);
    await early.getAccessToken();
    expect(await late.getAccessToken()).toMatchObject({ kind: "fresh" });
    expect(server.arrived).toBe(1);
  });

  it("one that finds another at work uses its own token as long as that lives", async () => {
    const { createManager, server, clock } = await createScene();
    const [worker, reader] = [createManager(), createManager()];
    clock.jump(HOUR_MS - 60_000);
    const { release, arrived } = hold(server);
    const working = worker.getAccessToken();
    await arrived;
    expect(await reader.getAccessToken()).toMatchObject({ kind: "fresh" });
    release();
    await working;
    expect(server.arrived).toBe(1);
  });

  it("S-29: one that may not have the lease sends nothing, and says who has it", async () => {
    const { createManager, server, clock, store } = await createScene();
    clock.jump(HOUR_MS);
    await store.acquireLease(key, { generation: 1, durationMs: 10 * HOUR_MS });
    const verdict = createManager({ waitMs: 5_000 }).getAccessToken();
    await clock.advance(6_000);
    expect(await verdict).toMatchObject({ kind: "locked_out", pid: process.pid });
    expect(server.arrived).toBe(0);
  });
});

describe("T-24: a clock that jumps", () => {
  it("a year ahead causes one refresh, and no more while both clocks agree", async () => {
    const { createManager, server, clock } = await createScene();
    const manager = createManager();
    await manager.getAccessToken();
    clock.jump(365 * 24 * HOUR_MS);
    for (let index = 0; index < 20; index += 1) {
      expect(hasToken(await manager.getAccessToken())).toBe(true);
    }
    expect(server.refreshed).toBe(1);
  });

  it("a hundred times, by up to a year either way, causes at most one refresh each time", async () => {
    const { createManager, server, clock } = await createScene();
    const manager = createManager();
    let random = 42;
    for (let jump = 1; jump <= 100; jump += 1) {
      random = (random * 1_103_515_245 + 12_345) % 2 ** 31;
      clock.jump(((random / 2 ** 31) * 2 - 1) * 365 * 24 * HOUR_MS);
      for (let index = 0; index < 5; index += 1) {
        expect(hasToken(await manager.getAccessToken())).toBe(true);
      }
      expect(server.arrived).toBeLessThanOrEqual(jump);
    }
  });
});
