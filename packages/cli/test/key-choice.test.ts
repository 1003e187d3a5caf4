import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { startDgtInTerminal } from "../../../test/processes/dgt.ts";
import { createKeyFile, createPerson } from "./signed-in-process.ts";
import { type Scene, startScene } from "./surroundings.ts";

const DOWN = "\u001b[B";

/** Begins `dgt login` in a terminal without a keyring, up to the question where the key shall rest. */
async function beginLogin(scene: Scene) {
  const person = createPerson({ ...scene.env, BROWSER: "none" });
  // Wide enough for an address to stay on one row.
  const terminal = startDgtInTerminal(["login"], {
    home: person.home,
    env: { ...scene.env, BROWSER: "none" },
    columns: 600,
  });
  await terminal.waitForScreen(/Where shall the key rest\?[\s\S]*password manager/);
  const finish = async () => {
    const [url] = await terminal.waitForScreen(/^http:\S+authorize\S+$/m);
    await scene.visit(url);
    return terminal.finished;
  };
  return { person, terminal, finish };
}

describe("S-16: without a keyring, in a terminal, the person chooses where the key rests", () => {
  it("nowhere: the sign-in lasts for the command, nothing is written, and it is asked again", async () => {
    const scene = await startScene();
    const { person, terminal, finish } = await beginLogin(scene);
    expect(await terminal.screen()).toContain("there is no keyring here");
    terminal.type("\r");
    await finish();
    expect(await terminal.screen()).toContain("kept in memory, for this command only");
    expect(existsSync(dirname(person.vaultPath))).toBe(false);
    await beginLogin(scene);
  });

  it("in a file, called what it is: remembered, private, and used by the next command without a question", async () => {
    const scene = await startScene();
    const { person, terminal, finish } = await beginLogin(scene);
    terminal.type(DOWN);
    await terminal.waitForScreen(/protects against other users and stray copies of one file only/);
    terminal.type("\r");
    await finish();
    const keyPath = join(dirname(person.vaultPath), "vault.key");
    expect(statSync(keyPath).mode & 0o777).toBe(0o600);
    const config = readFileSync(join(person.home.path, ".config", "dgt", "config.json"), "utf8");
    expect(JSON.parse(config)).toMatchObject({ vaultKey: { kind: "file" } });
    expect(await person.dgt(["profile", "--json", "login"])).toMatchObject({ exitCode: 0, stderr: "" });
  });

  it("in a password manager: its command is asked for, must have its whole path, and is remembered", async () => {
    const scene = await startScene();
    const { DGT_VAULT_KEY_FILE } = createKeyFile();
    const { person, terminal, finish } = await beginLogin(scene);
    terminal.type(DOWN);
    terminal.type(DOWN);
    await terminal.waitForScreen(/a command prints it/);
    terminal.type("\r");
    await terminal.waitForScreen(/The command that prints/);
    terminal.type("cat\r");
    await terminal.waitForScreen(/Begin with the program's whole path/);
    terminal.type("\u0015");
    terminal.type(`/bin/cat ${DGT_VAULT_KEY_FILE}\r`);
    await finish();
    expect(await terminal.screen()).toContain("its key given by /bin/cat");
    expect(await person.dgt(["profile", "--json", "login"])).toMatchObject({ exitCode: 0, stderr: "" });
  });
});

describe("S-16: without a keyring and without a terminal", () => {
  it("a sign-in lasts for one run, and the tool names the variables that would change that", async () => {
    const scene = await startScene();
    const person = createPerson(scene.env);
    const login = await person.logIn(scene.visit);
    expect(login.stderr).toContain("kept for this command only: there is no keyring here");
    expect(existsSync(dirname(person.vaultPath))).toBe(false);
    const outcome = await person.dgt(["repos"]);
    expect(outcome.stderr).toContain("DGT_VAULT_KEY_FILE, DGT_VAULT_KEY_COMMAND or DGT_VAULT_KEY");
    expect(outcome).toMatchObject({ exitCode: 4, stderr: expect.stringContaining("[keyring_needed]") });
  });
});
