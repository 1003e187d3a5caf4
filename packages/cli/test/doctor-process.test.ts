import { chmodSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { startKeyring } from "../../../test/processes/keyring.ts";
import type { Diagnosis } from "../src/commands/doctor/view.ts";
import { createKeyFile, createPerson, startLeaseHolder } from "./signed-in-process.ts";
import { startScene } from "./surroundings.ts";

/** Every file of a folder with its bytes and its mode. */
function photograph(folder: string): readonly (readonly [string, string, number])[] {
  return readdirSync(folder)
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => {
      const path = join(folder, name);
      return [name, readFileSync(path).toString("base64"), statSync(path).mode & 0o777] as const;
    });
}

function findingOf(stdout: string, id: string) {
  const { checks }: Diagnosis = JSON.parse(stdout);
  return checks.find((check) => check.id === id);
}

it("dgt doctor leaves the vault, its key and the configuration as they are, byte for byte", async () => {
  const scene = await startScene("approve", { expiring: true });
  const keyring = await startKeyring();
  const person = createPerson({ ...scene.env, ...keyring.env });
  await person.logIn(scene.visit);
  const folder = dirname(person.vaultPath);
  const before = photograph(folder);
  const { exitCode, stdout } = await person.dgt(["doctor", "--json"]);
  expect(findingOf(stdout, "store")).toMatchObject({ mark: "ok", reason: "its key: in the system keyring." });
  expect(findingOf(stdout, "reference-request")).toMatchObject({ mark: "ok" });
  expect(exitCode).toBe(0);
  expect(photograph(folder)).toEqual(before);
});

it("dgt doctor makes no vault, no key and no folder where there is none", async () => {
  const keyring = await startKeyring();
  const person = createPerson({ ...keyring.env });
  const { exitCode, stdout } = await person.dgt(["doctor", "--offline", "--json"]);
  expect(findingOf(stdout, "store")).toMatchObject({ mark: "ok", evidence: expect.stringMatching(/^no vault yet/) });
  expect(exitCode).toBe(1);
  expect(() => statSync(person.vaultPath)).toThrow(/ENOENT/);
});

it("dgt doctor finds a vault that others can read, and one whose key is gone", async () => {
  const scene = await startScene();
  const person = createPerson({ ...scene.env, ...createKeyFile() });
  await person.logIn(scene.visit);
  const open = async () => findingOf((await person.dgt(["doctor", "--offline", "--json"])).stdout, "store");
  expect(await open()).toMatchObject({
    mark: "warn",
    reason: expect.stringMatching(/whoever reads both can use the tokens/),
  });
  chmodSync(person.vaultPath, 0o644);
  expect(await open()).toMatchObject({ mark: "fail", code: "insecure" });
  expect(statSync(person.vaultPath).mode & 0o777).toBe(0o644);
  chmodSync(person.vaultPath, 0o600);
  const stranger = createPerson({ ...scene.env, ...createKeyFile(), DGT_STATE_DIR: dirname(person.vaultPath) });
  const { stdout } = await stranger.dgt(["doctor", "--offline", "--json"]);
  expect(findingOf(stdout, "store")).toMatchObject({ mark: "fail", code: "key_missing" });
});

it("dgt doctor tells of a process that renews, and of one that died while it did, and takes no lease away", async () => {
  const scene = await startScene("approve", { expiring: true });
  const { DGT_VAULT_KEY_FILE: keyPath } = createKeyFile();
  const person = createPerson({ ...scene.env, DGT_VAULT_KEY_FILE: keyPath });
  await person.logIn(scene.visit);
  const examineRenewal = async () => findingOf((await person.dgt(["doctor", "--offline", "--json"])).stdout, "renewal");
  const other = startLeaseHolder({ path: person.vaultPath, keyPath, durationMs: 60_000 });
  await other.waitFor(/acquired/);
  expect(await examineRenewal()).toMatchObject({
    mark: "ok",
    evidence: `process ${other.pid} renews the tokens of octo-lena, since just now`,
  });
  other.kill("SIGKILL");
  await other.finished;
  const evidence = `process ${other.pid}, which has ended since, began to renew the tokens of octo-lena just now, and no answer was stored`;
  expect(await examineRenewal()).toMatchObject({ mark: "warn", evidence });
  expect(await examineRenewal()).toMatchObject({ mark: "warn", evidence });
});
