import { createTokenManagerAuth, githubProvider } from "@dev-github-tool/github";
import { createTokenManager, refreshWith, Secret, type TokenManager } from "@dev-github-tool/oauth";
import { createMemoryStore } from "@dev-github-tool/vault";
import { Octokit } from "@octokit/core";
import { describe, expect, it } from "vitest";
import { startTestGitHub, type TestGitHub } from "../canary/test-github.ts";
import { testRuntime } from "../canary/test-runtime.ts";
import { expiringApp, HOUR_MS } from "../tokens/farm/farm.ts";
import { signIn } from "../tokens/farm/sign-in.ts";

interface Scene {
  readonly github: TestGitHub;
  readonly octokit: Octokit;
  readonly manager: TokenManager;
  jump(ms: number): void;
}

async function createScene(): Promise<Scene> {
  const github = await startTestGitHub({ tokens: { accessLifetimeMs: HOUR_MS } });
  const { sandbox } = github;
  const app = expiringApp(sandbox);
  const provider = githubProvider(github.url);
  const client = { clientId: app.clientId, clientSecret: new Secret(app.clientSecret) };
  let offsetMs = 0;
  const runtime = testRuntime({ now: () => Date.now() + offsetMs });
  const store = createMemoryStore({ now: runtime.now });
  const key = { issuer: provider.issuer, clientId: app.clientId, account: "octo-lena" };
  await store.put(key, { tokens: await signIn({ sandbox, provider, client, runtime }), attributes: {} });
  const manager = createTokenManager({ store, key, refresh: refreshWith(provider, client, runtime), runtime });
  const octokit = new Octokit({
    baseUrl: provider.apiUrl,
    authStrategy: createTokenManagerAuth,
    auth: { manager },
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  });
  return {
    github,
    octokit,
    manager,
    jump: (ms) => {
      offsetMs += ms;
      sandbox.clock.advance(ms);
    },
  };
}

const count = ({ sandbox }: TestGitHub, decision: string): number => sandbox.journal.count({ decision });

describe("an octokit that takes its token from a token manager", () => {
  it("calls the API, and goes on when the token has ended", async () => {
    const { octokit, github, jump } = await createScene();
    for (let hour = 0; hour < 3; hour += 1) {
      expect((await octokit.request("GET /user")).data.login).toBe("octo-lena");
      jump(HOUR_MS);
    }
    expect(count(github, "refreshed")).toBe(2);
    expect(github.sandbox.journal.count({ operation: "users/get-authenticated", status: 401 })).toBe(0);
  });

  it("asks once more when GitHub refuses the token before its time, many at once with one refresh", async () => {
    const { octokit, github, manager } = await createScene();
    await manager.getAccessToken();
    // The server's clock alone: the manager takes the token for fresh.
    github.sandbox.clock.advance(HOUR_MS);
    const answers = await Promise.all(Array.from({ length: 20 }, () => octokit.request("GET /user")));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(count(github, "refreshed")).toBe(1);
  });

  it("does not repeat what changes something", async () => {
    const { octokit, github, manager } = await createScene();
    await manager.getAccessToken();
    github.sandbox.clock.advance(HOUR_MS);
    await expect(octokit.request("POST /user/repos", { name: "new" })).rejects.toMatchObject({ status: 401 });
    expect(count(github, "refreshed")).toBe(0);
  });

  it("sends no token to another origin", async () => {
    const { octokit } = await createScene();
    const other = await startTestGitHub();
    await expect(octokit.request(`GET ${other.url}/api/v3/user`)).rejects.toMatchObject({ status: 401 });
    expect(other.sandbox.journal.entries.map(({ decision }) => decision)).not.toContain("token_unknown");
  });

  it("says so when there is no token any more", async () => {
    const { octokit, manager } = await createScene();
    await manager.revoke();
    await expect(octokit.request("GET /user")).rejects.toMatchObject({ code: "token_unavailable" });
    await expect(octokit.auth()).rejects.toMatchObject({ code: "token_unavailable" });
  });
});
