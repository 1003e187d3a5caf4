import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { plantInCopy, repository } from "./gates/planted-tree.ts";
import { runProcess } from "./processes/running-process.ts";

interface Offence {
  /** The file that offends. */
  readonly file: string;
  readonly text: string;
  /** What the linter says of it. */
  readonly says: RegExp;
}

const DOOR = /entered by its door only/;
const HIDDEN_INPUT = /come in through Runtime/;
const ONE_WRITER = /one sanitising writer/;

const offences: Readonly<Record<string, Offence>> = {
  "the sandbox importing the client": {
    file: "packages/sandbox/src/planted-client.ts",
    text: 'export { Secret } from "@dev-github-tool/oauth";\n',
    says: /shares nothing with the client/,
  },
  "oauth importing another package of ours": {
    file: "packages/oauth/src/planted-github.ts",
    text: 'export { githubProvider } from "@dev-github-tool/github";\n',
    says: /rests on none of them/,
  },
  "oauth's loopback importing another package of ours": {
    file: "packages/oauth/src/loopback/planted-github.ts",
    text: 'export { githubProvider } from "@dev-github-tool/github";\n',
    says: /rests on none of them/,
  },
  "the oauth core importing a module of Node's": {
    file: "packages/oauth/src/planted-node.ts",
    text: 'export { createServer } from "node:http";\n',
    says: /belong in src\/loopback/,
  },
  "the oauth core using process": {
    file: "packages/oauth/src/planted-process.ts",
    text: "export const planted = process.version;\n",
    says: /global variable process/,
  },
  "the oauth core using Buffer": {
    file: "packages/oauth/src/planted-buffer.ts",
    text: 'export const planted = Buffer.from("x");\n',
    says: /global variable Buffer/,
  },
  "oauth calling fetch past its Runtime": {
    file: "packages/oauth/src/planted-fetch.ts",
    text: 'export const planted = (): Promise<Response> => fetch("https://example.test");\n',
    says: /global variable fetch/,
  },
  "github calling fetch past its Runtime": {
    file: "packages/github/src/planted-fetch.ts",
    text: 'export const planted = (): Promise<Response> => fetch("https://example.test");\n',
    says: /global variable fetch/,
  },
  "github importing the sandbox": {
    file: "packages/github/src/planted-sandbox.ts",
    text: 'export { createSandbox } from "@dev-github-tool/sandbox";\n',
    says: /without the tool and without the sandbox/,
  },
  "the vault importing another package than oauth": {
    file: "packages/vault/src/planted-github.ts",
    text: 'export { githubProvider } from "@dev-github-tool/github";\n',
    says: /rests on oauth only/,
  },
  "the tool importing the sandbox outside its two commands": {
    file: "packages/cli/src/planted-sandbox.ts",
    text: 'export { createSandbox } from "@dev-github-tool/sandbox";\n',
    says: /only through dgt demo and dgt sandbox/,
  },
  "an import past a door by name": {
    file: "packages/cli/src/planted-deep-name.ts",
    text: 'export { Secret } from "@dev-github-tool/oauth/src/secret.ts";\n',
    says: DOOR,
  },
  "an import past a door by path": {
    file: "packages/github/src/planted-deep-path.ts",
    text: 'export { Secret } from "../../oauth/src/secret.ts";\n',
    says: DOOR,
  },
  "a test importing past a door": {
    file: "test/flows/planted-deep.ts",
    text: 'export { Secret } from "../../packages/oauth/src/index.ts";\n',
    says: DOOR,
  },
  "a dynamic import past a wall": {
    file: "packages/github/src/planted-dynamic.ts",
    text: 'export const planted = (): Promise<unknown> => import("@dev-github-tool/sandbox");\n',
    says: /without the tool and without the sandbox/,
  },
  "an import of what the package does not declare": {
    file: "packages/github/src/planted-undeclared.ts",
    text: 'export { Hono } from "hono";\n',
    says: /hono isn't specified in packages\/github\/package.json/,
  },
  "an import of what only the whole repository declares": {
    file: "packages/oauth/src/planted-root.ts",
    text: 'export { Octokit } from "octokit";\n',
    says: /octokit isn't specified in packages\/oauth\/package.json/,
  },
  "a package that is published as it is importing what is there for its tests": {
    file: "packages/github/src/planted-types.ts",
    text: 'export { components } from "@octokit/openapi-types";\n',
    says: /openapi-types isn't specified in packages\/github\/package.json/,
  },
  "a test starting processes unwatched": {
    file: "test/flows/planted-child.ts",
    text: 'export { spawn } from "node:child_process";\n',
    says: /start processes through test\/processes/,
  },
  "console.log in a package": {
    file: "packages/cli/src/planted-console.ts",
    text: 'export const planted = (): void => console.log("x");\n',
    says: /Don't use console/,
  },
  "standard output written past the writer": {
    file: "packages/cli/src/planted-stdout.ts",
    text: 'export const planted = (): boolean => process.stdout.write("x");\n',
    says: ONE_WRITER,
  },
  "standard error written past the writer": {
    file: "packages/sandbox/src/planted-stderr.ts",
    text: 'import process from "node:process";\n\nexport const planted = (): boolean => process.stderr.write("x");\n',
    says: ONE_WRITER,
  },
  "oauth reading the clock": {
    file: "packages/oauth/src/planted-now.ts",
    text: "export const planted = Date.now();\n",
    says: HIDDEN_INPUT,
  },
  "github reading the clock": {
    file: "packages/github/src/planted-date.ts",
    text: "export const planted = new Date();\n",
    says: HIDDEN_INPUT,
  },
  "oauth using weak randomness": {
    file: "packages/oauth/src/planted-random.ts",
    text: "export const planted = Math.random();\n",
    says: HIDDEN_INPUT,
  },
  "a default export": {
    file: "packages/oauth/src/planted-default.ts",
    text: "export default 1;\n",
    says: /default export/i,
  },
  "an enum": {
    file: "packages/oauth/src/planted-enum.ts",
    text: "export enum Planted {\n  One,\n}\n",
    says: /enum/i,
  },
  any: {
    file: "packages/oauth/src/planted-any.ts",
    text: "export const planted = (value: any): string => value;\n",
    says: /Unexpected any/,
  },
  "@ts-ignore": {
    file: "packages/oauth/src/planted-ignore.ts",
    text: "// @ts-ignore\nexport const planted: string = 1;\n",
    says: /@ts-ignore/,
  },
  "a promise nobody waits for": {
    file: "packages/oauth/src/planted-promise.ts",
    text: "export function planted(work: () => Promise<void>): void {\n  work();\n}\n",
    says: /noFloatingPromises/,
  },
  "a cycle of imports": {
    file: "packages/oauth/src/planted-cycle.ts",
    text: 'import { one } from "./planted-cycle.ts";\n\nexport const two = (): number => one();\nexport const one = (): number => 1;\n',
    says: /cycle/,
  },
  "a test that does not run": {
    file: "packages/oauth/test/planted.test.ts",
    text: 'import { test } from "vitest";\n\ntest.skip("something", () => {});\n',
    says: /noSkippedTests/,
  },
  "a test that runs alone": {
    file: "packages/oauth/test/planted-only.test.ts",
    text: 'import { test } from "vitest";\n\ntest.only("something", () => {});\n',
    says: /focus/i,
  },
  "a file over 300 lines": {
    file: "packages/oauth/src/planted-long.ts",
    text: Array.from({ length: 301 }, (_, at) => `export const line${at} = ${at};\n`).join(""),
    says: /300/,
  },
  "a file name that is not kebab-case": {
    file: "packages/oauth/src/plantedName.ts",
    text: "export const planted = 1;\n",
    says: /kebab-case/,
  },
};

const permitted: Readonly<Record<string, readonly [file: string, text: string]>> = {
  "github importing oauth": [
    "packages/github/src/allowed-oauth.ts",
    'export { Secret } from "@dev-github-tool/oauth";\n',
  ],
  "the vault importing oauth": [
    "packages/vault/src/allowed-oauth.ts",
    'export { Secret } from "@dev-github-tool/oauth";\n',
  ],
  "oauth's loopback importing Node's modules": [
    "packages/oauth/src/loopback/allowed-node.ts",
    'export { createServer } from "node:http";\n',
  ],
  "the tool importing a subpath door": [
    "packages/cli/src/allowed-loopback.ts",
    'export { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";\n',
  ],
  "a program importing the vault's door for PostgreSQL": [
    "bench/allowed-postgres.ts",
    'export { openPostgresStore } from "@dev-github-tool/vault/postgres";\n',
  ],
  "the tool importing what its bundle takes in": [
    "packages/cli/src/allowed-bundled.ts",
    'export { createColors } from "picocolors";\n',
  ],
  "dgt demo importing the sandbox": [
    "packages/cli/src/commands/demo/allowed.ts",
    'export { createSandbox } from "@dev-github-tool/sandbox";\n',
  ],
  "a package's own test importing its source": [
    "packages/oauth/test/allowed.ts",
    'export { Secret } from "../src/secret.ts";\n',
  ],
  "the one writer writing": [
    "packages/cli/src/output/writer.ts",
    'import process from "node:process";\n\nexport const allowed = (): boolean => process.stdout.write("x");\n',
  ],
  "Runtime reading the clock": ["packages/oauth/src/runtime.ts", "export const allowed = Date.now();\n"],
  "a script printing": ["scripts/allowed.ts", 'console.log("x");\n'],
  "a date made of a given instant": ["packages/oauth/src/allowed-date.ts", "export const allowed = new Date(0);\n"],
};

let diagnostics: string[];

beforeAll(async () => {
  const planted = Object.values(offences).map(({ file, text }) => [file, text] as const);
  const copy = plantInCopy(Object.fromEntries([...planted, ...Object.values(permitted)]));
  const biome = join(repository, "node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "lint", "--vcs-enabled=false", "--reporter=github", "--max-diagnostics=none", "."];
  const { stdout } = await runProcess(process.execPath, { args, cwd: copy, name: "biome" });
  diagnostics = stdout.split("\n").filter((line) => line.startsWith("::"));
});

const diagnosticsOf = (file: string): string[] => diagnostics.filter((line) => line.includes(`${file},`));

describe("the linter refuses", () => {
  test.for(Object.entries(offences))("%s", ([, { file, says }]) => {
    expect(diagnosticsOf(file)).toContainEqual(expect.stringMatching(says));
    expect(diagnosticsOf(file).join("\n")).toContain("::error");
  });
});

describe("the linter allows", () => {
  test.for(Object.entries(permitted))("%s", ([, [file]]) => {
    expect(diagnosticsOf(file)).toEqual([]);
  });
});
