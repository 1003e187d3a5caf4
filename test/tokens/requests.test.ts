import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Fetch, Secret, systemRuntime, TokenUnavailableError } from "@dev-github-tool/oauth";
import { describe, expect, it, onTestFinished } from "vitest";
import { createScene, HOUR_MS, key, type Scene } from "./scene.ts";

const api = "https://api.example";

/** An API that takes the server's tokens, and writes down what it is sent. */
function createApi({ server }: Scene): { fetch: Fetch; seen: { url: string; method: string; token: string | null }[] } {
  const seen: { url: string; method: string; token: string | null }[] = [];
  return {
    seen,
    fetch: async (input, init) => {
      const token = new Headers(init?.headers).get("authorization")?.replace("Bearer ", "") ?? null;
      seen.push({ url: String(input), method: init?.method ?? "GET", token });
      return new Response("", { status: server.accepts(token === null ? undefined : new Secret(token)) ? 200 : 401 });
    },
  };
}

async function createRequestScene() {
  const scene = await createScene();
  const { fetch, seen } = createApi(scene);
  const runtime = { ...scene.clock.runtime, fetch };
  return { ...scene, seen, createManager: () => scene.createManager({ runtime, origins: [api] }) };
}

describe("requests with the token", () => {
  it("carry it to the allowed origins only", async () => {
    const { createManager, seen } = await createRequestScene();
    const manager = createManager();
    for (const url of [`${api}.evil.example/`, "http://api.example/", `${api}:444/`, "https://example/"]) {
      await manager.fetch(url);
    }
    expect(seen.map(({ token }) => token)).toEqual([null, null, null, null]);
    expect((await manager.fetch(`${api}/user`)).status).toBe(200);
  });

  it("X-40: follow no redirect, not even to where the token may go", async () => {
    const { clock, createManager } = await createScene();
    const asked: (string | undefined)[] = [];
    const server = createServer(({ url }, response) => {
      asked.push(url);
      response.writeHead(302, { location: "/elsewhere" }).end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const manager = createManager({ origins: [origin], runtime: { ...clock.runtime, fetch: systemRuntime.fetch } });
    expect((await manager.fetch(`${origin}/user`)).status).toBe(302);
    expect(asked).toEqual(["/user"]);
  });

  it("T-19: are sent once more with another token after a 401, when that is safe", async () => {
    const { createManager, seen, server } = await createRequestScene();
    const manager = createManager();
    await manager.getAccessToken();
    server.forgetAccess();
    expect((await manager.fetch(`${api}/user`)).status).toBe(200);
    expect(seen).toHaveLength(2);
    expect(new Set(seen.map(({ token }) => token)).size).toBe(2);
    expect(server.arrived).toBe(1);
  });

  it.each(["POST", "PATCH", "PUT", "DELETE"])("T-20: %s is not sent twice", async (method) => {
    const { createManager, seen, server } = await createRequestScene();
    const manager = createManager();
    await manager.getAccessToken();
    server.forgetAccess();
    expect((await manager.fetch(`${api}/x`, { method })).status).toBe(401);
    expect(seen).toHaveLength(1);
    expect(server.arrived).toBe(0);
  });

  it("T-20: a 403, and a 401 from elsewhere, refresh nothing", async () => {
    const { createManager, server } = await createRequestScene();
    const manager = createManager();
    await manager.fetch("https://elsewhere.example/");
    expect(server.arrived).toBe(0);
  });

  it("T-19: a second 401 is the answer", async () => {
    const { createManager, seen, server } = await createRequestScene();
    const manager = createManager();
    await manager.getAccessToken();
    server.refuseAccess();
    expect((await manager.fetch(`${api}/user`)).status).toBe(401);
    expect(seen).toHaveLength(2);
    expect(server.arrived).toBe(1);
  });

  it("T-19: 1 000 late 401s cause one refresh", async () => {
    const { createManager, server } = await createRequestScene();
    const manager = createManager();
    await manager.getAccessToken();
    server.forgetAccess();
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => manager.fetch(`${api}/user`)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(server.arrived).toBe(1);
  });

  it("a 401 after another process refreshed takes that one's token, and refreshes nothing", async () => {
    const { createManager, server, clock, seen } = await createRequestScene();
    const [reader, worker] = [createManager(), createManager()];
    await reader.getAccessToken();
    clock.jump(HOUR_MS);
    await worker.getAccessToken();
    clock.jump(-HOUR_MS);
    expect((await reader.fetch(`${api}/user`)).status).toBe(200);
    expect(seen).toHaveLength(2);
    expect(server.arrived).toBe(1);
  });

  it("T-12: one that nothing can renew is sent until the API refuses it, whatever the clock says; then it is over", async () => {
    const { createManager, server, clock, store } = await createRequestScene();
    await store.put(key, { tokens: { ...server.issue(), refreshToken: undefined }, attributes: {} });
    const manager = createManager();
    clock.jump(2 * HOUR_MS);
    expect((await manager.fetch(`${api}/user`)).status).toBe(200);
    expect(await store.read(key)).toBeDefined();
    server.revokeAll();
    expect((await manager.fetch(`${api}/user`)).status).toBe(401);
    expect(await manager.getAccessToken()).toEqual({ kind: "revoked", reason: "signed_out" });
    expect(server.arrived).toBe(0);
  });

  it("X-71: a sign-in revoked at the provider ends once, with the tokens removed", async () => {
    const { createManager, server, store } = await createRequestScene();
    const manager = createManager();
    await manager.getAccessToken();
    server.revokeAll();
    expect((await manager.fetch(`${api}/user`)).status).toBe(401);
    expect(await store.read(key)).toBeUndefined();
    await expect(manager.fetch(`${api}/user`)).rejects.toBeInstanceOf(TokenUnavailableError);
    expect(server.arrived).toBe(1);
  });
});
