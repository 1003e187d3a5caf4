import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { describe, expect, onTestFinished, test } from "vitest";
import { runProcess } from "../../../test/processes/running-process.ts";
import { createKey, openSqliteStore } from "../src/index.ts";
import { createVault, newPath, octocat, plantTokens } from "./vaults.ts";

const insecure = expect.objectContaining({ name: "TokenStoreError", code: "insecure" });
const corrupt = expect.objectContaining({ name: "TokenStoreError", code: "corrupt" });
const rightsOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const open = (path: string) => openSqliteStore({ path, key: createKey() });
const isRoot = process.getuid?.() === 0;

/** Opens a file that must be refused, and sees that it was left alone. */
async function expectRefusal(path: string, refusal: unknown): Promise<void> {
  const before = readFileSync(path);
  const startedAt = performance.now();
  await expect(open(path)).rejects.toEqual(refusal);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  expect(readFileSync(path).equals(before)).toBe(true);
}

describe("S-07: whatever the umask, only the user can read", () => {
  test.for([0o000, 0o022, 0o777])("with umask %i", async (umask) => {
    const path = join(mkdtempSync(join(tmpdir(), "state-")), "state", "dgt", "vault.db");
    const before = process.umask(umask);
    onTestFinished(() => void process.umask(before));
    const { store } = await createVault({ path });
    await store.put(octocat, { tokens: plantTokens(), attributes: {} });
    expect(rightsOf(dirname(path))).toBe("700");
    expect(rightsOf(dirname(dirname(path)))).toBe("700");
    const files = readdirSync(dirname(path)).sort();
    expect(files).toEqual(["vault.db", "vault.db-shm", "vault.db-wal"]);
    expect(files.map((name) => rightsOf(join(dirname(path), name)))).toEqual(["600", "600", "600"]);
  });
});

describe("S-08: rights that others had are taken away", () => {
  test("from a vault that was readable by all", async () => {
    const { path, store, reopen } = await createVault();
    await store.put(octocat, { tokens: plantTokens(), attributes: {} });
    for (const suffix of ["", "-wal", "-shm"]) {
      chmodSync(path + suffix, 0o644);
    }
    await (await reopen()).put(octocat, { tokens: plantTokens(), attributes: {} });
    expect(["", "-wal", "-shm"].map((suffix) => rightsOf(path + suffix))).toEqual(["600", "600", "600"]);
  });
});

describe("S-09: what is not this user's own file is refused", () => {
  test("a symbolic link, whose target stays as it is", async () => {
    const path = newPath();
    const victim = join(dirname(path), "victim");
    writeFileSync(victim, "");
    chmodSync(victim, 0o644);
    symlinkSync(victim, path);
    await expectRefusal(path, insecure);
    expect(rightsOf(victim)).toBe("644");
    expect(readFileSync(victim, "utf8")).toBe("");
  });

  test("a symbolic link that leads nowhere, which nothing is made behind", async () => {
    const path = newPath();
    symlinkSync(join(dirname(path), "nowhere"), path);
    await expect(open(path)).rejects.toEqual(insecure);
    expect(readdirSync(dirname(path))).toEqual(["vault.db"]);
  });

  test.for(["-wal", "-shm", "-journal"])("a symbolic link in the place of the file's %s", async (suffix) => {
    const path = newPath();
    await (await open(path)).close();
    const victim = join(dirname(path), "victim");
    writeFileSync(victim, "untouched");
    rmSync(path + suffix, { force: true });
    symlinkSync(victim, path + suffix);
    await expect(open(path)).rejects.toEqual(insecure);
    expect(readFileSync(victim, "utf8")).toBe("untouched");
  });

  test("a file with a second name", async () => {
    const { path, store, reopen } = await createVault();
    await store.put(octocat, { tokens: plantTokens(), attributes: {} });
    linkSync(path, join(dirname(path), "another"));
    await expect(reopen()).rejects.toEqual(insecure);
  });

  test.runIf(isRoot)("another user's file, folder, and what lies in another user's folder", async () => {
    const path = newPath();
    await (await open(path)).close();
    chownSync(path, 1234, 1234);
    await expectRefusal(path, insecure);
    const folder = dirname(newPath());
    chownSync(folder, 1234, 1234);
    await expect(open(join(folder, "vault.db"))).rejects.toEqual(insecure);
    await expect(open(join(folder, "deeper", "vault.db"))).rejects.toEqual(insecure);
    expect(existsSync(join(folder, "vault.db"))).toBe(false);
    const link = join(mkdtempSync(join(tmpdir(), "linked-")), "state");
    symlinkSync(folder, link);
    await expect(open(join(link, "vault.db"))).rejects.toEqual(insecure);
  });

  test("a folder that others can write to", async () => {
    const path = newPath();
    chmodSync(dirname(path), 0o777);
    await expect(open(path)).rejects.toEqual(insecure);
    chmodSync(dirname(path), 0o1777);
    await expect(open(path)).rejects.toEqual(insecure);
    const inside = join(dirname(path), "inside", "vault.db");
    await (await open(inside)).close();
    chmodSync(dirname(path), 0o777);
    await expect(open(inside)).rejects.toEqual(insecure);
  });
});

describe("S-10: what is no file is refused at once", () => {
  test("a pipe", async () => {
    const path = newPath();
    await runProcess("mkfifo", { args: [path], name: "mkfifo" });
    await expect(open(path)).rejects.toEqual(insecure);
    expect(lstatSync(path).isFIFO()).toBe(true);
  });

  test("a folder", async () => {
    const path = newPath();
    mkdirSync(path);
    await expect(open(path)).rejects.toEqual(insecure);
  });

  test("a device", async () => {
    await expect(open("/dev/null")).rejects.toEqual(insecure);
  });
});

test("S-10: a name that is a file now and a link to another file then never lets that other file be touched", async () => {
  const { path, key, store } = await createVault();
  await store.put(octocat, { tokens: plantTokens(), attributes: {} });
  await store.close();
  const victim = join(dirname(path), "victim");
  // An empty file is what SQLite would most readily take for a database of its own.
  writeFileSync(victim, "");
  chmodSync(victim, 0o644);
  const swap = `const { renameSync, rmSync, symlinkSync } = require("node:fs");
    const { path, victim } = require("node:worker_threads").workerData;
    renameSync(path, path + ".genuine");
    for (;;) {
      symlinkSync(victim, path + ".next");
      renameSync(path + ".next", path);
      rmSync(path);
      renameSync(path + ".genuine", path);
      renameSync(path, path + ".genuine");
    }`;
  const swapper = new Worker(swap, { eval: true, workerData: { path, victim } });
  onTestFinished(async () => void (await swapper.terminate()));
  await once(swapper, "online");
  const outcomes = new Set<string>();
  for (let at = 0; at < 150; at += 1) {
    const outcome = await openSqliteStore({ path, key }).then(
      (opened) => opened.close().then(() => "opened"),
      (error) => error.code,
    );
    outcomes.add(outcome);
    expect(statSync(victim).size).toBe(0);
    expect(rightsOf(victim)).toBe("644");
  }
  expect(
    [...outcomes].filter((outcome) => !/^(opened|insecure|key_missing|corrupt|unavailable)$/.test(outcome)),
  ).toEqual([]);
  expect(outcomes).toContain("insecure");
});

test("S-12: of two that make the same vault at once, the second goes on with the first one's", async () => {
  const path = newPath();
  const key = createKey();
  // Each has seen that there is none before either has made one.
  const [first, second] = await Promise.all([openSqliteStore({ path, key }), openSqliteStore({ path, key })]);
  await first.put(octocat, { tokens: plantTokens(), attributes: {} });
  expect((await second.put(octocat, { tokens: plantTokens(), attributes: {} })).generation).toBe(2);
  expect(readdirSync(dirname(path)).filter((name) => name.endsWith(".new"))).toEqual([]);
  await Promise.all([first.close(), second.close()]);
});

describe("S-14: names of folders", () => {
  test.for(["with spaces and ü", "line\nbreak", "question?mark=1&mode=memory#x", "per%20cent", "'quote\""])(
    "%j",
    async (name) => {
      const path = join(mkdtempSync(join(tmpdir(), "named-")), name, "file:vault.db");
      await createVault({ path });
      expect(existsSync(path)).toBe(true);
      expect(readdirSync(dirname(dirname(path)))).toEqual([name]);
    },
  );

  test("a path below a file is unavailable", async () => {
    const path = newPath();
    writeFileSync(path, "");
    await expect(open(join(path, "deeper", "vault.db"))).rejects.toMatchObject({ code: "unavailable" });
  });

  test.runIf(!isRoot)("a folder that cannot be written to is unavailable", async () => {
    const path = newPath();
    chmodSync(dirname(path), 0o500);
    await expect(open(path)).rejects.toMatchObject({ code: "unavailable" });
  });
});

describe("S-15: what is no vault is said to be damaged, and left as it is", () => {
  test.for([
    ["an empty file", Buffer.alloc(0)],
    ["one byte", Buffer.from("S")],
    ["zeros", Buffer.alloc(16_384)],
    ["text", Buffer.from("{".repeat(100_000))],
    ["UTF-16", Buffer.from("SQLite format 3\0".repeat(64), "utf16le")],
    ["a header alone", Buffer.from("SQLite format 3\0")],
  ] as const)("%s", async ([, bytes]) => {
    const path = newPath();
    writeFileSync(path, bytes, { mode: 0o600 });
    await expectRefusal(path, corrupt);
  });

  test("another program's database", async () => {
    const path = newPath();
    const { default: Libsql } = await import("libsql");
    const database = new Libsql(path);
    database.exec("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine')");
    database.close();
    await expectRefusal(path, corrupt);
  });

  test("a vault cut off anywhere", async () => {
    const { path, store, key, openFile } = await createVault();
    for (let at = 0; at < 40; at += 1) {
      await store.put({ ...octocat, account: `account ${at}` }, { tokens: plantTokens(), attributes: {} });
    }
    (await openFile()).exec("PRAGMA wal_checkpoint(TRUNCATE)");
    const whole = readFileSync(path);
    for (let length = 0; length < whole.length; length += 509) {
      const cut = newPath();
      writeFileSync(cut, whole.subarray(0, length), { mode: 0o600 });
      const readAll = async (): Promise<number> => {
        const opened = await openSqliteStore({ path: cut, key });
        onTestFinished(() => opened.close());
        for (let at = 0; at < 40; at += 1) {
          expect(await opened.read({ ...octocat, account: `account ${at}` })).toBeDefined();
        }
        return length;
      };
      await expect(readAll()).rejects.toEqual(corrupt);
    }
  });

  test("a layout of the future is unavailable rather than damaged", async () => {
    const { path, reopen, openFile, store } = await createVault();
    await store.close();
    (await openFile()).exec("PRAGMA user_version = 2");
    const before = readFileSync(path);
    await expect(reopen()).rejects.toMatchObject({
      code: "unavailable",
      message: "the store has layout 2, and this version knows layouts up to 1",
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test("what a stopped creation left behind is no obstacle", async () => {
    const { path, store, reopen } = await createVault();
    await store.put(octocat, { tokens: plantTokens(), attributes: {} });
    linkSync(path, `${path}.0123456789abcdef.new`);
    expect((await (await reopen()).read(octocat))?.generation).toBe(1);
    expect(existsSync(`${path}.0123456789abcdef.new`)).toBe(false);
  });
});
