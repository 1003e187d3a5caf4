import { TokenStoreError } from "@dev-github-tool/oauth";
import { createMemoryStore } from "@dev-github-tool/vault";
import { describe, expect, it } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { startFaultyGitHub } from "./faulty-github.ts";
import { comeBack, createSurroundings, expectFailure, startScene } from "./surroundings.ts";

const profile = {
  login: "octo-lena",
  id: 1001,
  name: null,
  public_repos: 1,
  followers: 0,
  following: 0,
  created_at: "2017-04-12T08:30:00Z",
};

describe("dgt login", () => {
  it("asks for read:user and nothing else, in so many words", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    const { exitCode, stderr } = await here.run("login");
    expect(exitCode).toBe(0);
    expect(here.opened.map((url) => new URL(url).searchParams.get("scope"))).toEqual(["read:user"]);
    expect(stderr).toMatch(/^ {2}read:user · /m);
    expect(stderr).not.toContain("repo");
  });

  it("asks for repo too with --private, with what it shows and what else it allows", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    const { exitCode, stderr } = await here.run("login", "--private");
    expect(exitCode).toBe(0);
    expect(here.opened.map((url) => new URL(url).searchParams.get("scope"))).toEqual(["read:user repo"]);
    expect(stderr).toMatch(/^ {2}repo · .*private repositories/m);
    expect(stderr).toMatch(/also allows to change all of them/);
    const issues = await here.run("issues", "-R", "octo-lena/pocket-lighthouse", "-L", "1");
    expect(issues.exitCode).toBe(0);
  });

  it("C-33: says whose sign-in it is, with the account's number, and warns when it is another one than before", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    expect((await here.run("login")).stderr).toContain("Connected as octo-lena (account 1001)");
    const [kept] = await here.kept();
    if (kept === undefined) {
      throw new Error("nothing was kept");
    }
    const kai = { ...kept.key, account: "coral-kai" };
    await here.store.remove(kept.key, kept.record.generation);
    await here.store.put(kai, { tokens: kept.record.tokens, attributes: { accountId: 1002 } });
    expect((await here.run("login")).stderr).toContain("another account than before: octo-lena instead of coral-kai");
    expect((await here.run("login")).stderr).not.toContain("another account");
    expect((await here.kept()).map(({ key }) => key.account).toSorted()).toEqual(["coral-kai", "octo-lena"]);
  });

  it.each([
    ["less", "", /warning: you were asked for read:user, and did not grant it/],
    ["more", "read:user,repo", /warning: the token may do more than was asked for: repo/],
  ])("C-28: warns when %s was granted than asked for", async (_, scope, warning) => {
    const { env } = await startScene();
    const { url } = await startFaultyGitHub((request, response) => {
      const body = request.url?.endsWith("/access_token")
        ? { access_token: plant("access token"), scope, token_type: "bearer" }
        : request.url?.endsWith("/user") && { ...profile, html_url: `${url}/octo-lena` };
      if (body) {
        response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
      }
      return Boolean(body);
    });
    const here = createSurroundings({ env: { ...env, DGT_HOST: url }, visit: (address) => comeBack(address) });
    expect(await here.run("login")).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(warning) });
    const [kept] = await here.kept();
    expect(kept?.record.tokens.scope).toEqual(scope === "" ? [] : scope.split(","));
  });

  it("keeps what it got, and the next command works without a browser", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    await here.run("login");
    const before = here.opened.length;
    expect((await here.run("profile")).stdout).toContain("octo-lena");
    expect(here.opened).toHaveLength(before);
  });

  it("keeps nothing, and says so, when the vault refuses at the last moment", async () => {
    const scene = await startScene();
    const put = async () => {
      throw new TokenStoreError("the disk is full", { code: "unavailable" });
    };
    const store = { ...createMemoryStore(), put };
    expect(await createSurroundings({ ...scene, store }).run("login")).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("The vault did not take the sign-in, so it lasts for this command only."),
    });
  });

  it("is not begun while DGT_TOKEN would be used in its place", async () => {
    const scene = await startScene();
    const here = createSurroundings({ ...scene, env: { ...scene.env, DGT_TOKEN: plant("access token") } });
    await expectFailure(here, ["login"], {
      exitCode: 1,
      code: "token_from_environment",
      says: /DGT_TOKEN is set/,
      next: /unset DGT_TOKEN/,
    });
    expect(here.opened).toEqual([]);
  });

  it("X-24: a DGT_TOKEN with a line break never gets near a header", async () => {
    const scene = await startScene();
    const here = createSurroundings({ env: { ...scene.env, DGT_TOKEN: `${plant("access token")}\r\nx: y` } });
    await expectFailure(here, ["repos"], {
      exitCode: 1,
      code: "token_malformed",
      says: /DGT_TOKEN has characters that no token has/,
      next: /DGT_TOKEN/,
    });
  });

  it("works with the redirect URI of the chapter's readers, on port and host they registered", async () => {
    const scene = await startScene();
    const chapter = scene.github.sandbox.seed.apps.find(({ callbacks }) =>
      callbacks[0]?.url.startsWith("http://localhost"),
    );
    const here = createSurroundings({
      ...scene,
      env: {
        ...scene.env,
        GITHUB_CLIENT_ID: chapter?.clientId,
        GITHUB_CLIENT_SECRET: chapter?.clientSecret,
        GITHUB_REDIRECT_URI: "http://localhost/callback",
      },
    });
    expect(await here.run("login")).toMatchObject({ exitCode: 0 });
    expect(new URL(here.opened[0] ?? "").searchParams.get("redirect_uri")).toMatch(
      /^http:\/\/localhost:\d+\/callback$/,
    );
  });
});
