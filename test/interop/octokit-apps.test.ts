import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { githubProvider } from "@dev-github-tool/github";
import { createNodeMiddleware, OAuthApp } from "@octokit/oauth-app";
import { Octokit } from "octokit";
import { describe, expect, it, onTestFinished } from "vitest";
import { recordSecret } from "../canary/ledger.ts";
import { startTestGitHub, type TestGitHub } from "../canary/test-github.ts";
import { startCallback } from "./callback.ts";

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

function octokitFor({ url }: TestGitHub) {
  return Octokit.defaults({ baseUrl: githubProvider(url).apiUrl, log: silent });
}

function appOf({ sandbox }: TestGitHub, clientId: string) {
  return sandbox.seed.apps.find((app) => app.clientId === clientId) ?? expect.fail("the app is in the seed");
}

/** The code that comes back when the person approves. */
async function codeOf({ sandbox }: TestGitHub, url: string): Promise<string> {
  const { redirectUri } = await startCallback();
  const asked = new URL(url);
  asked.searchParams.set("redirect_uri", redirectUri);
  const { reached } = await sandbox.signIn({ url: asked });
  return reached.searchParams.get("code") ?? "";
}

describe("octokit, unmodified, as a client of the sandbox", () => {
  it("signs in an OAuth app, and checks, resets and deletes its token and its grant", async () => {
    const github = await startTestGitHub();
    const { clientId, clientSecret } = appOf(github, "Ov23liDgtSandbox0001");
    const app = new OAuthApp({ clientType: "oauth-app", clientId, clientSecret, Octokit: octokitFor(github) });
    const signIn = async () => {
      const { url } = app.getWebFlowAuthorizationUrl({ scopes: ["repo", "read:org"], state: "a-state-of-this-test" });
      expect(url).toMatch(github.url);
      return app.createToken({ code: await codeOf(github, url), state: "a-state-of-this-test" });
    };
    const { authentication } = await signIn();
    const checked = await app.checkToken({ token: authentication.token });
    expect(checked.data).toMatchObject({ scopes: ["read:org", "repo"], user: { login: "octo-lena" } });
    const reset = await app.resetToken({ token: authentication.token });
    await expect(app.checkToken({ token: authentication.token })).rejects.toMatchObject({ status: 404 });

    const octokit = new (octokitFor(github))({ auth: reset.data.token });
    expect((await octokit.request("GET /user")).data.login).toBe("octo-lena");
    expect(await app.deleteToken({ token: reset.data.token })).toMatchObject({ status: 204 });
    await expect(octokit.request("GET /user")).rejects.toMatchObject({ status: 401 });

    const again = await signIn();
    expect(await app.deleteAuthorization({ token: again.authentication.token })).toMatchObject({ status: 204 });
    await expect(app.checkToken({ token: again.authentication.token })).rejects.toMatchObject({ status: 404 });
  });

  it("signs in a GitHub App by web and by device, and renews its tokens", async () => {
    const github = await startTestGitHub();
    const { clientId, clientSecret } = appOf(github, "Iv23liDgtSandbox0003");
    const app = new OAuthApp({ clientType: "github-app", clientId, clientSecret, Octokit: octokitFor(github) });
    const { url } = app.getWebFlowAuthorizationUrl({});
    const { authentication } = await app.createToken({ code: await codeOf(github, url) });
    expect(authentication).toMatchObject({ tokenType: "oauth", expiresAt: expect.any(String) });
    const refreshToken = "refreshToken" in authentication ? authentication.refreshToken : expect.fail("it expires");
    const renewed = await app.refreshToken({ refreshToken });
    await expect(app.refreshToken({ refreshToken })).rejects.toThrow("bad_refresh_token");
    expect((await app.checkToken({ token: renewed.data.access_token })).data.user?.login).toBe("octo-lena");

    const onDevice = await app.createToken({
      onVerification: async ({ verification_uri, user_code }) => {
        await github.sandbox.signIn({ url: verification_uri, userCode: user_code });
      },
    });
    expect(onDevice.authentication.token).not.toBe(renewed.data.access_token);
    expect(github.sandbox.journal.count({ decision: "token_issued" })).toBe(2);
  });

  it("signs people in by its own routes for node:http", async () => {
    const github = await startTestGitHub();
    const { clientId, clientSecret } = appOf(github, "Ov23liDgtSandbox0001");
    const seen: string[] = [];
    const program = createServer();
    await new Promise<void>((resolve) => program.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void program.close().closeAllConnections());
    const url = `http://127.0.0.1:${(program.address() as AddressInfo).port}`;
    const redirectUrl = `${url}/callback/api/github/oauth/callback`;
    const app = new OAuthApp({ clientId, clientSecret, redirectUrl, Octokit: octokitFor(github) });
    app.on("token.created", async ({ octokit, token }) => {
      recordSecret(token);
      seen.push((await octokit.request("GET /user")).data.login);
    });
    const answer = createNodeMiddleware(app, { pathPrefix: "/callback/api/github/oauth" });
    program.on("request", (request, response) => void answer(request, response));
    const { response } = await github.sandbox.signIn({
      url: `${url}/callback/api/github/oauth/login?scopes=repo`,
      as: "coral-kai",
    });
    expect(response.status).toBe(200);
    // Its page shows the token, which is its own affair: what came of it is asked of the API.
    expect(seen).toEqual(["coral-kai"]);
  });

  it("pages through lists by REST and by GraphQL", async () => {
    const github = await startTestGitHub();
    const { accessToken } = github.sandbox.issueTokens({
      login: "octo-lena",
      clientId: "Ov23liDgtSandbox0001",
      scope: "repo",
    });
    const octokit = new (octokitFor(github))({ auth: accessToken });
    const parade = { owner: "octo-lena", repo: "pull-parade" };
    const seeded = github.sandbox.seed.repositories.find(({ name }) => name === parade.repo);
    const expected = seeded?.pullRequests.length ?? 0;
    expect(expected).toBeGreaterThan(300);
    const pulls = await octokit.paginate(octokit.rest.pulls.list, { ...parade, state: "all", per_page: 100 });
    expect(pulls).toHaveLength(expected);
    const { repository } = await octokit.graphql.paginate<{
      repository: { pullRequests: { nodes: { number: number }[] } };
    }>(
      `query ($cursor: String) { repository(owner: "octo-lena", name: "pull-parade") {
        pullRequests(first: 100, after: $cursor) { nodes { number } pageInfo { hasNextPage endCursor } } } }`,
    );
    expect(repository.pullRequests.nodes).toHaveLength(expected);
  });
});
