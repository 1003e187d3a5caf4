import { createRequire } from "node:module";
import { walkSignIn } from "@dev-github-tool/sandbox";
import type Libsql from "libsql";
import { beforeEach, expect, it } from "vitest";
import { createKeyFile, createPerson, type Person } from "./signed-in-process.ts";
import { type Scene, startScene } from "./surroundings.ts";

const Database: typeof Libsql = createRequire(import.meta.url)("libsql");

let scene: Scene;
let person: Person;
let damagedName: string;
let otherName: string;

/** Two accounts in one vault, of which the first one is damaged by the test; the second one was used last. */
beforeEach(async () => {
  scene = await startScene();
  const [first, second] = scene.github.sandbox.seed.people;
  if (first === undefined || second === undefined) {
    throw new Error("the seed has nobody to sign in");
  }
  person = createPerson({ ...scene.env, ...createKeyFile() });
  for (const { login, password } of [first, second]) {
    await person.logIn((url) => walkSignIn({ url, login, password, decision: "approve" }));
  }
  damagedName = first.login;
  otherName = second.login;
});

/** Changes the first person's row behind the tool's back. Gives back what reads the table as it is now. */
function damage(change: string): () => unknown {
  const file = new Database(person.vaultPath);
  file.exec(`UPDATE sign_ins SET ${change} WHERE head LIKE '%"${damagedName}"%'`);
  file.close();
  return () => {
    const again = new Database(person.vaultPath);
    const rows = again.prepare("SELECT hex(id), generation, head, hex(tokens) FROM sign_ins ORDER BY id").all([]);
    again.close();
    return rows;
  };
}

const ways = [
  ["its tokens", "tokens = zeroblob(100)", /the sign-in of \S+ to \S+ is damaged/],
  ["what lies in the clear beside its name", `head = replace(head, 'signedInAt', 'signedInAs')`, /the sign-in of/],
  ["its name", `head = replace(head, '"account":"', '"account":"x')`, /whose it is cannot be read/],
  ["all of its head", "head = 'nothing of it'", /whose it is cannot be read/],
] as const;

it.each(ways)("S-01: a sign-in that is damaged in %s keeps nobody from using another one", async (_, change, says) => {
  const readTable = damage(change);
  const before = readTable();
  const plain = await person.dgt(["profile", "--json", "login"]);
  expect(plain).toMatchObject({ exitCode: 0, stdout: `{"login":"${otherName}"}\n` });
  const repos = await person.dgt(["repos", "--account", otherName]);
  expect(repos.exitCode).toBe(0);
  expect(repos.stderr).toMatch(/^warning: .*damaged.*dgt login/m);
  const status = await person.dgt(["status"]);
  expect(status).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(`answers to ${otherName}`) });
  expect(status.stdout).toContain(`  ${otherName} · used when no account is named\n`);
  expect(status.stdout).toMatch(/state: +damaged, and left as it is|damaged: +1 sign-in whose name cannot be read/);
  const { damaged, accounts } = JSON.parse((await person.dgt(["status", "--json"])).stdout);
  expect(accounts).toMatchObject([{ account: otherName, current: true }]);
  expect([damagedName, null]).toContain(damaged[0].account);

  const named = await person.dgt(["repos", "--account", damagedName]);
  expect(named).toMatchObject({ exitCode: 1, stdout: "" });
  expect(named.stderr).toMatch(says);
  expect(named.stderr).toMatch(/\[sign_in_damaged\]\nnext: +dgt login/);
  expect(readTable()).toEqual(before);
});

it.each(ways)("and when it was used last, damaged in %s, no other is used in its stead", async (_, change) => {
  await person.dgt(["profile", "--account", damagedName]);
  damage(change);
  const before = scene.github.sandbox.journal.entries.length;
  const plain = await person.dgt(["repos"]);
  expect(plain).toMatchObject({ exitCode: 1, stdout: "", stderr: expect.stringContaining("[sign_in_damaged]") });
  const status = await person.dgt(["status"]);
  expect(status).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("[sign_in_damaged]") });
  expect(status.stdout).toContain(otherName);
  expect(scene.github.sandbox.journal.entries).toHaveLength(before);
});

it("S-01: the only sign-in, when its very name is damaged, is not the same as nobody being signed in", async () => {
  await person.dgt(["logout", "--account", otherName]);
  damage("head = 'nothing of it'");
  expect(await person.dgt(["repos"])).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining("a sign-in is damaged, and whose it is cannot be read"),
  });
});

it("a damaged sign-in ends with a new one of the same account, and the other one stays", async () => {
  damage("tokens = zeroblob(100)");
  const [{ login = "", password = "" } = {}] = scene.github.sandbox.seed.people;
  const again = await person.logIn((url) => walkSignIn({ url, login, password, decision: "approve" }));
  expect(again).toMatchObject({ exitCode: 0 });
  for (const name of [damagedName, otherName]) {
    const profile = await person.dgt(["profile", "--json", "login", "--account", name]);
    expect(profile).toMatchObject({ exitCode: 0, stdout: `{"login":"${name}"}\n`, stderr: "" });
  }
});
