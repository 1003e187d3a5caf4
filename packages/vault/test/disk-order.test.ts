import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runProcess } from "../../../test/processes/running-process.ts";

/** What a program did to one file and its folder, in order, without what it wrote. */
async function traceCalls(program: string, path: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "trace-"));
  const log = join(folder, "calls");
  const source = `import("@dev-github-tool/vault").then((vault) => (${program}))`;
  const { exitCode, stderr } = await runProcess("strace", {
    args: [
      ...[
        "-f",
        "-y",
        "-qq",
        "-s",
        "0",
        "-o",
        log,
        "-e",
        "trace=openat,write,pwrite64,fsync,fdatasync,link,linkat,unlink,unlinkat",
      ],
      ...[process.execPath, "--conditions=source", "--import", import.meta.resolve("tsx"), "-e", source],
    ],
    cwd: import.meta.dirname,
    launchers: 1,
    name: "a program whose calls are watched",
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  const names: readonly (readonly [RegExp, string])[] = [
    [/openat\(.*"[^"]*\.new", .*O_CREAT\|O_EXCL\|O_NOFOLLOW.*, 0600\)/, "create"],
    [/p?write(64)?\(\d+<[^>]*\.new>/, "write"],
    [/f(data)?sync\(\d+<[^>]*\.new>/, "sync"],
    [/link(at)?\(.*\.new", .*"[^"]*[^w]"/, "name"],
    [new RegExp(`fsync\\(\\d+<${path.slice(0, path.lastIndexOf("/"))}>`), "sync the folder"],
    [/unlink(at)?\(.*\.new"/, "forget the first name"],
  ];
  const calls = readFileSync(log, "utf8")
    .split("\n")
    .flatMap((line) => names.filter(([pattern]) => pattern.test(line)).map(([, name]) => name));
  return calls.filter((name, at) => name !== calls[at - 1]);
}

test("S-11: a key has its name only once it is on the disk, and the name is on the disk before it is used", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "ordered-")), "key");
  const calls = await traceCalls(`vault.readKeyFile({ path: ${JSON.stringify(path)}, create: true })`, path);
  expect(calls).toEqual(["create", "write", "sync", "name", "sync the folder", "forget the first name"]);
});

test("S-11: a vault has its name only once it is on the disk, and the name is on the disk before it is used", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "ordered-")), "vault.db");
  const calls = await traceCalls(
    `vault.openSqliteStore({ path: ${JSON.stringify(path)}, key: vault.createKey() })`,
    path,
  );
  expect(calls[0]).toBe("create");
  const named = calls.indexOf("name");
  // SQLite orders its own writes; the last thing before the name is that they are kept.
  expect(calls.slice(1, named)).toContain("write");
  expect(calls[named - 1]).toBe("sync");
  expect(calls.slice(named, named + 2)).toEqual(["name", "sync the folder"]);
});
