import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { joinDoors } from "../../scripts/bundle.ts";
import { runProcess } from "../processes/running-process.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const recipes = join(root, "test/interop/recipes");
const names = readdirSync(recipes);
const tests = names.filter((name) => name.endsWith(".test.mjs"));
/** A program's folder with what it has installed; not below another `node_modules`, where jest looks for no tests. */
const project = mkdtempSync(join(tmpdir(), "recipes-"));
const { dependencies } = JSON.parse(readFileSync(join(root, "packages/sandbox/package.json"), "utf8"));
const programs = ["octokit", "passport", "passport-github2", "express", "openid-client", "vitest", "@jest/globals"];

/** For what hangs: several runners on a busy machine are slow. */
const limitMs = 60_000;

const runners = [
  { runner: "vitest", from: "vitest", args: ["node_modules/vitest/vitest.mjs", "run"], env: {} },
  { runner: "node:test", from: "node:test", args: ["--test"], env: {} },
  {
    runner: "jest",
    from: "@jest/globals",
    args: ["node_modules/jest/bin/jest.js", "--ci", "--runInBand"],
    env: { NODE_OPTIONS: "--experimental-vm-modules" },
  },
];

beforeAll(async () => {
  const sandbox = join(project, "node_modules/@dev-github-tool/sandbox");
  await joinDoors("sandbox", join(sandbox, "dist"));
  copyFileSync(join(root, "packages/sandbox/package.json"), join(sandbox, "package.json"));
  mkdirSync(join(project, "node_modules/@jest"));
  for (const name of [...programs, ...Object.keys(dependencies)]) {
    symlinkSync(join(root, "node_modules", name), join(project, "node_modules", name));
  }
  return () => rmSync(project, { recursive: true, force: true });
});

describe.each(runners)("the recipes in $runner", ({ runner, from, args: [program = "", ...args], env }) => {
  it("pass, each of them", { timeout: 2 * limitMs }, async () => {
    const folder = plantRecipes(runner.replace(":", "-"), from);
    const path = program.startsWith("node_modules") ? join(root, program) : program;
    const finished = await runProcess(process.execPath, { args: [path, ...args], cwd: folder, env, name: runner });
    expect({ said: finished.exitCode === 0 ? "" : `${finished.stdout}${finished.stderr}` }).toEqual({ said: "" });
    const passed = { vitest: /Tests .*4 passed/, "node:test": /# pass 4/, jest: /Tests: +4 passed, 4 total/ }[runner];
    expect(stripVTControlCharacters(`${finished.stdout}${finished.stderr}`)).toMatch(passed ?? /$^/);
  });
});

it("a recipe that is wrong is noticed", { timeout: limitMs }, async () => {
  const folder = plantRecipes("wrong", "node:test");
  const file = join(folder, "octokit.test.mjs");
  writeFileSync(file, readFileSync(file, "utf8").replace('data.login, "octo-lena"', 'data.login, "somebody"'));
  const { exitCode } = await runProcess(process.execPath, { args: ["--test", file], cwd: folder, name: "node:test" });
  expect(exitCode).toBe(1);
});

it("docs/recipes.md has every recipe as it is run, of about ten lines each", () => {
  const page = readFileSync(join(root, "docs/recipes.md"), "utf8");
  const shown = [...page.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => code);
  expect(new Set(shown)).toEqual(new Set(names.map((name) => readFileSync(join(recipes, name), "utf8"))));
  for (const name of tests) {
    const [, body = ""] = /\btest\(.*?\n(.*)\}\);\n$/s.exec(readFileSync(join(recipes, name), "utf8")) ?? [];
    expect(body.trimEnd().split("\n").length, name).toBeLessThanOrEqual(11);
  }
});

/** Copies the recipes to where a program that has installed the sandbox would have them. */
function plantRecipes(name: string, from: string): string {
  const folder = join(project, name);
  mkdirSync(folder, { recursive: true });
  for (const recipe of names) {
    const text = readFileSync(join(recipes, recipe), "utf8");
    writeFileSync(join(folder, recipe), text.replace('{ test } from "vitest"', `{ test } from "${from}"`));
  }
  writeFileSync(
    join(folder, "vitest.config.mjs"),
    `export default { test: { include: ["*.test.mjs"], testTimeout: ${limitMs} } };\n`,
  );
  const jest = { transform: {}, testMatch: ["**/*.test.mjs"], testTimeout: limitMs };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "recipes", type: "module", jest }));
  return folder;
}
