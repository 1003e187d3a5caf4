import { walkSignIn } from "@dev-github-tool/sandbox";
import { describe, expect, it } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { startFaultyGitHub } from "./faulty-github.ts";
import { comeBack, createSurroundings, type Scene, startScene } from "./surroundings.ts";

/** Whether GitHub takes a token. */
async function works({ github }: Scene, token: string | undefined): Promise<boolean> {
  const answer = await fetch(`${github.url}/api/v3/user`, { headers: { authorization: `Bearer ${token}` } });
  return answer.ok;
}

async function signIn(options: { readonly expiring?: boolean } = {}) {
  const scene = await startScene("approve", options);
  const here = createSurroundings(scene);
  await here.run("login");
  const [kept] = await here.kept();
  return { scene, here, former: kept ?? expect.fail("nobody is signed in") };
}

describe("a new sign-in of the same account", () => {
  it("ends the token that it replaces at GitHub, that one alone, and says nothing of it", async () => {
    const { scene, here, former } = await signIn();
    const { exitCode, stderr } = await here.run("login", "--private");
    expect(exitCode).toBe(0);
    expect(stderr).not.toContain("warning");
    const [kept, ...others] = await here.kept();
    expect(others).toEqual([]);
    expect(await works(scene, former.record.tokens.accessToken.reveal())).toBe(false);
    expect(await works(scene, kept?.record.tokens.accessToken.reveal())).toBe(true);
    const { journal } = scene.github.sandbox;
    expect(journal.count({ operation: "apps/delete-token" })).toBe(1);
    expect(journal.count({ operation: "apps/delete-authorization" })).toBe(0);
    // The new one was there before: it is what the person was asked to approve, and its profile was read.
    const operations = journal.entries.map(({ operation }) => operation);
    expect(operations.lastIndexOf("users/get-authenticated", operations.indexOf("apps/delete-token"))).toBeGreaterThan(
      operations.lastIndexOf("oauth/access-token"),
    );
  });

  it("ends the refresh token too", async () => {
    const { scene, here, former } = await signIn({ expiring: true });
    expect(await here.run("login")).toMatchObject({ exitCode: 0 });
    expect(scene.github.sandbox.journal.count({ operation: "apps/delete-token" })).toBe(2);
    expect(await works(scene, former.record.tokens.accessToken.reveal())).toBe(false);
    expect(await here.run("repos")).toMatchObject({ exitCode: 0 });
  });

  it("leaves the tokens of other accounts alone", async () => {
    const { scene, here, former } = await signIn();
    const [, second] = scene.github.sandbox.seed.people;
    const visit = (url: string) =>
      walkSignIn({ url, login: second?.login ?? "", password: second?.password ?? "", decision: "approve" });
    await createSurroundings({ ...scene, visit, store: here.store }).run("login");
    expect(scene.github.sandbox.journal.count({ operation: "apps/delete-token" })).toBe(0);
    expect(await works(scene, former.record.tokens.accessToken.reveal())).toBe(true);
  });

  it.each([
    ["is overloaded", { fault: "status-503", times: Number.POSITIVE_INFINITY }],
    ["breaks the connection", { fault: "drop-before-commit", times: Number.POSITIVE_INFINITY }],
    ["does not answer", { fault: "hold" }],
  ] as const)("is kept when GitHub %s instead, and says that the former token lives on", async (_, fault) => {
    const { scene, here, former } = await signIn();
    scene.github.sandbox.faults.add({ operation: "apps/delete-token", ...fault });
    const startedAt = performance.now();
    const { exitCode, stderr } = await here.run("login");
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(
      /^warning: GitHub could not be told to end the token of the sign-in before, by the app Ov23liDgtSandbox0001\..*\nhttp:\S+\/settings\/connections\/applications\/Ov23liDgtSandbox0001$/m,
    );
    expect(await works(scene, former.record.tokens.accessToken.reveal())).toBe(true);
    expect(await here.run("repos")).toMatchObject({ exitCode: 0 });
  });

  it("through another app cannot end the former app's token, and says so", async () => {
    const { scene, here, former } = await signIn();
    const other = scene.github.sandbox.seed.apps.find(
      ({ kind, expiringTokens }) => kind === "oauth-app" && expiringTokens,
    );
    const env = { ...scene.env, GITHUB_CLIENT_ID: other?.clientId, GITHUB_CLIENT_SECRET: other?.clientSecret };
    const { exitCode, stderr } = await createSurroundings({ ...scene, env, store: here.store }).run("login");
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/by the app Ov23liDgtSandbox0001\. It works until you end the app's access:\nhttp:/);
    expect((await here.kept()).map(({ key }) => key.clientId)).toEqual([other?.clientId]);
    expect(await works(scene, former.record.tokens.accessToken.reveal())).toBe(true);
    expect(scene.github.sandbox.journal.count({ operation: "apps/delete-token" })).toBe(0);
  });

  it("under a new name of the same person ends the token under the former one", async () => {
    const { scene, here, former } = await signIn();
    await here.store.remove(former.key, former.record.generation);
    await here.store.put({ ...former.key, account: "lena-before" }, former.record);
    expect(await here.run("login")).toMatchObject({ exitCode: 0 });
    expect((await here.kept()).map(({ key }) => key.account)).toEqual(["octo-lena"]);
    expect(await works(scene, former.record.tokens.accessToken.reveal())).toBe(false);
  });
});

it("a server that gives the same token again keeps it", async () => {
  const { env } = await startScene();
  const answers: Readonly<Record<string, unknown>> = {
    "/login/oauth/access_token": { access_token: plant("access token"), scope: "read:user", token_type: "bearer" },
    "/api/v3/user": {
      login: "octo-lena",
      id: 1001,
      name: null,
      public_repos: 1,
      followers: 0,
      following: 0,
      created_at: "2017-04-12T08:30:00Z",
      html_url: "https://github.example.com/octo-lena",
    },
  };
  let ended = 0;
  const { url } = await startFaultyGitHub((request, response) => {
    ended += request.method === "DELETE" ? 1 : 0;
    const body = answers[request.url ?? ""];
    if (body !== undefined) {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    }
    return body !== undefined;
  });
  const here = createSurroundings({ env: { ...env, DGT_HOST: url }, visit: (address) => comeBack(address) });
  expect(await here.run("login")).toMatchObject({ exitCode: 0 });
  expect(await here.run("login")).toMatchObject({ exitCode: 0 });
  expect(await here.kept()).toHaveLength(1);
  expect(ended).toBe(0);
});
