import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { recordSecret } from "../../../test/canary/ledger.ts";
import { startKeyring } from "../../../test/processes/keyring.ts";
import { runProcess } from "../../../test/processes/running-process.ts";
import { createKey, openKeyring, readKeyringKey } from "../src/index.ts";

const service = "dgt-vault-test";
const name = "a program with a keyring";

/** The binding finds the bus by the environment of its process, so what it does happens in one of its own. */
async function inSession(env: Readonly<Record<string, string>>, program: string, input?: string): Promise<unknown> {
  const source = `import("@dev-github-tool/vault").then(async ({ openKeyring, readKeyringKey }) => {
    const { createHash } = await import("node:crypto");
    const fingerprint = (key) => createHash("sha256").update(key.reveal()).digest("hex");
    const options = { service: "${service}", account: "key", create: true };
    ${program}
  })`;
  const { stdout, stderr } = await runProcess(process.execPath, {
    args: ["--conditions=source", "--import", import.meta.resolve("tsx"), "-e", source],
    cwd: import.meta.dirname,
    env,
    input,
    name,
  });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

test("S-16, S-18: a key of 32 bytes is made in a real keyring, and is there for the next process", async () => {
  const { env } = await startKeyring();
  const program = "console.log(JSON.stringify(fingerprint(await readKeyringKey(options))))";
  const first = await inSession(env, program);
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(await inSession(env, program)).toBe(first);
});

test("processes that make a key at once go on with the same one", async () => {
  const { env } = await startKeyring();
  const keys = await inSession(
    env,
    "console.log(JSON.stringify((await Promise.all([1, 2, 3, 4].map(() => readKeyringKey(options)))).map(fingerprint)))",
  );
  expect(keys).toHaveLength(4);
  expect(new Set(keys as string[]).size).toBe(1);
});

test("a keyring without the key, or with something else in its place, is told apart from one that fails", async () => {
  const { env } = await startKeyring();
  const codes = await inSession(
    env,
    `const codeOf = (create) => readKeyringKey({ ...options, create }).then(() => "read", ({ code }) => code);
    const missing = await codeOf(false);
    const keyring = await openKeyring(options);
    await keyring.write("key", "not a key");
    const wrong = await codeOf(true);
    console.log(JSON.stringify([missing, wrong, await keyring.read("key"), await keyring.remove("key"), await codeOf(false)]))`,
  );
  expect(codes).toEqual(["key_missing", "key_missing", "not a key", true, "key_missing"]);
});

test("S-16: without a session bus there is no keyring, and nothing else is used in its stead", async () => {
  expect(await openKeyring({ service, env: {} })).toBe("no_session_bus");
  await expect(readKeyringKey({ service, account: "key", create: true, env: {} })).rejects.toMatchObject({
    code: "unavailable",
    message: "there is no session bus, and so no keyring",
  });
});

test("S-19: a session bus that does not answer is not waited for", async () => {
  const path = join(tmpdir(), `bus-${createKey().reveal().replace(/\W/g, "").slice(0, 8)}`);
  const silent = createServer(() => {}).listen(path);
  onTestFinished(() => void silent.close());
  await new Promise((resolve) => silent.once("listening", resolve));
  const startedAt = performance.now();
  const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` };
  await expect(readKeyringKey({ service, account: "key", env })).rejects.toMatchObject({ code: "unavailable" });
  expect(performance.now() - startedAt).toBeLessThan(2_500);
  const gone = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}-gone` };
  expect(await openKeyring({ service, env: gone })).toBe("session_bus_silent");
});

test("S-17: no process of the machine sees the key among its arguments", async () => {
  const { env } = await startKeyring();
  // Every process of the session is watched, and the key is a secret of this run from before it is stored.
  const key = createKey();
  recordSecret(key.reveal(), { kind: "vault key" });
  const program = `const keyring = await openKeyring(options);
    await keyring.write("key", require("node:fs").readFileSync(0, "utf8"));
    console.log(JSON.stringify(fingerprint(await readKeyringKey(options)).length))`;
  expect(await inSession(env, program, key.reveal())).toBe(64);
});
