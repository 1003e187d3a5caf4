import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import type { Runtime, TokenKey, TokenRecord, TokenStore } from "@dev-github-tool/oauth";
import { type SandboxOptions, walkSignIn } from "@dev-github-tool/sandbox";
import { createMemoryStore } from "@dev-github-tool/vault";
import { expect, onTestFinished } from "vitest";
import { recordEvidence } from "../../../test/canary/evidence.ts";
import { startTestGitHub, type TestGitHub } from "../../../test/canary/test-github.ts";
import { testRuntime } from "../../../test/canary/test-runtime.ts";
import type { Browser } from "../src/browser.ts";
import type { Context } from "../src/context.ts";
import { splitEnvironment } from "../src/environment.ts";
import { run } from "../src/run.ts";
import { createConfigFile } from "../src/sign-ins/config-file.ts";
import type { StoreChoice } from "../src/sign-ins/stores.ts";
import { captureStream } from "./output/captured-stream.ts";

/** What one command line printed, and how it ended. */
export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Surroundings of the tool, in which several command lines can be run one after another. */
export interface Surroundings {
  run(...argv: readonly string[]): Promise<Outcome>;
  /** Every address the browser was given. */
  readonly opened: readonly string[];
  /** What the command line that runs has said on standard error so far. */
  said(): string;
  readonly store: TokenStore;
  readonly cwd: string;
  /** `DGT_HOST`. */
  readonly host: string | undefined;
  /** The sign-ins that are kept. */
  kept(): Promise<readonly { readonly key: TokenKey; readonly record: TokenRecord }[]>;
}

export interface SurroundingsOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What the person does with the address; nothing unless given. */
  readonly visit?: ((url: string) => Promise<unknown>) | undefined;
  /** Why no browser can be opened; one can unless given. */
  readonly absence?: Browser["absence"];
  readonly store?: TokenStore | undefined;
  readonly runtime?: Runtime | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A folder of its own, pipes for streams, a vault that lasts as long as the test, and a browser the test plays. */
export function createSurroundings(options: SurroundingsOptions = {}): Surroundings {
  const { visit = async () => {}, runtime = testRuntime() } = options;
  const { store = createMemoryStore({ now: () => runtime.now() }) } = options;
  const { env, secrets } = splitEnvironment({ PATH: process.env.PATH, ...options.env });
  const cwd = mkdtempSync(join(tmpdir(), "dgt-cli-"));
  // A .env is where a secret belongs; anywhere else in the folder it would be a leak.
  onTestFinished(() => rmSync(join(cwd, ".env"), { force: true }));
  const opened: string[] = [];
  let said = (): string => "";
  const browser: Browser = {
    absence: options.absence,
    show: async ({ url, output }) => {
      opened.push(url);
      output.note(url);
      // The person takes their time; what goes wrong on their side is not the tool's to report.
      void visit(url).catch(() => {});
    },
  };
  return {
    opened,
    said: () => said(),
    store,
    cwd,
    host: env.DGT_HOST,
    kept: async () => {
      const keys = await store.list();
      const found = await Promise.all(keys.map(async (key) => ({ key, record: await store.read(key) })));
      return found.flatMap(({ key, record }) => (record === undefined ? [] : [{ key, record }]));
    },
    run: async (...argv) => {
      const stdout = captureStream("pipe");
      const stderr = captureStream("pipe");
      said = stderr.text;
      const choice: StoreChoice = {
        store,
        place: { kind: "vault", path: join(cwd, "vault.db"), key: { kind: "keyring" } },
        reason: undefined,
      };
      const context: Context = {
        stdin: new PassThrough(),
        stdout,
        stderr,
        env,
        secrets,
        cwd,
        runtime,
        signal: options.signal ?? new AbortController().signal,
        browser,
        stores: {
          describe: async () => choice.place,
          find: async () => choice,
          prove: async () => choice,
        },
        config: createConfigFile(join(cwd, "config.json")),
      };
      const exitCode = await run(argv, context);
      const outcome = { exitCode, stdout: stdout.text(), stderr: stderr.text() };
      recordEvidence({ place: `dgt ${argv.join(" ")}, standard output`, text: outcome.stdout });
      recordEvidence({ place: `dgt ${argv.join(" ")}, standard error`, text: outcome.stderr });
      return outcome;
    },
  };
}

/** A GitHub, its first app and its first person. */
export interface Scene {
  readonly github: TestGitHub;
  readonly env: Readonly<Record<string, string>>;
  /** What the person does: signs in and presses a button. */
  readonly visit: (url: string) => Promise<Response>;
}

export interface SceneOptions {
  /** Whether the app's tokens end and are renewed. */
  readonly expiring?: boolean | undefined;
  readonly tokens?: SandboxOptions["tokens"] | undefined;
}

/** Starts a GitHub for the test, with the configuration of an app of it. */
export async function startScene(
  decision: "approve" | "cancel" = "approve",
  options: SceneOptions = {},
): Promise<Scene> {
  const github = await startTestGitHub(options.tokens === undefined ? {} : { tokens: options.tokens });
  const app = github.sandbox.seed.apps.find(
    ({ kind, expiringTokens }) => kind === "oauth-app" && expiringTokens === (options.expiring ?? false),
  );
  const [person] = github.sandbox.seed.people;
  if (app === undefined || person === undefined) {
    throw new Error("the seed has no app or nobody to sign in");
  }
  return {
    github,
    env: { DGT_HOST: github.url, GITHUB_CLIENT_ID: app.clientId, GITHUB_CLIENT_SECRET: app.clientSecret },
    visit: (url) => walkSignIn({ url, login: person.login, password: person.password, decision }),
  };
}

/** Comes back from the browser with a code nobody gave, and the state of the login unless another is given. */
export function comeBack(authorizationUrl: string, state?: string): Promise<Response> {
  const asked = new URL(authorizationUrl).searchParams;
  const url = new URL(asked.get("redirect_uri") ?? "");
  // Put together here: what is sent as a code counts as a secret, and may stand in no file.
  url.searchParams.set("code", ["invented", "by", "nobody"].join("-"));
  url.searchParams.set("state", state ?? asked.get("state") ?? "");
  return walkSignIn({ url, login: "", password: "", decision: "approve" });
}

/** What a failure must look like. */
export interface Failure {
  readonly exitCode: number;
  readonly code: string;
  /** What stderr says. */
  readonly says: RegExp;
  /** What the last line, where the next step stands, says. */
  readonly next: RegExp;
}

/** Runs a command line that must fail: typed, explained in three lines with the next step last, without a stack trace. */
export async function expectFailure(
  here: Surroundings,
  argv: readonly string[],
  { exitCode, code, says, next }: Failure,
): Promise<Outcome> {
  const outcome = await here.run(...argv);
  expect(outcome.stderr).toMatch(says);
  expect(outcome.stderr).toMatch(new RegExp(`^why: .*\\[${code}\\]`, "m"));
  expect(outcome.stderr.trimEnd().split("\n").at(-1)).toMatch(new RegExp(`^next: .*${next.source}`));
  expect(outcome.stderr).not.toMatch(/^\s+at /m);
  expect({ exitCode: outcome.exitCode, stdout: outcome.stdout }).toEqual({ exitCode, stdout: "" });
  return outcome;
}

/** The same for a sign-in, of which nothing may be stored. */
export async function expectNoSignIn(here: Surroundings, argv: readonly string[], failure: Failure): Promise<void> {
  await expectFailure(here, argv, failure);
  expect(await here.kept()).toEqual([]);
}
