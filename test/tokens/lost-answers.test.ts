import { describe, expect, it } from "vitest";
import { createScene, HOUR_MS, key } from "./scene.ts";

describe("T-16: an answer that was lost", () => {
  it("is asked for again at once where the server has a grace period", async () => {
    const { createManager, server, clock } = await createScene({ reuse: "revoke_family", graceMs: 10_000 });
    const manager = createManager({ graceMs: 10_000 });
    clock.jump(HOUR_MS);
    server.faults.push({ kind: "drop_after" });
    const asked = manager.getAccessToken();
    await clock.advance(200);
    expect(await asked).toMatchObject({ kind: "refreshed" });
    expect(server.arrived).toBe(2);
    expect(server.reused).toBe(0);
  });

  it("is asked for while the access token lives, where there is one, and three times at most", async () => {
    const { createManager, server, clock } = await createScene({ reuse: "revoke_family", graceMs: 10_000 });
    const manager = createManager({ graceMs: 10_000 });
    clock.jump(HOUR_MS - 60_000);
    server.faults.push({ kind: "drop_after" }, { kind: "drop_before" }, { kind: "drop_before" });
    const first = manager.getAccessToken();
    await clock.advance(200);
    expect((await first).kind).toBe("fresh");
    expect(server.arrived).toBe(3);
    // Whoever comes next knows since when, and that there is still time.
    const next = createManager({ graceMs: 10_000 }).getAccessToken();
    await clock.advance(200);
    expect((await next).kind).toBe("refreshed");
    expect(server.reused).toBe(0);
  });

  it("is not asked for while the access token lives, where there is none", async () => {
    const { createManager, server, clock } = await createScene({ reuse: "revoke_family" });
    const manager = createManager();
    clock.jump(HOUR_MS - 60_000);
    server.faults.push({ kind: "drop_after" });
    expect(await manager.getAccessToken()).toMatchObject({ kind: "fresh" });
    clock.jump(30_000);
    expect(await manager.getAccessToken()).toMatchObject({ kind: "fresh" });
    expect(server.arrived).toBe(1);
  });

  it("is asked for once when nothing is left to lose, and then explained", async () => {
    const { createManager, server, clock } = await createScene({ reuse: "revoke_family" });
    const manager = createManager();
    clock.jump(HOUR_MS);
    server.faults.push({ kind: "drop_after" });
    const asked = manager.getAccessToken();
    await clock.advance(200);
    expect(await asked).toEqual({ kind: "revoked", reason: "answer_lost" });
    expect(server.arrived).toBe(2);
  });

  it("of a request the server never took costs nothing", async () => {
    const { createManager, server, clock } = await createScene({ reuse: "revoke_family" });
    const manager = createManager();
    clock.jump(HOUR_MS);
    server.faults.push({ kind: "drop_before" });
    const asked = manager.getAccessToken();
    await clock.advance(200);
    expect(await asked).toMatchObject({ kind: "refreshed" });
    expect(server.reused).toBe(0);
  });

  it("by a holder that died is known to the next one", async () => {
    const { createManager, server, clock, store } = await createScene({ reuse: "revoke_family", graceMs: 10_000 });
    clock.jump(HOUR_MS);
    const answer = await store.acquireLease(key, { generation: 1, durationMs: 500 });
    await server.refresh((await store.read(key))?.tokens ?? expect.fail(), { signal: new AbortController().signal });
    expect(answer.kind).toBe("acquired");
    clock.jump(600);
    expect(await createManager({ graceMs: 10_000 }).getAccessToken()).toMatchObject({ kind: "refreshed" });
    expect(server.reused).toBe(0);
  });
});
