import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startKeyring } from "../../../test/processes/keyring.ts";
import { runProcess } from "../../../test/processes/running-process.ts";
import { lookIntoKeyring } from "./look-into-keyring.ts";
import { createKeyFile, createPerson } from "./signed-in-process.ts";
import { startScene } from "./surroundings.ts";

describe("a sign-in rests in the vault", () => {
  it("from one command to the next, with its key in the system keyring, until it is ended", async () => {
    const scene = await startScene();
    const keyring = await startKeyring();
    const person = createPerson({ ...scene.env, ...keyring.env });
    const login = await person.logIn(scene.visit);
    expect(login.stderr).toContain("read:user · kept in an encrypted file, its key in the system keyring");
    expect(login.exitCode).toBe(0);
    expect(statSync(person.vaultPath).mode & 0o777).toBe(0o600);
    expect(await person.dgt(["repos", "-L", "1", "--json", "nameWithOwner"])).toMatchObject({
      exitCode: 0,
      stdout: '[{"nameWithOwner":"octo-lena/tide-tables"}]\n',
      stderr: "",
    });
    expect(await person.dgt(["logout"])).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("GitHub has ended the token of octo-lena, and its copy here is gone."),
    });
    expect(await person.dgt(["repos"])).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining("[login_needed]"),
    });
  });

  it("and the keyring holds nothing but the key", async () => {
    const scene = await startScene();
    const keyring = await startKeyring();
    await createPerson({ ...scene.env, ...keyring.env }).logIn(scene.visit);
    expect(await lookIntoKeyring(keyring.env, 'findCredentials("dgt").map(({ account }) => account)')).toEqual([
      "vault-key",
    ]);
  });

  it("with a key from a file, a variable or a command, and each is named", async () => {
    const scene = await startScene();
    const { DGT_VAULT_KEY_FILE } = createKeyFile();
    const places = [
      [{ DGT_VAULT_KEY_FILE }, `its key in ${DGT_VAULT_KEY_FILE}`],
      [{ DGT_VAULT_KEY: readFileSync(DGT_VAULT_KEY_FILE, "utf8") }, "its key in DGT_VAULT_KEY"],
      [{ DGT_VAULT_KEY_COMMAND: JSON.stringify(["/bin/cat", DGT_VAULT_KEY_FILE]) }, "its key given by /bin/cat"],
    ] as const;
    for (const [env, words] of places) {
      const person = createPerson({ ...scene.env, ...env });
      expect((await person.logIn(scene.visit)).stderr).toContain(words);
      expect(await person.dgt(["profile", "--json", "login"])).toMatchObject({ exitCode: 0, stderr: "" });
    }
  });
});

describe("a vault that cannot be opened is left as it is", () => {
  it("S-01: when its file was damaged: that is an error, and not the same as nobody being signed in", async () => {
    const scene = await startScene();
    const person = createPerson({ ...scene.env, ...createKeyFile() });
    await person.logIn(scene.visit);
    truncateSync(person.vaultPath, 512);
    const before = readFileSync(person.vaultPath);
    for (const command of ["repos", "logout", "login"]) {
      const { exitCode, stderr } = await person.dgt([command]);
      expect(stderr).toContain("[corrupt]");
      expect(exitCode).toBe(1);
    }
    expect(readFileSync(person.vaultPath)).toEqual(before);
  });

  it("when the key is another one, or is gone", async () => {
    const scene = await startScene();
    const person = createPerson({ ...scene.env, ...createKeyFile() });
    await person.logIn(scene.visit);
    const another = await person.dgt(["repos"], { env: createKeyFile() });
    expect(another).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("[key_missing]") });
    const gone = join(person.home.path, "no-such-key");
    const missing = await person.dgt(["status"], { env: { DGT_VAULT_KEY_FILE: gone } });
    expect(missing).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("[key_missing]") });
    expect(missing.stdout).toContain(person.vaultPath);
    expect(existsSync(gone)).toBe(false);
    expect(await person.dgt(["repos"])).toMatchObject({ exitCode: 0 });
  });

  it("when the keyring with its key is gone", async () => {
    const scene = await startScene();
    const keyring = await startKeyring();
    const person = createPerson({ ...scene.env, ...keyring.env });
    await person.logIn(scene.visit);
    const outcome = await person.dgt(["repos"], { env: { DBUS_SESSION_BUS_ADDRESS: "" } });
    expect(outcome).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("[unavailable]") });
  });

  it("a configuration that others can change names no command", async () => {
    const scene = await startScene();
    const person = createPerson(scene.env);
    const folder = join(person.home.path, ".config", "dgt");
    await runProcess("mkdir", { args: ["-p", folder], name: "mkdir" });
    writeFileSync(join(folder, "config.json"), '{"vaultKey":{"kind":"command","command":["/bin/true"]}}');
    await runProcess("chmod", { args: ["666", join(folder, "config.json")], name: "chmod" });
    expect(await person.dgt(["repos"])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("[config_unreadable]"),
    });
  });
});
