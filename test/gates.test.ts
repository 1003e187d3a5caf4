import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execPath } from "node:process";
import { gitHubApiErrorCodes } from "@dev-github-tool/github";
import { errorCodes } from "@dev-github-tool/oauth";
import { describe, expect, test } from "vitest";
import dependencyCounts from "./gates/dependency-counts.json" with { type: "json" };
import { compareErrorCodes } from "./gates/documented-codes.ts";
import { judgeText } from "./gates/forbidden-text.ts";
import { countInstalledWith, judgeLockfile, type Lockfile } from "./gates/lockfile.ts";
import { plantInCopy, repository } from "./gates/planted-tree.ts";
import { judgeWorkflow } from "./gates/workflow.ts";
import { mutants } from "./mutants/all.ts";
import type { Mutant } from "./mutants/mutant.ts";
import { runProcess } from "./processes/running-process.ts";

const read = (path: string): string => readFileSync(join(repository, path), "utf8");
const packages = readdirSync(join(repository, "packages"));
const lockfile: Lockfile = JSON.parse(read("package-lock.json"));

async function git(...args: string[]): Promise<string> {
  // The tests' home knows nobody; a checkout of another user's is read all the same.
  const options = { args: ["-c", `safe.directory=${repository}`, ...args], cwd: repository, name: "git" };
  const { exitCode, stdout, stderr } = await runProcess("git", options);
  expect(stderr).toBe("");
  expect(exitCode).toBe(0);
  return stdout;
}

describe("unused and undeclared code", () => {
  const knip = async (files: Record<string, string>): Promise<string> => {
    const args = [join(repository, "node_modules/knip/bin/knip.js"), "--no-progress", "--reporter", "compact"];
    return (await runProcess(execPath, { args, cwd: plantInCopy(files), name: "knip" })).stdout;
  };

  test("a dependency that is not declared, a file and an export nobody uses are found", async () => {
    const found = await knip({
      "packages/sandbox/src/planted.ts": 'export { Command as None } from "commander";\nexport const lonely = 1;\n',
      "packages/sandbox/test/planted.test.ts": 'import { None } from "../src/planted.ts";\n\nNone();\n',
      "packages/sandbox/src/planted-file.ts": "export const alone = 1;\n",
    });
    expect(found).toMatch(/packages\/sandbox\/package\.json.*commander|commander.*packages\/sandbox/s);
    expect(found).toContain("lonely");
    expect(found).toContain("packages/sandbox/src/planted-file.ts");
  });
});

describe("error codes", () => {
  const codes = { ...errorCodes, GitHubApiError: gitHubApiErrorCodes };

  test("every code is documented, and every documented code exists", () => {
    expect(compareErrorCodes(codes, read("docs/errors.md"))).toEqual([]);
  });

  test("a code without documentation, documentation without a code, and a class without a section are found", () => {
    const document = "## LoginError\n\n| code | what |\n|---|---|\n| `timed_out` | x |\n| `planted` | x |\n";
    expect(compareErrorCodes({ LoginError: ["timed_out", "cancelled"], CallbackError: [] }, document)).toEqual([
      "LoginError cancelled is not documented",
      "LoginError planted does not exist",
      "CallbackError has no section",
    ]);
  });
});

describe("P-01: dependencies", () => {
  test("each package brings exactly as many as were counted when they were last looked at", () => {
    const counts = packages.map((name) => [name, countInstalledWith(lockfile, `packages/${name}`)]);
    expect(Object.fromEntries(counts)).toEqual(dependencyCounts);
  });

  test("one more is noticed", () => {
    const planted = { version: "1.0.0", integrity: "sha512-x" };
    const oauth = lockfile.packages["packages/oauth"];
    const dependencies = { ...oauth?.dependencies, planted: "1.0.0" };
    const changed = {
      ...lockfile.packages,
      "packages/oauth": { ...oauth, dependencies },
      "node_modules/planted": planted,
    };
    expect(countInstalledWith({ packages: changed }, "packages/oauth")).toBe(dependencyCounts.oauth + 1);
  });

  test("each is explained in docs/dependencies.md", () => {
    const manifests = ["package.json", "site/package.json", ...packages.map((name) => `packages/${name}/package.json`)];
    const names = manifests.flatMap((path) => {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(read(path));
      return Object.keys({ ...dependencies, ...devDependencies });
    });
    const explained = read("docs/dependencies.md");
    const foreign = names.filter((name) => !name.startsWith("@dev-github-tool/") && !name.startsWith("@types/"));
    expect(foreign.filter((name) => !explained.includes(`\`${name}\``))).toEqual([]);
  });
});

describe("P-02: the lockfile", () => {
  test("pins every package by its content, and holds every package it needs", () => {
    expect(judgeLockfile(lockfile)).toEqual([]);
  });

  test("a package without integrity, from an address of its own, or missing is found", () => {
    const planted = {
      "node_modules/a": { version: "1.0.0" },
      "node_modules/b": { version: "1.0.0", integrity: "sha512-x", resolved: "https://example.test/b.tgz" },
      "node_modules/c": { version: "1.0.0", integrity: "sha512-x", optionalDependencies: { "c-darwin": "1.0.0" } },
    };
    expect(judgeLockfile({ packages: planted })).toEqual([
      "node_modules/a has no integrity",
      "node_modules/b is fetched from an address of its own",
      "node_modules/c needs c-darwin, which is not in the lockfile",
    ]);
  });
});

test("P-03: npm runs no install scripts, saves exact versions and insists on the right Node", () => {
  expect(read(".npmrc").trim().split("\n").sort()).toEqual([
    "engine-strict=true",
    "ignore-scripts=true",
    "save-exact=true",
  ]);
});

describe("P-08: workflows", () => {
  test("read only, and run pinned actions", () => {
    const folder = join(repository, ".github/workflows");
    expect(readdirSync(folder).flatMap((name) => judgeWorkflow(readFileSync(join(folder, name), "utf8")))).toEqual([]);
  });

  test("a tag instead of a commit, more rights, and strangers' text in a shell are found", () => {
    const planted =
      "on: pull_request_target\npermissions:\n  contents: write\nsteps:\n  - uses: a/b@v1\n  - run: echo $" +
      "{{ github.event.x }}\n";
    expect(judgeWorkflow(planted)).toHaveLength(4);
  });
});

describe("P-10: texts", () => {
  test("no file holds a token, a key, a path of one machine, a registry's host or a loose end", async () => {
    const files = (await git("ls-files", "-z", "--cached", "--others", "--exclude-standard")).split("\0");
    const texts = files.filter((path) => path !== "" && path !== "package-lock.json");
    expect(texts.length).toBeGreaterThan(50);
    expect(texts.flatMap((path) => judgeText(path, read(path)))).toEqual([]);
  });

  test("no commit ever held a token or a key", async () => {
    const pattern = "gh[oprsu]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60}|BEGIN [A-Z ]*PRIVATE KEY-----[A-Za-z0-9]";
    const changes = await git("log", "--all", "--extended-regexp", "-G", pattern, "--unified=0", "--format=");
    const found = changes.match(new RegExp(pattern, "g")) ?? [];
    expect(found).toEqual([]);
  });

  test.for([
    ["a path of one machine", ["see ", "root", "notes.txt"].join("/")],
    ["the host of a package registry", ["registry", "npmjs", "org"].join(".")],
    ["a token in GitHub's shape", `gho_${"a1".repeat(18)}`],
    ["a private key", `-----BEGIN ${"PRIVATE KEY"}-----`],
    ["a loose end", `// ${"TO"}DO: later`],
  ] as const)("%s is found", ([what, text]) => {
    expect(judgeText("planted.ts", `one\n${text}\n`)).toEqual([`planted.ts holds ${what}`]);
  });
});

test("a newcomer can read the README and each decision record in one sitting", () => {
  const records = readdirSync(join(repository, "docs/adr")).map((name) => `docs/adr/${name}`);
  const lengths = records.map((path) => [path, read(path).split("\n").length - 1] as const);
  expect(lengths.filter(([, lines]) => lines > 40)).toEqual([]);
  expect(read("README.md").split("\n").length - 1).toBeLessThanOrEqual(150);
});

describe("mutants", () => {
  /** The mutants that take nothing out any more, since the source was changed and they were not. */
  const findStale = (listed: readonly Mutant[]): string[] =>
    listed
      .filter(({ file, defence }) => read(file).split(defence).length !== 2)
      .map(({ threat, file, defence }) => `${threat}, ${file}: ${defence}`);

  test("each takes out a defence that stands in the source, once", () => {
    expect(findStale(mutants)).toEqual([]);
  });

  test.for([
    ["gone", "a defence that nobody wrote"],
    ["there twice", "return"],
  ] as const)("one whose defence is %s is found", ([, defence]) => {
    const planted: Mutant = { threat: "X-00", file: "packages/oauth/src/mask.ts", defence, without: "" };
    expect(findStale([planted])).toHaveLength(1);
  });
});
