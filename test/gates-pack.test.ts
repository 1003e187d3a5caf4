import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execPath } from "node:process";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { packAll, publishedPackages } from "../scripts/pack.ts";
import { repository } from "./gates/planted-tree.ts";
import { type FinishedProcess, runProcess, startProcess } from "./processes/running-process.ts";

// npm packs and installs for real here, which takes a busy machine longer than a test should.
vi.setConfig({ testTimeout: 180_000 });

const name = "a program on the published packages";
let release: string;
let consumer: string;

beforeAll(async () => {
  release = join(mkdtempSync(join(tmpdir(), "release-")), "packages");
  const tarballs = await packAll(release);
  consumer = mkdtempSync(join(tmpdir(), "consumer-"));
  writeFileSync(join(consumer, "package.json"), '{ "private": true, "type": "module" }\n');
  const installed = await npm(consumer, "install", "--prefer-offline", ...tarballs);
  expect(installed.stderr).not.toMatch(/npm error/);
  expect(installed.exitCode).toBe(0);
});

/** npm with the person's own settings and cache: the tests' home has neither. */
function npm(cwd: string, ...args: string[]): Promise<FinishedProcess> {
  const home = process.env.DGT_REAL_HOME ?? "";
  const proxies = Object.entries(process.env).filter(([key]) =>
    /^(https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS|npm_config_)/i.test(key),
  );
  const env = {
    ...(Object.fromEntries(proxies) as Record<string, string>),
    HOME: home,
    XDG_CACHE_HOME: "",
    XDG_CONFIG_HOME: "",
  };
  return runProcess("npm", { args: [...args, "--ignore-scripts", "--no-audit", "--no-fund"], cwd, env, name: "npm" });
}

function runProgram(program: string): Promise<FinishedProcess> {
  writeFileSync(join(consumer, "program.js"), program);
  return runProcess(execPath, { args: ["program.js"], cwd: consumer, name });
}

describe("P-07: a published package", () => {
  const filesOf = (folder: string): string[] =>
    readdirSync(join(release, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(release, folder).length + 1));

  test.for(publishedPackages)("%s holds what runs, its types and its papers, and nothing else", (folder) => {
    const allowed = folder === "cli" ? /^dist\/([\w-]+\.js|third-party-licenses\.txt)$/ : /^dist\/[\w/-]+\.(js|d\.ts)$/;
    const files = filesOf(folder);
    expect(files).toEqual(expect.arrayContaining(["LICENSE", "README.md", "package.json"]));
    const rest = files.filter((path) => !["LICENSE", "README.md", "package.json"].includes(path));
    expect(rest.filter((path) => !allowed.test(path))).toEqual([]);
    expect(rest.length).toBeGreaterThan(1);
  });

  test.for(publishedPackages)("%s promises no sources and needs no tools", (folder) => {
    const manifest = readFileSync(join(release, folder, "package.json"), "utf8");
    expect(manifest).not.toMatch(/"source"|devDependencies|"scripts"|src\//);
  });
});

test("a program can import every door, and sign in at the sandbox and see its issues", async () => {
  const { stdout, stderr, exitCode } = await runProgram(
    readFileSync(join(repository, "test/gates/consumer.mjs"), "utf8"),
  );
  expect(stderr).toBe("");
  expect(stdout).toMatch(/^signed in as [\w-]+, who sees \d+ repositories\n$/);
  expect(exitCode).toBe(0);
});

test("a TypeScript program gets the types of every door", async () => {
  writeFileSync(
    join(consumer, "program.ts"),
    `import { Secret } from "@dev-github-tool/oauth";
import { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";
import { githubProvider } from "@dev-github-tool/github";
import { createSandbox } from "@dev-github-tool/sandbox";
import { openSqliteStore } from "@dev-github-tool/vault";
import { openPostgresStore } from "@dev-github-tool/vault/postgres";


export const doors = [authorizeInBrowser, githubProvider, createSandbox, openSqliteStore, openPostgresStore];
export const revealed: string = new Secret("x").reveal();
// @ts-expect-error: a wrong use must be an error, or the types are not there.
export const wrong: number = new Secret("x").reveal();
`,
  );
  const types = join(repository, "node_modules/@types");
  const options = [
    "--noEmit",
    "--strict",
    "--exactOptionalPropertyTypes",
    "--module",
    "nodenext",
    "--target",
    "es2023",
  ];
  const args = [
    join(repository, "node_modules/typescript/bin/tsc"),
    ...options,
    "--types",
    "node",
    "--typeRoots",
    types,
    "program.ts",
  ];
  expect(await runProcess(execPath, { args, cwd: consumer, name: "the compiler" })).toMatchObject({
    stdout: "",
    exitCode: 0,
  });
});

test("the tool says its version from where npm puts it", async () => {
  const { stdout, exitCode } = await runProcess(join(consumer, "node_modules/.bin/dgt"), {
    args: ["--version"],
    name: "dgt --version",
  });
  const { version } = JSON.parse(readFileSync(join(repository, "packages/cli/package.json"), "utf8"));
  expect(stdout.trim()).toContain(version);
  expect(exitCode).toBe(0);
});

test("A-12: the sandbox starts from where npm puts it, says that it is for no production, and ends with Ctrl-C", async () => {
  const sandbox = startProcess(join(consumer, "node_modules/.bin/dgt-sandbox"), {
    args: ["--fault", "500-once"],
    name: "dgt-sandbox",
  });
  const [, url = ""] = await sandbox.waitFor(/is at (http:\/\/127\.0\.0\.1:\d+)\. It is NOT FOR PRODUCTION/);
  await sandbox.waitFor(/Ctrl-C stops it/);
  const statuses = [1, 2].map(async () => (await fetch(`${url}/api/v3/rate_limit`)).status);
  expect((await Promise.all(statuses)).sort()).toEqual([200, 500]);
  sandbox.kill("SIGINT");
  expect(await sandbox.finished).toMatchObject({ exitCode: 130, stderr: "" });
  const wrong = await runProcess(join(consumer, "node_modules/.bin/dgt-sandbox"), {
    args: ["--port", "x"],
    name: "dgt-sandbox --port x",
  });
  expect(wrong).toMatchObject({ exitCode: 64, stdout: "" });
});

test("the tool declares exactly what its bundle leaves outside", () => {
  const dist = join(release, "cli/dist");
  const imported = /(?:\bfrom|\bimport|\bcreateRequire\w*\(import\.meta\.url\)) ?\(?"((?:@[\w-]+\/)?[\w-]+)"/g;
  const outside = readdirSync(dist)
    .filter((file) => file.endsWith(".js"))
    .flatMap((file) => [...readFileSync(join(dist, file), "utf8").matchAll(imported)].map((match) => match[1] ?? ""));
  const packages = new Set(outside.filter((name) => !builtinModules.includes(name)));
  const { dependencies } = JSON.parse(readFileSync(join(release, "cli/package.json"), "utf8"));
  expect([...packages].sort()).toEqual(Object.keys(dependencies).sort());
});

test("P-09: packing twice gives the same bytes", async () => {
  const again = join(mkdtempSync(join(tmpdir(), "again-")), "packages");
  mkdirSync(again, { recursive: true });
  for (const tarball of await packAll(again)) {
    expect(readFileSync(tarball).equals(readFileSync(join(release, tarball.slice(again.length + 1))))).toBe(true);
  }
});
