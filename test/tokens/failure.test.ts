import {
  type Disconnected,
  hasToken,
  NetworkError,
  TokenRequestError,
  TokenStoreError,
  UnexpectedResponseError,
  type Verdict,
} from "@dev-github-tool/oauth";
import { describe, expect, it } from "vitest";
import { createScene, HOUR_MS, hold, key } from "./scene.ts";

const step = "token exchange";
/** Secrets of different values are equal to who compares objects. */
const revealed = (verdict: Verdict): string | undefined =>
  hasToken(verdict) ? verdict.accessToken.reveal() : undefined;
const refusal = (providerCode: string, status = 400) =>
  new TokenRequestError({ providerCode, description: "" }, status);
const unavailable = (status: number, retryAfterSeconds?: number) =>
  new UnexpectedResponseError("unavailable", { code: "unavailable", step, status, retryAfterSeconds });

describe("T-12: a sign-in is over only when the server says so", () => {
  it.each([
    ["invalid_grant", refusal("invalid_grant")],
    ["GitHub's bad_refresh_token in a 200", refusal("bad_refresh_token", 200)],
    ["invalid_grant as openid-client throws it", Object.assign(new Error("x"), { error: "invalid_grant" })],
    [
      "invalid_grant as gaxios throws it",
      Object.assign(new Error("x"), { response: { data: { error: "invalid_grant" } } }),
    ],
  ])("%s ends it: tokens removed, told once, never re-authorized", async (_name, error) => {
    const { createManager, server, clock, store } = await createScene();
    const told: Disconnected[] = [];
    const manager = createManager({ onDisconnected: (verdict) => told.push(verdict) });
    clock.jump(HOUR_MS);
    server.faults.push({ kind: "error", error });
    expect(await manager.getAccessToken()).toEqual({ kind: "revoked", reason: "refused" });
    expect(await manager.getAccessToken()).toEqual({ kind: "revoked", reason: "signed_out" });
    expect(await store.read(key)).toBeUndefined();
    expect(told).toEqual([{ kind: "revoked", reason: "refused" }]);
    expect(server.arrived).toBe(1);
  });

  it.each(["incorrect_client_credentials", "invalid_client", "unauthorized_client", "client_not_found"])(
    "%s is the program's mistake: tokens kept",
    async (code) => {
      const { createManager, server, clock, store } = await createScene();
      const manager = createManager();
      clock.jump(HOUR_MS);
      server.faults.push({ kind: "error", error: refusal(code === "client_not_found" ? "Not Found" : code) });
      expect(await manager.getAccessToken()).toMatchObject({ kind: "configuration" });
      expect((await store.read(key))?.generation).toBe(1);
      clock.jump(10_000);
      expect(await manager.getAccessToken()).toMatchObject({ kind: "refreshed" });
    },
  );

  it.each([
    ["DNS, refused connections and the like", { kind: "unreachable" } as const],
    ["503", { kind: "error", error: unavailable(503) } as const],
    ["429", { kind: "error", error: unavailable(429) } as const],
    [
      "a bad certificate",
      { kind: "error", error: new NetworkError("x", { code: "certificate_expired", step }) } as const,
    ],
  ])("%s passes: tokens kept, tried again later, and not before", async (_name, fault) => {
    const { createManager, server, clock, store } = await createScene();
    const manager = createManager();
    clock.jump(HOUR_MS);
    server.faults.push(fault);
    const verdict = await manager.getAccessToken();
    expect(verdict).toMatchObject({ kind: "transient" });
    const arrived = server.arrived;
    expect(await manager.getAccessToken()).toEqual(verdict);
    expect(server.arrived).toBe(arrived);
    clock.jump(2_000);
    expect(await manager.getAccessToken()).toMatchObject({ kind: "refreshed" });
    expect((await store.read(key))?.generation).toBe(2);
  });

  it("a failure that passes is not noticed while the access token lives", async () => {
    const { createManager, server, clock } = await createScene();
    const manager = createManager();
    clock.jump(HOUR_MS - 60_000);
    server.faults.push({ kind: "unreachable" });
    expect(await manager.getAccessToken()).toMatchObject({ kind: "fresh" });
    expect(server.arrived).toBe(0);
  });
});

describe("T-18: Retry-After is honoured, within reason", () => {
  it.each([
    [2, 2_000],
    // At once would be again and again.
    [0, 1_000],
    [1e9, 15 * 60_000],
  ])("%d s rest for %d ms", async (seconds, restMs) => {
    const { createManager, server, clock } = await createScene();
    const manager = createManager();
    clock.jump(HOUR_MS);
    server.faults.push({ kind: "error", error: unavailable(429, seconds) });
    expect(await manager.getAccessToken()).toMatchObject({ kind: "transient", retryAt: clock.now() + restMs });
  });
});

it("T-17: failures in a row are rested from longer and longer, up to five minutes and a little", async () => {
  const { createManager, server, clock } = await createScene();
  const manager = createManager();
  clock.jump(HOUR_MS);
  const rests: number[] = [];
  for (let index = 0; index < 14; index += 1) {
    server.faults.push({ kind: "unreachable" });
    const verdict = await manager.getAccessToken();
    const restMs = (verdict.kind === "transient" ? verdict.retryAt : 0) - clock.now();
    rests.push(restMs);
    clock.jump(restMs);
  }
  expect(rests[0]).toBeLessThan(1_300);
  expect(rests[5]).toBeGreaterThan(15_000);
  expect(Math.max(...rests)).toBeLessThanOrEqual(6.5 * 60_000);
});

describe("T-11, X-61: a refusal is believed only when the store has nothing newer", () => {
  it("a sign-in that was renewed meanwhile is used, and not removed", async () => {
    const { createManager, server, clock, store } = await createScene();
    const manager = createManager();
    clock.jump(HOUR_MS);
    const { release, arrived } = hold(server);
    const asked = manager.getAccessToken();
    await arrived;
    const renewed = server.issue();
    await store.put(key, { tokens: renewed, attributes: {} });
    release();
    const verdict = await asked;
    expect(verdict.kind).toBe("fresh");
    expect(revealed(verdict)).toBe(renewed.accessToken.reveal());
    expect((await store.read(key))?.tokens.accessToken.reveal()).toBe(renewed.accessToken.reveal());
  });

  it("a loser whose refresh token was spent by another does not remove the winner's", async () => {
    const { createManager, server, clock, store } = await createScene();
    clock.jump(HOUR_MS);
    const renewed = server.issue();
    const manager = createManager({
      refresh: async () => {
        await store.put(key, { tokens: renewed, attributes: {} });
        throw refusal("invalid_grant");
      },
    });
    const verdict = await manager.getAccessToken();
    expect(verdict.kind).toBe("reused_elsewhere");
    expect(revealed(verdict)).toBe(renewed.accessToken.reveal());
    expect((await store.read(key))?.generation).toBe(2);
  });
});

describe("S-13: a store that cannot be written", () => {
  it("costs no second refresh, and the token is usable until the process ends", async () => {
    const { createManager, server, clock, store } = await createScene();
    const broken = {
      ...store,
      commit: () => Promise.reject(new TokenStoreError("no space left", { code: "unavailable" })),
    };
    const manager = createManager({ store: broken });
    clock.jump(HOUR_MS);
    const asked = manager.getAccessToken();
    await clock.advance(5_000);
    const verdict = await asked;
    expect(verdict).toMatchObject({ kind: "store_failed", error: { code: "unavailable" } });
    expect(verdict.kind === "store_failed" && server.accepts(verdict.accessToken)).toBe(true);
    expect(await manager.getAccessToken()).toMatchObject({ kind: "fresh" });
    expect(server.arrived).toBe(1);
  });

  it("S-25: a write whose answer was lost is found by its generation", async () => {
    const { createManager, server, clock, store } = await createScene();
    let lost = false;
    const manager = createManager({
      store: {
        ...store,
        commit: async (lease, granted) => {
          const record = await store.commit(lease, granted);
          if (!lost) {
            lost = true;
            throw new TokenStoreError("connection lost", { code: "unavailable" });
          }
          return record;
        },
      },
    });
    clock.jump(HOUR_MS);
    const asked = manager.getAccessToken();
    await clock.advance(5_000);
    expect(await asked).toMatchObject({ kind: "fresh" });
    expect(server.arrived).toBe(1);
  });

  it("one that cannot be read is not taken for a sign-out", async () => {
    const { createManager, server, store } = await createScene();
    const error = new TokenStoreError("damaged", { code: "corrupt" });
    const manager = createManager({ store: { ...store, read: () => Promise.reject(error) } });
    expect(await manager.getAccessToken()).toEqual({ kind: "store_failed", error, accessToken: undefined });
    expect(server.arrived).toBe(0);
  });
});

it("T-25: a holder that was asleep past its lease does not overwrite what came after", async () => {
  const { createManager, server, clock, store } = await createScene();
  const [sleeper, other] = [createManager({ refreshTimeoutMs: HOUR_MS * 10 }), createManager()];
  clock.jump(HOUR_MS);
  const { release, arrived } = hold(server);
  const asleep = sleeper.getAccessToken();
  await arrived;
  clock.jump(HOUR_MS * 31);
  const renewed = server.issue();
  await store.put(key, { tokens: renewed, attributes: {} });
  expect(revealed(await other.getAccessToken())).toBe(renewed.accessToken.reveal());
  release();
  expect(revealed(await asleep)).toBe(renewed.accessToken.reveal());
  expect((await store.read(key))?.tokens.accessToken.reveal()).toBe(renewed.accessToken.reveal());
});

it("X-69: a refresh function that never answers is given up, and its late answer is stored", async () => {
  const { createManager, server, clock, store } = await createScene();
  const manager = createManager();
  clock.jump(HOUR_MS);
  const { release, arrived } = hold(server);
  const asked = manager.getAccessToken();
  await arrived;
  await clock.advance(11_000);
  expect(await asked).toMatchObject({ kind: "transient" });
  release();
  await clock.advance(0);
  expect((await store.read(key))?.generation).toBe(2);
  clock.jump(5_000);
  expect(await manager.getAccessToken()).toMatchObject({ kind: "fresh" });
  expect(server.arrived).toBe(1);
});
