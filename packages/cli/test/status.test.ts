import { describe, expect, it } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { startDgtInTerminal } from "../../../test/processes/dgt.ts";
import { plantVaultKey } from "../../../test/processes/vault-key.ts";
import { createPerson } from "./signed-in-process.ts";
import { createSurroundings, expectFailure, type Scene, startScene } from "./surroundings.ts";

async function signIn(options: { readonly expiring?: boolean } = {}) {
  const scene = await startScene("approve", options);
  const here = createSurroundings(scene);
  await here.run("login");
  return { scene, here };
}

/** What the status says as JSON, which goes to standard output however the command ends. */
function parse({ stdout }: { readonly stdout: string }) {
  return JSON.parse(stdout);
}

const hostOf = ({ github }: Scene): string => new URL(github.url).host;

describe("dgt status", () => {
  it("says account, host, kind of token, scopes, both ends, and where all that rests and how it is protected", async () => {
    const { scene, here } = await signIn({ expiring: true });
    const { exitCode, stdout, stderr } = await here.run("status");
    expect(stdout).toContain(`${hostOf(scene)}\n  octo-lena · used when no account is named\n`);
    expect(stdout).toMatch(/token: +of an OAuth app \(gho_\)$/m);
    expect(stdout).toMatch(/scopes: +read:user \(repo for private repositories: dgt login --private\)$/m);
    expect(stdout).toMatch(/access token: +ends in 7 hours \(\d{4}-\d\d-\d\dT[\d:]+Z\)$/m);
    expect(stdout).toMatch(/refresh token: +ends in \d months \(.*Z\)$/m);
    expect(stdout).toMatch(/signed in: +just now \(.*Z\)$/m);
    expect(stdout).toMatch(
      /app: +Ov23liExpiring000004\n +settings: +http.*\/settings\/connections\/applications\/Ov23liExpiring000004$/m,
    );
    expect(stdout).toMatch(/sign-ins: +\S+vault\.db\n +key: +in the system keyring$/m);
    expect(stderr).toMatch(/Works: \S+ answers to octo-lena\./);
    expect(exitCode).toBe(0);
  });

  it("is honest about a token whose end nobody knows", async () => {
    const { here } = await signIn();
    const { stdout } = await here.run("status");
    expect(stdout).toMatch(/access token: +no end is known: it ends when it is revoked, or after a year unused$/m);
    expect(parse(await here.run("status", "--json")).accounts).toMatchObject([{ expiresAt: null, renewable: false }]);
  });

  it("says when a sign-in was renewed last", async () => {
    const { scene, here } = await signIn({ expiring: true });
    const [kept] = await here.kept();
    if (kept === undefined) {
      throw new Error("nothing was kept");
    }
    const { key, record } = kept;
    const answer = await here.store.acquireLease(key, { generation: record.generation, durationMs: 1_000 });
    await here.store.commit(answer.kind === "acquired" ? answer.lease : expect.fail("held"), record.tokens);
    const status = parse(await here.run("status", "--json"));
    expect(status.accounts).toMatchObject([{ renewedAt: expect.any(String), account: "octo-lena" }]);
    expect(status).toMatchObject({ host: hostOf(scene), usable: true, login: "octo-lena", problem: null });
  });

  it("ends with 4 when nobody is signed in, with --json too", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    expect(await here.run("status")).toMatchObject({ exitCode: 4, stderr: expect.stringContaining("[login_needed]") });
    const outcome = await here.run("status", "--json");
    expect(parse(outcome)).toMatchObject({ usable: false, login: null, problem: "login_needed", accounts: [] });
    expect(JSON.parse(outcome.stderr)).toMatchObject({ error: { code: "login_needed" } });
    expect(outcome.exitCode).toBe(4);
  });

  it("ends with 4 when GitHub takes the token no more, with --json too", async () => {
    const { scene, here } = await signIn();
    scene.github.sandbox.reset();
    const outcome = await here.run("status", "--json");
    expect(parse(outcome)).toMatchObject({ usable: false, problem: "connection_ended", accounts: [] });
    expect(outcome.exitCode).toBe(4);
  });

  it("without a network shows what is known, and ends with 7", async () => {
    const { scene, here } = await signIn();
    await scene.github.close();
    const outcome = await here.run("status");
    expect(outcome.stdout).toContain("octo-lena");
    expect(outcome).toMatchObject({ exitCode: 7, stderr: expect.stringContaining("[unreachable]") });
  });

  it("names the variable whose token wins, and its kind", async () => {
    const { scene, here } = await signIn();
    const [kept] = await here.kept();
    const token = kept?.record.tokens.accessToken.reveal();
    const other = createSurroundings({ env: { ...scene.env, DGT_TOKEN: token }, store: here.store });
    const { stdout, exitCode } = await other.run("status");
    expect(stdout).toContain("  DGT_TOKEN · wins over every sign-in to this host\n");
    expect(stdout).not.toContain(token);
    expect(exitCode).toBe(0);
    expect(parse(await other.run("status", "--json")).environment).toEqual({
      variable: "DGT_TOKEN",
      tokenKind: "oauth_app",
    });
  });
});

it("dgt status in a terminal breaks long lines between words, under what they say", async () => {
  const scene = await startScene();
  const env = { ...scene.env, ...plantVaultKey() };
  const person = createPerson(env);
  await person.logIn(scene.visit);
  const terminal = startDgtInTerminal(["status"], { home: person.home, env, columns: 80, rows: 60 });
  expect(await terminal.finished).toMatchObject({ exitCode: 0 });
  expect(await terminal.screen()).toMatch(
    /^ {4}access token: {2}no end is known: it ends when it is revoked, or after a year\n {19}unused$/m,
  );
});

describe("a token of the environment is bound to one host", () => {
  it.each(["GH_TOKEN", "GITHUB_TOKEN"])("%s is github.com's, and never sent to another one", async (variable) => {
    const scene = await startScene();
    const here = createSurroundings({ env: { ...scene.env, [variable]: plant("access token") } });
    await expectFailure(here, ["repos"], { exitCode: 4, code: "login_needed", says: /nobody/, next: /dgt login/ });
    expect(scene.github.sandbox.journal.entries).toEqual([]);
  });

  it("DGT_TOKEN is that of DGT_HOST, and never sent to the one that --host names", async () => {
    const scene = await startScene();
    const other = await startScene();
    const here = createSurroundings({ env: { DGT_HOST: scene.github.url, DGT_TOKEN: plant("access token") } });
    await expectFailure(here, ["repos", "--host", other.github.url], {
      exitCode: 4,
      code: "login_needed",
      says: /nobody/,
      next: /dgt login/,
    });
    expect(other.github.sandbox.journal.entries).toEqual([]);
    await expectFailure(here, ["repos"], {
      exitCode: 4,
      code: "unauthorized",
      says: /does not accept the token in DGT_TOKEN/,
      next: /dgt login/,
    });
    expect(scene.github.sandbox.journal.entries).toHaveLength(1);
  });

  it("DGT_TOKEN goes before GH_TOKEN, and that before GITHUB_TOKEN", async () => {
    const names = ["GITHUB_TOKEN", "GH_TOKEN", "DGT_TOKEN"];
    for (const [at, winner] of names.entries()) {
      const env = Object.fromEntries(names.slice(0, at + 1).map((name) => [name, plant("access token")]));
      const here = createSurroundings({ env });
      await expectFailure(here, ["login"], {
        exitCode: 1,
        code: "token_from_environment",
        says: new RegExp(`failed at the app registration: ${winner} is set`),
        next: new RegExp(`unset ${winner}`),
      });
    }
  });
});
