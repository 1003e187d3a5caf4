import { describe, expect, it } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { TokenStoreError } from "../src/errors.ts";
import { parseHost } from "../src/host.ts";
import { createMemoryStore } from "../src/session-store.ts";
import { createSurroundings, expectFailure, startScene } from "./surroundings.ts";

describe("dgt logout", () => {
  it("ends the token at GitHub, then removes its copy, and says both", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    await here.run("login");
    const token = (await here.store.load(parseHost(here.host)))?.accessToken.reveal();
    const { exitCode, stderr } = await here.run("logout");
    expect(stderr).toMatch(
      /Signed out of 127\.0\.0\.1:\d+\. GitHub has ended the token of octo-lena, and its copy here is gone\./,
    );
    expect(exitCode).toBe(0);
    expect(await here.store.load(parseHost(here.host))).toBeUndefined();
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
    expect(await here.store.load(parseHost(here.host))).toBeUndefined();
  });

  it("without a network ends with an error, keeps the sign-in, and says that the token still works", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    await here.run("login");
    await scene.github.close();
    const { stderr } = await expectFailure(here, ["logout"], {
      exitCode: 7,
      code: "unreachable",
      says: /^warning: the token was not ended, so it still works, and the sign-in was left as it is\.$/m,
      next: /network/,
    });
    expect(stderr).toContain("dgt logout failed");
    expect(await here.store.load(parseHost(here.host))).toBeDefined();
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
    expect(await here.store.load(parseHost(here.host))).toBeUndefined();
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
    expect(await here.store.load(parseHost(here.host))).toBeDefined();
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

  it("an entry that cannot be read stays until the person removes it", async () => {
    const scene = await startScene();
    let isThere = true;
    const store = {
      ...createMemoryStore(),
      load: async () => {
        if (isThere) {
          throw new TokenStoreError("what is kept for this host is not a sign-in of this tool", { code: "corrupt" });
        }
        return undefined;
      },
      remove: async () => {
        isThere = false;
        return true;
      },
    };
    const here = createSurroundings({ ...scene, store });
    await expectFailure(here, ["repos"], {
      exitCode: 1,
      code: "corrupt",
      says: /failed at the token storage/,
      next: /dgt logout/,
    });
    expect(isThere).toBe(true);
    expect(await here.run("logout")).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("unreadable entry is gone"),
    });
    expect(isThere).toBe(false);
  });

  it("nobody is signed in: nothing to do, and no error", async () => {
    const here = createSurroundings();
    expect(await here.run("logout")).toMatchObject({
      exitCode: 0,
      stderr: "Nobody is signed in to github.com on this machine.\n",
    });
  });
});
