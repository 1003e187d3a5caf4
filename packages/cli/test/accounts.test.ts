import { type TokenKey, type TokenStore, TokenStoreError } from "@dev-github-tool/oauth";
import { walkSignIn } from "@dev-github-tool/sandbox";
import { describe, expect, it } from "vitest";
import { createSurroundings, expectFailure, startScene } from "./surroundings.ts";

/** Two people sign in to the same GitHub, from the same machine, one after the other. */
async function signInTwice() {
  const scene = await startScene();
  const [first, second] = scene.github.sandbox.seed.people;
  if (first === undefined || second === undefined) {
    throw new Error("the seed has nobody to sign in");
  }
  let person = first;
  const visit = (url: string) =>
    walkSignIn({ url, login: person.login, password: person.password, decision: "approve" });
  const here = createSurroundings({ ...scene, visit });
  await here.run("login");
  person = second;
  await here.run("login");
  return { scene, here, first: first.login, second: second.login };
}

describe("several accounts", () => {
  it("dgt login adds one, which is used from then on", async () => {
    const { here, first, second } = await signInTwice();
    expect((await here.run("profile", "--json", "login")).stdout).toBe(`{"login":"${second}"}\n`);
    expect((await here.kept()).map(({ key }) => key.account).toSorted()).toEqual([first, second].toSorted());
  });

  it("--account uses another one, whatever the case of its letters, and it is remembered", async () => {
    const { here, first } = await signInTwice();
    const named = await here.run("profile", "--json", "login", "--account", first.toUpperCase());
    expect(named).toMatchObject({ exitCode: 0, stdout: `{"login":"${first}"}\n` });
    expect((await here.run("profile", "--json", "login")).stdout).toBe(`{"login":"${first}"}\n`);
  });

  it("--account for somebody who is not signed in needs a sign-in, and begins none", async () => {
    const { here } = await signInTwice();
    const opened = here.opened.length;
    await expectFailure(here, ["repos", "--account", "nobody-here"], {
      exitCode: 4,
      code: "login_needed",
      says: /"nobody-here" is not signed in to \S+\s+signed in there: coral-kai, octo-lena$/m,
      next: /dgt login/,
    });
    expect(here.opened).toHaveLength(opened);
  });

  it("without a name and without one that was used last, asks which, and names them", async () => {
    const { scene, here, first, second } = await signInTwice();
    const elsewhere = createSurroundings({ ...scene, store: here.store });
    const [one = "", other = ""] = [first, second].toSorted();
    await expectFailure(elsewhere, ["repos"], {
      exitCode: 64,
      code: "account_needed",
      says: new RegExp(`several accounts are signed in to \\S+: ${one}, ${other}`),
      next: new RegExp(`--account ${one}`),
    });
  });

  it("dgt logout ends one of them, and the other one is used", async () => {
    const { here, first, second } = await signInTwice();
    expect(await here.run("logout", "--account", second)).toMatchObject({ exitCode: 0 });
    expect((await here.kept()).map(({ key }) => key.account)).toEqual([first]);
    expect((await here.run("profile", "--json", "login")).stdout).toBe(`{"login":"${first}"}\n`);
  });

  it("dgt status lists those of every host", async () => {
    const { scene, here, first, second } = await signInTwice();
    const other = await startScene();
    await createSurroundings({ ...other, store: here.store }).run("login");
    const { stdout, exitCode } = await here.run("status", "--json");
    expect(exitCode).toBe(0);
    const accounts: { host: string; account: string; current: boolean }[] = JSON.parse(stdout).accounts;
    const [hostA, hostB] = [scene, other].map(({ github }) => new URL(github.url).host);
    expect(accounts.map(({ host, account, current }) => ({ host, account, current }))).toEqual(
      expect.arrayContaining([
        { host: hostA, account: first, current: false },
        { host: hostA, account: second, current: true },
        { host: hostB, account: first, current: true },
      ]),
    );
  });

  it("one whose record is damaged is replaced by signing in again", async () => {
    const scene = await startScene();
    const here = createSurroundings(scene);
    await here.run("login");
    let isDamaged = true;
    const store = {
      ...here.store,
      read: async (key: TokenKey) => {
        if (isDamaged && key.account === "octo-lena") {
          throw new TokenStoreError("a record is damaged", { code: "corrupt" });
        }
        return here.store.read(key);
      },
      put: async (...[key, entry]: Parameters<TokenStore["put"]>) => {
        isDamaged = isDamaged && key.account !== "octo-lena";
        return here.store.put(key, entry);
      },
    };
    const later = createSurroundings({ ...scene, store });
    await expectFailure(later, ["repos"], { exitCode: 1, code: "sign_in_damaged", says: /damaged/, next: /dgt login/ });
    const login = await later.run("login");
    expect(login.stderr).toContain("kept in an encrypted file");
    expect(await later.run("repos")).toMatchObject({ exitCode: 0 });
  });
});
