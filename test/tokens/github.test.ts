import { type GitHubAppKind, githubProvider } from "@dev-github-tool/github";
import {
  createTokenManager,
  hasToken,
  type Provider,
  refreshWith,
  rfcTraits,
  Secret,
  type TokenManager,
} from "@dev-github-tool/oauth";
import type { Sandbox, SandboxOptions } from "@dev-github-tool/sandbox";
import { createMemoryStore } from "@dev-github-tool/vault";
import { describe, expect, it } from "vitest";
import { createTestSandbox } from "../canary/test-github.ts";
import { testRuntime } from "../canary/test-runtime.ts";
import { signIn } from "./farm/sign-in.ts";
import { HOUR_MS } from "./scene.ts";
import { createTestClock, type TestClock } from "./test-clock.ts";

const origin = "http://127.0.0.1:4010";
const user = `${origin}/api/v3/user`;
const apps = {
  plain: "Ov23liDgtSandbox0001",
  expiring: "Ov23liExpiring000004",
  github: "Iv23liDgtSandbox0003",
} as const;

interface Scene {
  readonly sandbox: Sandbox;
  readonly clock: TestClock;
  readonly manager: TokenManager;
  countTokenRequests(): number;
}

async function createScene(options: {
  readonly clientId: string;
  readonly app?: GitHubAppKind;
  readonly scope?: readonly string[];
  readonly tokens?: SandboxOptions["tokens"];
  readonly changes?: Partial<Provider>;
}): Promise<Scene> {
  const { clientId, app = "oauth-app", scope = ["read:user"], tokens, changes } = options;
  const clock = createTestClock();
  const sandbox = createTestSandbox({ now: clock.now, tokens });
  const provider = { ...githubProvider(origin, { app }), ...changes };
  const clientSecret = sandbox.seed.apps.find((each) => each.clientId === clientId)?.clientSecret ?? "";
  const client = { clientId, clientSecret: new Secret(clientSecret) };
  const runtime = testRuntime({ ...clock.runtime, fetch: sandbox.fetch });
  const store = createMemoryStore({ now: clock.now });
  const key = { issuer: provider.issuer, clientId, account: "octo-lena" };
  await store.put(key, { tokens: await signIn({ sandbox, provider, client, runtime, scope }), attributes: {} });
  const refresh = refreshWith(provider, client, runtime);
  return {
    sandbox,
    clock,
    manager: createTokenManager({ store, key, refresh, runtime, origins: [origin] }),
    countTokenRequests: () => sandbox.journal.count({ operation: "oauth/access-token" }),
  };
}

describe("C6: each kind of app and server keeps its tokens alive as it should", () => {
  it("an OAuth app whose tokens never end asks for no other", async () => {
    const { manager, clock, countTokenRequests } = await createScene({ clientId: apps.plain });
    for (let year = 0; year < 5; year += 1) {
      expect((await manager.fetch(user)).status).toBe(200);
      // A day more, and GitHub ends a token that nobody used.
      clock.jump(364 * 24 * HOUR_MS);
    }
    expect(countTokenRequests()).toBe(1);
  });

  it.each([
    ["an OAuth app with offline_access", { clientId: apps.plain, scope: ["read:user", "offline_access"] }],
    ["a GitHub App", { clientId: apps.github, app: "github-app", scope: [] }],
  ] as const)("%s refreshes every eight hours, and each refresh ends the old token", async (_name, options) => {
    const { manager, clock, sandbox, countTokenRequests } = await createScene(options);
    for (let refreshed = 0; refreshed < 5; refreshed += 1) {
      const held = await manager.getAccessToken();
      expect((await manager.fetch(user)).status).toBe(200);
      expect(countTokenRequests()).toBe(1 + refreshed);
      clock.jump(8 * HOUR_MS - 4 * 60_000);
      expect((await manager.fetch(user)).status).toBe(200);
      const token = hasToken(held) ? held.accessToken.reveal() : expect.fail(held.kind);
      const answer = await sandbox.fetch(user, { headers: { authorization: `Bearer ${token}` } });
      expect(answer.status).toBe(401);
    }
  });

  it("a server that keeps refresh tokens is sent the same one again", async () => {
    const { manager, clock, sandbox } = await createScene({
      clientId: apps.expiring,
      tokens: { rotation: "none", accessLifetimeMs: HOUR_MS },
      changes: { traits: rfcTraits },
    });
    for (let hour = 0; hour < 5; hour += 1) {
      expect((await manager.fetch(user)).status).toBe(200);
      clock.jump(HOUR_MS);
    }
    expect(sandbox.journal.count({ decision: "refreshed" })).toBe(4);
  });

  it("six months away end in one sentence, not in a loop", async () => {
    const { manager, clock, countTokenRequests } = await createScene({ clientId: apps.expiring });
    clock.jump(190 * 24 * HOUR_MS);
    expect(await manager.getAccessToken()).toEqual({ kind: "revoked", reason: "refused" });
    expect(await manager.getAccessToken()).toEqual({ kind: "revoked", reason: "signed_out" });
    expect(countTokenRequests()).toBe(2);
  });
});
