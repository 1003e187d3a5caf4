// Where a lesson plays: a GitHub of your own on this machine, or the real one when .env holds the values of your app.
import { createInterface } from "node:readline/promises";
import { type GitHubProvider, githubProvider } from "@dev-github-tool/github";
import { type Client, type Runtime, Secret, systemRuntime } from "@dev-github-tool/oauth";
import type { RedirectOptions } from "@dev-github-tool/oauth/loopback";
import { createSandbox, walkSignIn } from "@dev-github-tool/sandbox";

/** What every lesson is given. */
export interface Stage {
  readonly provider: GitHubProvider;
  readonly client: Client;
  readonly redirect: RedirectOptions;
  /** Shows the address to open; in the sandbox, and unless BY_HAND=1 is set, it also approves as a person would. */
  openUrl(url: string): Promise<void>;
  /** Prints a line. Text from GitHub may hold terminal escapes, so what cannot be seen is replaced. */
  say(line?: string): void;
  /** Asks for a number from 1 to `count`; without a terminal it is 1. */
  choose(question: string, count: number): Promise<number>;
  /** The clock of the stage: the sandbox's, which a lesson can move, or the real one. */
  readonly runtime: Runtime;
  /** Moves the sandbox's clock on; the real one cannot be moved, so there it says so and gives back false. */
  skip(hours: number): boolean;
  close(): Promise<void>;
}

function say(line = ""): void {
  console.log(line.replaceAll(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/gu, "\ufffd"));
}

async function choose(question: string, count: number): Promise<number> {
  if (!process.stdin.isTTY) {
    return 1;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = Number(await terminal.question(`${question} (1-${count}) `));
  terminal.close();
  return Number.isInteger(answer) && answer >= 1 && answer <= count ? answer : 1;
}

/** Sets the stage that .env asks for: GitHub when it holds an app's values, the sandbox otherwise. */
export async function setStage(): Promise<Stage> {
  try {
    process.loadEnvFile();
  } catch {
    // No .env: the sandbox needs none.
  }
  const { GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, GITHUB_REDIRECT_URI } = process.env;
  return GITHUB_CLIENT_ID && GITHUB_CLIENT_SECRET
    ? setGitHub({ clientId: GITHUB_CLIENT_ID, clientSecret: new Secret(GITHUB_CLIENT_SECRET) }, GITHUB_REDIRECT_URI)
    : setSandbox();
}

function setGitHub(client: Client, redirectUri: string | undefined): Stage {
  const registered = redirectUri ? new URL(redirectUri) : undefined;
  return {
    provider: githubProvider(),
    client,
    redirect:
      registered === undefined
        ? {}
        : {
            host: registered.hostname === "localhost" ? "localhost" : "127.0.0.1",
            port: Number(registered.port),
            path: registered.pathname,
          },
    openUrl: async (url) => say(`Open this address in your browser:\n  ${url}\n`),
    say,
    choose,
    runtime: systemRuntime,
    skip: (hours) => {
      say(`(GitHub's clock cannot be moved by ${hours} hours; run this lesson without .env to see what happens then.)`);
      return false;
    },
    close: async () => {},
  };
}

async function setSandbox(): Promise<Stage> {
  const sandbox = createSandbox();
  const github = await sandbox.listen();
  const [app] = sandbox.seed.apps;
  const [person] = sandbox.seed.people;
  if (app === undefined || person === undefined) {
    throw new Error("the sandbox has no app or no person");
  }
  say(
    `This is the sandbox, a GitHub of your own at ${github.url}. With an app in .env the lesson meets the real one.\n`,
  );
  return {
    provider: githubProvider(github.url),
    client: { clientId: app.clientId, clientSecret: new Secret(app.clientSecret) },
    redirect: {},
    openUrl: async (url) => {
      if (process.env.BY_HAND === "1") {
        say(`Open this address in your browser:\n  ${url}\n`);
      } else {
        say(`Signing in and approving as ${person.login}. To do it in your own browser, run it with BY_HAND=1.\n`);
        await walkSignIn({ url, login: person.login, password: person.password, decision: "approve" });
      }
    },
    say,
    choose,
    runtime: { ...systemRuntime, now: () => sandbox.clock.now() },
    skip: (hours) => {
      sandbox.clock.advance(hours * 3_600_000);
      return true;
    },
    close: () => github.close(),
  };
}
