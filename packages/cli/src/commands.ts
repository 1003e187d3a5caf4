import type { CommandContext } from "./command-context.ts";
import { issueFields } from "./commands/issues/view.ts";
import { profileFields } from "./commands/profile/view.ts";
import { pullRequestFields } from "./commands/pull-requests/view.ts";
import { repositoryFields } from "./commands/repositories/view.ts";
import type { SandboxFlags } from "./commands/sandbox/serve.ts";
import type { Fields } from "./fields.ts";
import type { ListFlags } from "./options.ts";

/** Options as commander hands them over, whatever the command. */
export type Flags = ListFlags &
  SandboxFlags & {
    readonly private?: boolean | undefined;
    readonly device?: boolean | undefined;
    readonly local?: boolean | undefined;
    readonly revokePublicly?: boolean | undefined;
    readonly explain?: string | true | undefined;
    readonly trace?: string | undefined;
    readonly format?: string | undefined;
    readonly output?: string | undefined;
    readonly offline?: boolean | undefined;
  };

/** One command as the command line and the help see it. What it does is loaded only when it is called. */
export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  /** The bare words that it takes, as its usage shows them; without, it takes none. */
  readonly words?: string | undefined;
  readonly options: readonly (readonly [flags: string, description: string])[];
  readonly examples: readonly string[];
  readonly fields?: Fields<never> | undefined;
  /** Parses the options and gives back what remains to be done. */
  readonly load: (flags: Flags, words: readonly string[]) => Promise<(context: CommandContext) => Promise<void>>;
}

const repository = ["-R, --repo <owner/name>", "the repository; this folder's origin unless given"] as const;
const limit = ["-L, --limit <number>", "how many at most (30)"] as const;
const state = ["-s, --state <state>", "open, closed or all (open)"] as const;
const flow = [
  ["--explain [level]", "draw each step of the sign-in as it happens, with its reason; 2 adds what it keeps out"],
  ["--trace <file>", "write what happens into a file, masked: safe to share, and dgt trace shows it"],
] as const;
const json = ["--json [fields]", "print JSON, with the fields named, or all of them"] as const;

/** What `dgt` does when it is called without a command. */
export const mainRun: CommandSpec = {
  name: "dashboard",
  summary: "Sign in to GitHub in your own browser, and see your repositories, issues and pull requests.",
  options: [
    ["-R, --repo <owner/name>", "the repository to look into; asked, or the first, unless given"],
    ["--json", "print everything as one JSON value"],
    ...flow,
  ],
  examples: ["dgt", "dgt -R octocat/hello-world", "dgt issues -R octocat/hello-world --json number,title", "dgt demo"],
  load: async (flags) => {
    const { parseDashboard, runDashboard } = await import("./commands/dashboard/show.ts");
    const options = parseDashboard(flags);
    return (context) => runDashboard(options, context);
  },
};

/** The commands, in the order the help lists them. */
export const commands: readonly CommandSpec[] = [
  {
    name: "login",
    summary: "Sign in to GitHub in your own browser. Asks to read your profile, and for nothing else.",
    options: [
      ["--private", "ask for private repositories too; GitHub gives that only together with the right to write"],
      [
        "--device",
        "type a code on GitHub's page, in a browser on any machine; so by itself where none can be opened here",
      ],
      ...flow,
    ],
    examples: [
      "dgt login",
      "dgt login --private",
      "dgt login --device",
      "dgt login --explain",
      "dgt login --host github.example.com",
    ],
    load: async (flags) => {
      const { parseLogin, runLogin } = await import("./commands/session/login.ts");
      const options = parseLogin(flags);
      return (context) => runLogin(options, context);
    },
  },
  {
    name: "profile",
    summary: "Show whose account it is.",
    options: [json],
    examples: ["dgt profile", "dgt profile --json login,followers"],
    fields: profileFields,
    load: async (flags) => {
      const { parseProfile, runProfile } = await import("./commands/profile/show.ts");
      const options = parseProfile(flags);
      return (context) => runProfile(options, context);
    },
  },
  {
    name: "repos",
    summary: "List your repositories, the most recently updated first.",
    options: [limit, json],
    examples: ["dgt repos", "dgt repos -L 5", "dgt repos --json nameWithOwner,stargazerCount"],
    fields: repositoryFields,
    load: async (flags) => {
      const { parseRepositoryList, runRepositoryList } = await import("./commands/repositories/list.ts");
      const options = parseRepositoryList(flags);
      return (context) => runRepositoryList(options, context);
    },
  },
  {
    name: "issues",
    summary: "List the issues of a repository, the newest first.",
    options: [repository, limit, state, json],
    examples: ["dgt issues", "dgt issues -R octocat/hello-world -s all", "dgt issues --json number,title,labels"],
    fields: issueFields,
    load: async (flags) => {
      const { parseIssueList, runIssueList } = await import("./commands/issues/list.ts");
      const options = parseIssueList(flags);
      return (context) => runIssueList(options, context);
    },
  },
  {
    name: "prs",
    summary: "List the pull requests of a repository, the newest first.",
    options: [repository, limit, state, json],
    examples: ["dgt prs", "dgt prs -R octocat/hello-world -s all", "dgt prs --json number,title,headRefName"],
    fields: pullRequestFields,
    load: async (flags) => {
      const { parsePullRequestList, runPullRequestList } = await import("./commands/pull-requests/list.ts");
      const options = parsePullRequestList(flags);
      return (context) => runPullRequestList(options, context);
    },
  },
  {
    name: "status",
    summary:
      "Say who is signed in, what the sign-in may do, until when, and where it rests. Asks GitHub whether it works.",
    options: [["--json", "print JSON"]],
    examples: ["dgt status", "dgt status --json", "dgt status --account octocat"],
    load: async (flags) => {
      const { parseStatus, runStatus } = await import("./commands/session/status.ts");
      const options = parseStatus(flags);
      return (context) => runStatus(options, context);
    },
  },
  {
    name: "logout",
    summary: "End the sign-in: its tokens at GitHub, and their copies here.",
    options: [
      ["--local", "remove the copies here and leave the tokens at GitHub alone"],
      [
        "--revoke-publicly",
        "end the tokens without the app's secret, as whoever found them could; GitHub tells their owner by e-mail",
      ],
    ],
    examples: ["dgt logout", "dgt logout --account octocat", "dgt logout --local"],
    load: async (flags) => {
      const { parseLogout, runLogout } = await import("./commands/session/logout.ts");
      const options = parseLogout(flags);
      return (context) => runLogout(options, context);
    },
  },
  {
    name: "timeline",
    summary: "Show how long the tokens live: now, their ends, and when and by whom they were stored. Asks nobody.",
    options: [
      ["--format <format>", "text or html (text)"],
      ["-o, --output <file>", "where the page goes; standard output unless given"],
      ["--json", "print JSON"],
    ],
    examples: ["dgt timeline", "dgt timeline --format html -o timeline.html", "dgt timeline --json"],
    load: async (flags) => {
      const { parseTimeline, runTimeline } = await import("./commands/timeline/show.ts");
      const options = parseTimeline(flags);
      return (context) => runTimeline(options, context);
    },
  },
  {
    name: "trace",
    summary: "Show what a --trace file holds: as text, as a page, as a Mermaid diagram, or as JSON.",
    words: "show <file>",
    options: [
      ["--format <format>", "text, html, mermaid or json (text)"],
      ["-o, --output <file>", "where the page goes; standard output unless given"],
      ["--explain [level]", "2 adds to each step of the text what it keeps out"],
    ],
    examples: ["dgt trace show flow.jsonl", "dgt trace show flow.jsonl --format html -o flow.html"],
    load: async (flags, words) => {
      const { parseTraceShow, runTraceShow } = await import("./commands/trace/show.ts");
      const options = parseTraceShow(flags, words);
      return (context) => runTraceShow(options, context);
    },
  },
  {
    name: "doctor",
    summary: "Look at everything a sign-in and a request need, and say what is wrong. Changes nothing.",
    words: "[authorization-url]",
    options: [
      ["-R, --repo <owner/name>", "also whether this repository can be seen; this folder's origin unless given"],
      ["--offline", "ask nobody: only what can be seen on this machine"],
      ["--json", "print JSON"],
    ],
    examples: ["dgt doctor", "dgt doctor -R octocat/hello-world", "dgt doctor --offline --json"],
    load: async (flags, words) => {
      const { parseDoctor, runDoctor } = await import("./commands/doctor/show.ts");
      const options = parseDoctor(flags, words);
      return (context) => runDoctor(options, context);
    },
  },
  {
    name: "explain",
    summary:
      "Say what an error code, an HTTP status or a message of GitHub's means, and what to do. Alone: list them. Of credentials: what a sign-in works with.",
    words: "[code]",
    options: [["--json", "print JSON"]],
    examples: [
      "dgt explain bad_verification_code",
      "dgt explain 404",
      "dgt explain Bad credentials",
      "dgt explain credentials",
    ],
    load: async (flags, words) => {
      const { parseExplain, runExplain } = await import("./commands/explain/show.ts");
      const options = parseExplain(flags, words);
      return (context) => runExplain(options, context);
    },
  },
  {
    name: "demo",
    summary: "Walk through everything with a GitHub of your own on this machine. Nothing is kept.",
    options: flow,
    examples: ["dgt demo", "dgt demo --explain"],
    load: async (flags) => {
      const { parseDemo, runDemo } = await import("./commands/demo/show.ts");
      const options = parseDemo(flags);
      return (context) => runDemo(options, context);
    },
  },
  {
    name: "sandbox",
    summary: "Run a GitHub of your own on this machine, to try other programs against. NOT FOR PRODUCTION.",
    options: [
      ["--port <number>", "the port; a free one unless given"],
      ["--unix <path>", "listen on a unix socket instead"],
      ["--tls", "speak TLS, with a certificate made now"],
      ["--seed <file>", "the world to start with, as JSON"],
      ["--fault <fault...>", "what goes wrong, such as drop-after-commit"],
      ["--clock <instant>", "what time it is at the start, such as 2026-11-01T12:00:00Z"],
      ["--strict", "behave as OAuth's RFCs have it and not as GitHub does"],
      ["--switch <name=value...>", "a single point in which to differ, such as consent=always"],
      ["--randomness <text>", "make tokens and all else random the same in every run"],
      ["--json", "print what is printed at the start as one line of JSON"],
    ],
    examples: [
      "dgt sandbox --port 4010",
      "dgt sandbox --fault drop-after-commit",
      "dgt sandbox --seed world.json --json",
    ],
    load: async (flags) => {
      const { parseSandbox, runSandbox } = await import("./commands/sandbox/serve.ts");
      const args = parseSandbox(flags);
      return (context) => runSandbox(args, context);
    },
  },
];
