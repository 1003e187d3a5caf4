import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { runProcess } from "../../../test/processes/running-process.ts";
import { createKey, readKeyCommand, readKeyFile, readKeyVariable } from "../src/index.ts";

const refusedAs = (code: string, message?: RegExp): unknown =>
  expect.objectContaining({
    name: "TokenStoreError",
    code,
    ...(message === undefined ? {} : { message: expect.stringMatching(message) }),
  });
const newFolder = (): string => mkdtempSync(join(tmpdir(), "key-"));
const rightsOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe("a key file", () => {
  test.for([0o000, 0o777])("S-07: is made once, for this user alone, with umask %i", async (umask) => {
    const path = join(newFolder(), "dgt", "key");
    const before = process.umask(umask);
    onTestFinished(() => void process.umask(before));
    const made = await Promise.all(Array.from({ length: 8 }, () => readKeyFile({ path, create: true })));
    expect(new Set(made.map((key) => key.reveal())).size).toBe(1);
    expect((await readKeyFile({ path })).reveal()).toBe(made[0]?.reveal());
    expect([rightsOf(path), rightsOf(dirname(path))]).toEqual(["600", "700"]);
    expect(readdirSync(dirname(path))).toEqual(["key"]);
  });

  test("is made by the first of several processes", async () => {
    const path = join(newFolder(), "key");
    const program = `import("@dev-github-tool/vault").then(async ({ readKeyFile }) => {
      const { createHash } = await import("node:crypto");
      const key = await readKeyFile({ path: ${JSON.stringify(path)}, create: true });
      console.log(createHash("sha256").update(key.reveal()).digest("hex"));
    })`;
    const args = ["--conditions=source", "--import", import.meta.resolve("tsx"), "-e", program];
    const runs = await Promise.all(
      Array.from({ length: 4 }, () =>
        runProcess(process.execPath, { args, cwd: dirname(import.meta.dirname), name: "a program that makes a key" }),
      ),
    );
    expect(runs.map(({ stderr }) => stderr)).toEqual(["", "", "", ""]);
    expect(new Set(runs.map(({ stdout }) => stdout)).size).toBe(1);
  });

  test("is not made without being asked for", async () => {
    const path = join(newFolder(), "key");
    await expect(readKeyFile({ path })).rejects.toEqual(refusedAs("key_missing", /^there is no key file$/));
    expect(existsSync(path)).toBe(false);
  });

  test("that others may read, or that belongs to another, is refused", async () => {
    const path = join(newFolder(), "key");
    await readKeyFile({ path, create: true });
    chmodSync(path, 0o640);
    await expect(readKeyFile({ path })).rejects.toEqual(refusedAs("insecure", /others may read/));
    chmodSync(path, 0o600);
    if (process.getuid?.() === 0) {
      chownSync(path, 1234, 1234);
      await expect(readKeyFile({ path, create: true })).rejects.toEqual(refusedAs("insecure"));
    }
  });

  test("S-09, S-10: that is a link, a folder or a pipe is refused at once", async () => {
    const folder = newFolder();
    const genuine = join(folder, "genuine");
    await readKeyFile({ path: genuine, create: true });
    symlinkSync(genuine, join(folder, "link"));
    mkdirSync(join(folder, "folder"));
    await runProcess("mkfifo", { args: [join(folder, "pipe")], name: "mkfifo" });
    chmodSync(join(folder, "pipe"), 0o600);
    for (const name of ["link", "folder", "pipe"]) {
      await expect(readKeyFile({ path: join(folder, name), create: true })).rejects.toEqual(refusedAs("insecure"));
    }
  });

  test.for(["", "x", "not a key\n", "A".repeat(5_000)])("that holds no key is said to hold none: %j", async (text) => {
    const path = join(newFolder(), "key");
    writeFileSync(path, text, { mode: 0o600 });
    await expect(readKeyFile({ path, create: true })).rejects.toEqual(refusedAs("key_missing"));
    expect(readFileSync(path, "utf8")).toBe(text);
  });
});

describe("a variable", () => {
  test("that is set is read, in base64 or hexadecimal", () => {
    const key = createKey().reveal();
    const hex = Buffer.from(key, "base64").toString("hex");
    expect(readKeyVariable({ variable: "K", env: { K: `${key}\n` } }).reveal()).toBe(key);
    expect(readKeyVariable({ variable: "K", env: { K: hex } }).reveal()).toBe(hex);
  });

  test.for([{}, { K: "" }, { K: " " }, { K: "swordfish" }])("that has no key says so, without quoting: %j", (env) => {
    expect(() => readKeyVariable({ variable: "K", env })).toThrow(refusedAs("key_missing", /^(?!.*swordfish)/));
  });
});

describe("a command", () => {
  const key = createKey().reveal();
  const node = (script: string, options: object = {}): Promise<string> =>
    readKeyCommand({ command: process.execPath, args: ["-e", script], ...options }).then((secret) => secret.reveal());

  test("that prints a key gives it", async () => {
    expect(await node(`console.log(${JSON.stringify(key)})`)).toBe(key);
    expect(await node(`process.stdout.write("  ${key}\\r\\n\\n")`)).toBe(key);
  });

  test("S-19: that prints anything beside the key gives none", async () => {
    for (const text of [`warning: store is old\n${key}`, `${key}\nwarning`, `${key} ${key}`, "", "null"]) {
      await expect(node(`console.log(${JSON.stringify(text)})`)).rejects.toEqual(refusedAs("key_missing"));
    }
  });

  test("that fails is an error with its exit code, even if it printed a key", async () => {
    await expect(node(`console.log(${JSON.stringify(key)}); process.exitCode = 3`)).rejects.toEqual(
      refusedAs("unavailable", /ended with exit code 3$/),
    );
    await expect(node("process.kill(process.pid, 'SIGKILL')")).rejects.toEqual(refusedAs("unavailable", /SIGKILL$/));
  });

  test("what it says on standard error is shown nowhere", async () => {
    const secret = plant("password");
    const failure = await node(`console.error(process.env.XDG_NOTE); process.exit(1)`, {
      env: { PATH: process.env.PATH, XDG_NOTE: secret },
    }).catch((error: unknown) => error);
    const { inspect } = await import("node:util");
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain(secret);
  });

  test("S-19: that hangs is ended in time, and what it has started is not waited for", async () => {
    const startedAt = performance.now();
    const countPipes = () => process.getActiveResourcesInfo().filter((resource) => resource === "PipeWrap").length;
    const before = countPipes();
    const hanging = `require("node:child_process").spawn("sleep", ["20"], { stdio: "inherit" }); setInterval(() => {}, 9999)`;
    await expect(node(hanging, { timeoutMs: 300 })).rejects.toEqual(
      refusedAs("unavailable", /did not end within 0.3 s$/),
    );
    // The end of the pipe that "sleep" still has would keep this process alive.
    await expect.poll(countPipes).toBe(before);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  test("that floods us is ended", async () => {
    await expect(node("for (;;) process.stdout.write('A'.repeat(1000))")).rejects.toEqual(
      refusedAs("unavailable", /printed more than a key$/),
    );
  });

  test("X-27: gets no secret of our environment, no standard input and no shell", async () => {
    const secret = plant("client secret");
    const env = {
      PATH: process.env.PATH,
      HOME: "/nowhere",
      GITHUB_CLIENT_SECRET: secret,
      DGT_TOKEN: secret,
      VAULT_ADDR: "x",
    };
    const note = join(newFolder(), "note");
    const script = `require("node:fs").writeFileSync(${JSON.stringify(note)}, JSON.stringify({ env: Object.keys(process.env).sort(),
      input: require("node:fs").readFileSync(0, "utf8"), argv: process.argv.slice(1) })); console.log(${JSON.stringify(key)})`;
    await readKeyCommand({
      command: process.execPath,
      args: ["-e", script, "$(echo shell)", "a;b"],
      passEnvironment: ["VAULT_ADDR"],
      env,
    });
    expect(JSON.parse(readFileSync(note, "utf8"))).toEqual({
      env: ["HOME", "PATH", "VAULT_ADDR"],
      input: "",
      argv: ["$(echo shell)", "a;b"],
    });
  });

  test("is found by its absolute path or not at all", async () => {
    await expect(readKeyCommand({ command: "pass", args: ["show"] })).rejects.toEqual(refusedAs("insecure"));
    await expect(readKeyCommand({ command: "./pass" })).rejects.toEqual(refusedAs("insecure"));
    await expect(readKeyCommand({ command: "/no/such/program" })).rejects.toEqual(
      refusedAs("unavailable", /cannot be started: ENOENT$/),
    );
  });
});
