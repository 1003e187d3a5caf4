import { TokenStoreError } from "@dev-github-tool/oauth";
import { createMemoryStore } from "@dev-github-tool/vault";
import { describe, expect, it } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { testRuntime } from "../../../test/canary/test-runtime.ts";
import { createSurroundings, expectFailure, startScene } from "./surroundings.ts";

const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });

describe("dgt logout", () => {
  it("ends the token at GitHub, then removes its copy, and says both", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    await here.run("login");
    const token = (await here.kept())[0]?.record.tokens.accessToken.reveal();
    const { exitCode, stderr } = await here.run("logout");
    expect(stderr).toMatch(
      /Signed out of 127\.0\.0\.1:\d+\. GitHub has ended the token of octo-lena, and its copy here is gone\./,
    );
    expect(exitCode).toBe(0);
    expect(await here.kept()).toEqual([]);
    const answer = await fetch(`${scene.github.url}/api/v3/user`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(401);
  });

  it("without the app's secret removes the copy and shows where the person ends the token", async () => {
    const scene = await startScene();
    const signedIn = createSurroundings(scene);
    await signedIn.run("login");
    const { DGT_HOST } = scene.env;
    const here = createSurroundings({ env: { DGT_HOST }, store: signedIn.store });
    const { exitCode, stderr } = await here.run("logout");
    expect(stderr).toMatch(
      /lives on until you end it there:\nhttp:.*\/settings\/connections\/applications\/Ov23liDgtSandbox0001\n$/,
    );
    expect(exitCode).toBe(0);
    expect(await here.kept()).toEqual([]);
  });

  it("without a network says that the revocation is pending, uses the sign-in no more, and a later command completes it", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    await here.run("login");
    const [kept] = await here.kept();
    const offline = createSurroundings({
      ...scene,
      store: here.store,
      runtime: { ...testRuntime(), fetch: () => Promise.reject(new TypeError("fetch failed", { cause: refused })) },
    });
    const { stderr } = await expectFailure(offline, ["logout"], {
      exitCode: 7,
      code: "unreachable",
      says: /^revocation pending: you are signed out here, and GitHub could not be told yet\./m,
      next: /network/,
    });
    expect(stderr).toContain("dgt logout failed");
    expect((await here.kept()).map(({ record }) => record.state)).toEqual(["revoking"]);
    expect(await here.run("repos")).toMatchObject({ exitCode: 4, stderr: expect.stringContaining("[login_needed]") });
    expect(await here.run("logout")).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("GitHub has ended the token of octo-lena"),
    });
    expect(await here.kept()).toEqual([]);
    const authorization = `Bearer ${kept?.record.tokens.accessToken.reveal()}`;
    const answer = await fetch(`${scene.github.url}/api/v3/user`, { headers: { authorization } });
    expect(answer.status).toBe(401);
  });

  it("what was left pending is told to GitHub by the next command that goes online, quietly", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    await here.run("login");
    const [kept] = await here.kept();
    if (kept === undefined) {
      throw new Error("nothing was kept");
    }
    const former = { ...kept.key, account: "somebody-else" };
    const { generation } = await here.store.put(former, { ...kept.record, attributes: { accountId: 1 } });
    await here.store.markRevoking(former, generation);
    expect(await here.run("profile", "--json", "login")).toMatchObject({ exitCode: 0, stderr: "" });
    expect((await here.kept()).map(({ key }) => key.account)).toEqual(["octo-lena"]);
    expect(scene.github.sandbox.journal.count({ method: "DELETE" })).toBe(1);
  });

  it("--local removes the copy without asking GitHub", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    await here.run("login");
    await scene.github.close();
    expect(await here.run("logout", "--local")).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("lives on until you end it there"),
    });
    expect(await here.kept()).toEqual([]);
  });

  it("with a wrong secret blames the app's credentials and not the token", async () => {
    const scene = await startScene();
    const signedIn = createSurroundings(scene);
    await signedIn.run("login");
    const env = { ...scene.env, GITHUB_CLIENT_SECRET: plant("client secret") };
    const here = createSurroundings({ env, store: signedIn.store });
    await expectFailure(here, ["logout"], {
      exitCode: 1,
      code: "credentials_refused",
      says: /does not accept the app's id and secret/,
      next: /dgt logout/,
    });
    expect((await here.kept()).map(({ record }) => record.state)).toEqual(["revoking"]);
    expect(await signedIn.run("logout")).toMatchObject({ exitCode: 0 });
  });

  it("--revoke-publicly ends the tokens without the app's secret, and says that their owner is told", async () => {
    const scene = await startScene();
    const signedIn = createSurroundings(scene);
    await signedIn.run("login");
    const [kept] = await signedIn.kept();
    const here = createSurroundings({ env: { DGT_HOST: scene.env.DGT_HOST }, store: signedIn.store });
    expect(await here.run("logout", "--revoke-publicly")).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("tells their owner by e-mail"),
    });
    expect(await here.kept()).toEqual([]);
    const authorization = `Bearer ${kept?.record.tokens.accessToken.reveal()}`;
    const answer = await fetch(`${scene.github.url}/api/v3/user`, { headers: { authorization } });
    expect(answer.status).toBe(401);
  });

  it("a token that has ended before is removed, and said so", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    await here.run("login");
    scene.github.sandbox.reset();
    expect(await here.run("logout")).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("no longer knew the token"),
    });
  });

  it("a vault that cannot be read is not the same as nobody being signed in", async () => {
    const scene = await startScene();
    const list = async () => {
      throw new TokenStoreError("the store is damaged", { code: "corrupt" });
    };
    const here = createSurroundings({ ...scene, store: { ...createMemoryStore(), list } });
    for (const command of ["repos", "logout"]) {
      await expectFailure(here, [command], {
        exitCode: 1,
        code: "corrupt",
        says: /failed at the token storage: the store is damaged/,
        next: /move it away/,
      });
    }
  });

  it("nobody is signed in: nothing to do, and no error", async () => {
    const here = createSurroundings();
    expect(await here.run("logout")).toMatchObject({
      exitCode: 0,
      stderr: "Nobody is signed in to github.com on this machine.\n",
    });
  });

  it("T-22: ends both tokens of a sign-in that is renewed, the refresh token first", async () => {
    const scene = await startScene("approve", { expiring: true });
    const here = createSurroundings(scene);
    await here.run("login");
    const [kept] = await here.kept();
    expect(await here.run("logout")).toMatchObject({ exitCode: 0 });
    expect(await here.kept()).toEqual([]);
    expect(scene.github.sandbox.journal.count({ method: "DELETE" })).toBe(2);
    const { accessToken } = kept?.record.tokens ?? {};
    const answer = await fetch(`${scene.github.url}/api/v3/user`, {
      headers: { authorization: `Bearer ${accessToken?.reveal()}` },
    });
    expect(answer.status).toBe(401);
  });

  it("T-23: while another process renews, ends the renewed tokens too", async () => {
    const scene = await startScene("approve", { expiring: true });
    const { sandbox } = scene.github;
    const here = createSurroundings(scene);
    await here.run("login");
    sandbox.clock.advance(8 * 3_600_000);
    const held = sandbox.faults.add({ operation: "oauth/access-token", fault: "hold", when: "after-commit" });
    const repos = here.run("repos");
    await held.untilHit();
    const logout = here.run("logout");
    held.release();
    await Promise.all([repos, logout]);
    expect((await logout).exitCode).toBe(0);
    expect(await here.kept()).toEqual([]);
    expect(sandbox.journal.count({ grant: "refresh_token" })).toBe(1);
    expect(sandbox.journal.count({ decision: "token_revoked", generation: 1 })).toBeGreaterThan(0);
    expect(await here.run("repos")).toMatchObject({ exitCode: 4 });
  });
});
