import { hasToken } from "@dev-github-tool/oauth";
import { describe, expect, it } from "vitest";
import { createScene, HOUR_MS, hold, key } from "./scene.ts";

describe("signing out", () => {
  it("T-22: gives both tokens back and removes them", async () => {
    const { createManager, server, store } = await createScene();
    const manager = createManager({ revoke: async () => server.revokeAll() });
    const held = await manager.getAccessToken();
    expect(await manager.revoke()).toEqual({ kind: "revoked" });
    expect(await store.read(key)).toBeUndefined();
    expect(hasToken(held) && server.accepts(held.accessToken)).toBe(false);
    expect(manager.peek()).toBeUndefined();
    expect(await manager.getAccessToken()).toEqual({ kind: "revoked", reason: "signed_out" });
    expect(await manager.revoke()).toEqual({ kind: "signed_out" });
  });

  it("says when it could only forget", async () => {
    const { createManager, store } = await createScene();
    expect(await createManager().revoke()).toEqual({ kind: "forgotten" });
    expect(await store.read(key)).toBeUndefined();
  });

  it("T-22: offline, is over here at once and completed by the next run", async () => {
    const { createManager, server, store } = await createScene();
    const offline = new Error("no network");
    const first = createManager({ revoke: () => Promise.reject(offline) });
    expect(await first.revoke()).toEqual({ kind: "pending", error: offline });
    expect(await store.read(key)).toMatchObject({ state: "revoking" });
    const next = createManager({ revoke: async () => server.revokeAll() });
    expect(await next.getAccessToken()).toEqual({ kind: "revoked", reason: "signed_out" });
    expect(await next.revoke()).toEqual({ kind: "revoked" });
    expect(await store.read(key)).toBeUndefined();
  });

  it("T-23: racing a refresh, ends with an empty store and the rotated tokens given back", async () => {
    const { createManager, server, clock, store } = await createScene();
    const given: string[] = [];
    const manager = createManager({
      revoke: async ({ accessToken, refreshToken }) => {
        given.push(accessToken.reveal(), refreshToken?.reveal() ?? "");
        server.revokeAll();
      },
    });
    clock.jump(HOUR_MS);
    const { release, arrived } = hold(server);
    const refreshing = manager.getAccessToken();
    await arrived;
    const old = (await store.read(key))?.tokens.accessToken.reveal();
    const signingOut = manager.revoke();
    await clock.advance(100);
    release();
    await clock.advance(200);
    expect(await signingOut).toEqual({ kind: "revoked" });
    await refreshing;
    expect(await store.read(key)).toBeUndefined();
    expect(given).toHaveLength(2);
    expect(given).not.toContain(old);
    expect(manager.peek()).toBeUndefined();
    expect(await manager.getAccessToken()).toEqual({ kind: "revoked", reason: "signed_out" });
  });

  it("T-23: who waits for another's refresh, and is signed out meanwhile, sends nothing and keeps no lease", async () => {
    const { createManager, server, clock, store } = await createScene();
    clock.jump(HOUR_MS);
    const other = await store.acquireLease(key, { generation: 1, durationMs: HOUR_MS });
    const waiting = createManager().getAccessToken();
    await clock.advance(100);
    await store.markRevoking(key, 1);
    if (other.kind === "acquired") {
      await store.release(other.lease, "unspent");
    }
    await clock.advance(1_000);
    expect(await waiting).toEqual({ kind: "revoked", reason: "signed_out" });
    expect(server.arrived).toBe(0);
    expect(await store.acquireLease(key, { generation: 1, durationMs: 1 })).toMatchObject({ kind: "acquired" });
  });
});
