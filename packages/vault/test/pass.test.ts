import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createHome } from "../../../test/processes/home.ts";
import { runProcess } from "../../../test/processes/running-process.ts";
import { createKey, openSqliteStore, readKeyCommand } from "../src/index.ts";
import { newPath, octocat, plantTokens } from "./vaults.ts";

function find(program: string): string {
  const found = (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
  if (found === undefined) {
    throw new Error(`no ${program} on this machine: \`npm test\` installs it or says how to`);
  }
  return found;
}

test("a key kept by pass opens the vault, and a store without it does not", async () => {
  const home = createHome();
  const run = (command: string, args: readonly string[], input?: string) =>
    runProcess(find(command), { args, input, home, name: `${command} ${args[0]}` });
  onTestFinished(async () => {
    await run("gpgconf", ["--kill", "all"]);
  });
  const owner = "vault@example.test";
  const made = await run("gpg", [
    "--batch",
    "--passphrase",
    "",
    "--quick-generate-key",
    owner,
    "future-default",
    "default",
  ]);
  expect(made.exitCode, made.stderr).toBe(0);
  expect((await run("pass", ["init", owner])).exitCode).toBe(0);
  const key = createKey();
  expect((await run("pass", ["insert", "--multiline", "dgt/vault-key"], `${key.reveal()}\n`)).exitCode).toBe(0);

  const command = find("pass");
  const read = await readKeyCommand({ command, args: ["show", "dgt/vault-key"], env: home.env });
  expect(read.reveal()).toBe(key.reveal());
  const path = newPath();
  const store = await openSqliteStore({ path, key: read });
  await store.put(octocat, { tokens: plantTokens(), attributes: {} });
  await store.close();
  const again = await openSqliteStore({
    path,
    key: await readKeyCommand({ command, args: ["show", "dgt/vault-key"], env: home.env }),
  });
  onTestFinished(() => again.close());
  expect((await again.read(octocat))?.generation).toBe(1);

  await expect(readKeyCommand({ command, args: ["show", "dgt/another"], env: home.env })).rejects.toMatchObject({
    code: "unavailable",
    message: "the command for the key ended with exit code 1",
  });
});
