import { describe, expect, it } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { at, refuse, startFaultyGitHub } from "./faulty-github.ts";
import { createSurroundings, expectFailure, startScene } from "./surroundings.ts";

const repository = ["-R", "octo-lena/tide-tables"];

describe("the main run", () => {
  it("signs in, and shows profile, repositories, issues and pull requests in that order", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    const { exitCode, stdout, stderr } = await here.run(...repository);
    expect(stderr).toMatch(
      /^Dev GitHub Tool[\s\S]*read:user[\s\S]*http:[\s\S]*Connected as octo-lena \(account 1001\)\. No password was shared\.[\s\S]*password was never used and never shared\.\n$/,
    );
    expect(stdout).toMatch(
      /^\s*Lena Octopod · octo-lena\n\d+ public repositories · \d+ followers\n\nRecently updated repositories\n(?:.+\n){5}\nOpen issues · octo-lena\/tide-tables\n(?:\d+\t.+\n){5}\nOpen pull requests · octo-lena\/tide-tables\n(?:\d+\t.+ → .+\n){5}$/,
    );
    expect(exitCode).toBe(0);
  });

  it("does not ask again who is signed in already", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    await here.run("login");
    const { exitCode, stderr } = await here.run(...repository);
    expect(exitCode).toBe(0);
    expect(stderr).toContain("Connected as octo-lena (account 1001). No password was shared.");
    expect(here.opened).toHaveLength(1);
  });

  it("without a terminal looks into the first repository, and says so", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    const { stdout, stderr } = await here.run();
    expect(stderr).toContain("Looking into octo-lena/tide-tables, the first of them. Another one: dgt -R owner/name");
    expect(stdout).toContain("Open issues · octo-lena/tide-tables");
  });

  it("asks for everything it can ask for at once, after the one exchange", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    await here.run(...repository);
    const { entries } = scene.github.sandbox.journal;
    const after = entries.slice(entries.findIndex(({ operation }) => operation === "oauth/access-token") + 1);
    expect(after.map(({ path }) => path.replace(/\?.*/, "").replace("/api/v3", "")).toSorted()).toEqual([
      "/repos/octo-lena/tide-tables/issues",
      "/repos/octo-lena/tide-tables/pulls",
      "/user",
      "/user/repos",
    ]);
  });

  it("says that private repositories are hidden, and how to see them, until they are not", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    expect((await here.run(...repository)).stderr).toContain("To see them too: dgt login --private");
    await here.run("login", "--private");
    const { stdout, stderr } = await here.run();
    expect(stderr).not.toContain("--private");
    expect(stdout).toMatch(/^octo-lena\/pocket-lighthouse\t.*\tprivate$/m);
  });

  it("prints one JSON value for a program, and never begins a sign-in for one", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    const refused = await here.run("--json");
    expect(refused).toMatchObject({ exitCode: 4, stdout: "" });
    expect(JSON.parse(refused.stderr).error.code).toBe("login_needed");
    await here.run("login");
    const { exitCode, stdout, stderr } = await here.run("--json");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const value = JSON.parse(stdout);
    expect(value).toMatchObject({ profile: { login: "octo-lena" }, repository: "octo-lena/tide-tables" });
    expect([value.repositories, value.issues, value.pullRequests].map(({ length }) => length)).toEqual([5, 5, 5]);
  });

  it.each([
    ["--no-input", ["--no-input"], {}],
    ["DGT_NO_INPUT", [], { DGT_NO_INPUT: "1" }],
  ])("does not wait for a person with %s", async (_, argv, more) => {
    const { env } = await startScene();
    const here = createSurroundings({ env: { ...env, ...more } });
    await expectFailure(here, argv, { exitCode: 4, code: "login_needed", says: /Dev GitHub Tool/, next: /dgt login/ });
    expect(here.opened).toEqual([]);
  });

  it("works with a token from the environment", async () => {
    const scene = await startScene();
    const before = createSurroundings(scene);
    await before.run("login");
    const [signIn] = await before.kept();
    const token = signIn?.record.tokens.accessToken.reveal();
    const here = createSurroundings({ env: { DGT_HOST: scene.github.url, DGT_TOKEN: token } });
    const { exitCode, stdout } = await here.run(...repository);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Open pull requests · octo-lena/tide-tables");
    expect(here.opened).toEqual([]);
  });

  it("says that a repository has issues switched off, and shows the rest", async () => {
    const scene = await startFaultyGitHub(at("/tide-tables/issues", refuse(410, "Issues are disabled for this repo")));
    const [app] = scene.sandbox.seed.apps;
    const { visit } = await startScene();
    const env = { DGT_HOST: scene.url, GITHUB_CLIENT_ID: app?.clientId, GITHUB_CLIENT_SECRET: app?.clientSecret };
    const { exitCode, stdout } = await createSurroundings({ env, visit }).run(...repository);
    expect(stdout).toMatch(/This repository has issues switched off\.\n\nOpen pull requests · .*\n\d+\t/);
    expect(exitCode).toBe(0);
  });

  it("keeps nothing when a request after the exchange fails", async () => {
    const scene = await startFaultyGitHub(at("/api/v3/user", refuse(500, "Server Error")));
    const [app] = scene.sandbox.seed.apps;
    const { visit } = await startScene();
    const env = { DGT_HOST: scene.url, GITHUB_CLIENT_ID: app?.clientId, GITHUB_CLIENT_SECRET: app?.clientSecret };
    const here = createSurroundings({ env, visit });
    expect(await here.run(...repository)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("[server_error]"),
    });
    expect(await here.run("repos")).toMatchObject({ exitCode: 4 });
  });

  it("ends with 130 when it is interrupted before it waits for anybody", async () => {
    const scene = await startScene();
    const here = createSurroundings({
      env: { ...scene.env, DGT_TOKEN: plant("access token") },
      signal: AbortSignal.abort(),
    });
    expect(await here.run("repos")).toMatchObject({ exitCode: 130, stdout: "", stderr: "Cancelled.\n" });
  });
});
