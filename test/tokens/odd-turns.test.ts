import { TokenRequestError } from "@dev-github-tool/oauth";
import { describe, expect, it } from "vitest";
import { createScene, HOUR_MS, key } from "./scene.ts";

it("X-63: a lease that took longer to get than it may is given back, and nothing is sent with it", async () => {
  const { createManager, server, clock, store } = await createScene();
  const steps: string[] = [];
  const manager = createManager({
    store: {
      ...store,
      acquireLease: async (of, request) => {
        const answer = await store.acquireLease(of, request);
        // This process was stopped here, the first time.
        clock.jump(steps.length === 0 ? request.durationMs : 0);
        steps.push(`acquired, ${server.arrived} sent`);
        return answer;
      },
      release: (lease, outcome) => {
        steps.push(outcome);
        return store.release(lease, outcome);
      },
    },
  });
  clock.jump(HOUR_MS);
  expect(await manager.getAccessToken()).toMatchObject({ kind: "refreshed" });
  expect(steps).toEqual(["acquired, 0 sent", "unspent", "acquired, 0 sent"]);
  expect(server.arrived).toBe(1);
});

it("T-11: a refusal does not bring back newer tokens that are being given back", async () => {
  const { createManager, server, clock, store } = await createScene();
  const manager = createManager({
    refresh: async () => {
      const { generation } = await store.put(key, { tokens: server.issue(), attributes: {} });
      await store.markRevoking(key, generation);
      throw new TokenRequestError({ providerCode: "invalid_grant", description: "" }, 400);
    },
  });
  clock.jump(HOUR_MS);
  expect(await manager.getAccessToken()).toEqual({ kind: "revoked", reason: "refused" });
  expect(await store.read(key)).toMatchObject({ state: "revoking" });
});

describe("T-07: what the answer to a refresh leaves out stays as it was", () => {
  it.each([
    ["beside the old refresh token", undefined],
    ["but not the end of a refresh token that another took the place of", "a new one"],
  ])("%s", async (_, successor) => {
    const { createManager, server, clock, store } = await createScene();
    const endsAt = clock.now() + 100 * HOUR_MS;
    const before = { ...server.issue(), scope: ["read:user"], refreshTokenExpiresAt: endsAt };
    await store.put(key, { tokens: before, attributes: {} });
    const manager = createManager({
      refresh: async (tokens, request) => {
        const granted = await server.refresh(tokens, request);
        const refreshToken = successor === undefined ? undefined : granted.refreshToken;
        return { ...granted, scope: undefined, refreshToken, refreshTokenExpiresAt: undefined };
      },
    });
    clock.jump(HOUR_MS);
    expect(await manager.getAccessToken()).toMatchObject({ kind: "refreshed" });
    expect((await store.read(key))?.tokens).toMatchObject({
      scope: ["read:user"],
      refreshTokenExpiresAt: successor === undefined ? endsAt : undefined,
    });
  });
});
