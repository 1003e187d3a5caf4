import type { TraceEvent } from "@dev-github-tool/oauth";
import type { NoLaunchReason } from "./browser-launch.ts";
import { deviceWords, noBrowser } from "./device-words.ts";
import type { EnvFileRisk } from "./env-file.ts";
import { bold, dim, green, link, type Text, yellow } from "./output/index.ts";
import type { NoStoreReason, RestingPlace } from "./sign-ins/stores.ts";

/** Why a sign-in is not kept, as the end of a sentence. */
const noStore: Readonly<Record<NoStoreReason, string>> = {
  no_session_bus: "there is no keyring here (no session bus)",
  session_bus_silent: "there is no keyring here (the session bus does not answer)",
  not_installed: "the keyring's library is not installed for this system",
  demo: "it is a demonstration",
  keyring_refused: "the keyring is locked or refuses",
  chosen: "you chose so",
};

const envFileRisks: Readonly<Record<EnvFileRisk, (name: string) => string>> = {
  tracked_by_git: (name) =>
    `${name} holds a secret and is tracked by Git: git rm --cached ${name}, then make a new secret.`,
  readable_by_others: (name) => `${name} holds a secret and can be read by other users: chmod 600 ${name}`,
};

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function qualified(state: string): string {
  return state === "all" ? "" : `${state} `;
}

/** Everything the tool says to people, apart from the words about errors, which stand in `catalogue/`. */
export const text = {
  appName: "Dev GitHub Tool",
  banner: [bold("Dev GitHub Tool"), dim(" · your GitHub here, your password only there")],

  signIn: {
    heading: (host: string): Text => bold(`Sign in to ${host}`),
    asBefore: (login: string): Text => [
      "Choose the account ",
      bold(login),
      " in the browser: it is asked to allow more.",
    ],
    scope: (name: string, sees: string): Text => ["  ", bold(name), ` · ${sees}`],
    alsoAllows: (words: string): Text => ["    ", yellow("also allows to"), ` ${words}.`],
    app: (clientId: string): Text => dim(`  asked for by the app ${clientId}`),
    opening: "Your browser opens GitHub's page. Should it not, open this address yourself:",
    notOpening: (reason: NoLaunchReason, port: string): string =>
      `${noBrowser[reason]} ${
        reason === "ssh"
          ? `Connect with ssh -L ${port}:127.0.0.1:${port}, then open this address:`
          : "Open this address yourself, in a browser on this machine:"
      }`,
    openedNothing: "The browser could not be started. Open the address above yourself.",
    waiting: (remaining: string): Text => [
      "Waiting for your approval in the browser",
      dim(` · ${remaining} left · Ctrl-C cancels`),
    ],
    foreignCallback: (count: number): Text => [
      yellow("warning:"),
      ` a redirect that belongs to another sign-in (an older tab, or somebody's link) was turned away${count > 1 ? `, ${count} so far` : ""}. Still waiting.`,
    ],
    neverCame: dim('Did GitHub show a page headed "Be careful!"? What that means: dgt explain redirect_uri_mismatch'),
    exchanging: "Approved. Fetching the token…",
    connected: (login: string, id: number): Text => [
      green("✓ Connected"),
      " as ",
      bold(login),
      dim(` (account ${id})`),
      ". No password was shared.",
    ],
    granted: (host: string, scopes: readonly string[] | undefined, place: string): Text =>
      dim(`  ${[host, ...(scopes === undefined ? [] : [scopes.join(", ") || "public data only"]), place].join(" · ")}`),
    memoryOnly: (reason: NoStoreReason): Text => dim(`  kept for this command only: ${noStore[reason]}`),
    narrower: (missing: readonly string[]): Text => [
      yellow("warning:"),
      ` you were asked for ${missing.join(", ")}, and did not grant it. What needs it will stay hidden.`,
    ],
    broader: (extra: readonly string[]): Text => [
      yellow("warning:"),
      ` the token may do more than was asked for: ${extra.join(", ")}. You granted that to this app before.`,
    ],
    otherAccount: (before: string, now: string): Text => [
      yellow("warning:"),
      ` this is another account than before: ${now} instead of ${before}, who stays signed in too: --account ${before}`,
    ],
    replacedLives: (clientId: string): Text => [
      yellow("warning:"),
      ` GitHub could not be told to end the token of the sign-in before, by the app ${clientId}. It works until you end the app's access:`,
    ],
    notKept: "The vault did not take the sign-in, so it lasts for this command only.",
  },

  device: deviceWords,

  url: (url: string): Text => link(url, url),
  noStore: noStore,
  waiting: (seconds: number): string => `GitHub asks to wait ${seconds} s…`,

  envFile: (risk: EnvFileRisk, name: string): Text => [yellow("warning:"), ` ${envFileRisks[risk](name)}`],

  profile: {
    title: (login: string, name: string | null): Text =>
      name === null ? bold(login) : [bold(name), dim(` · ${login}`)],
    numbers: (repositories: number, followers: number): string =>
      `${counted(repositories, "public repository", "public repositories")} · ${counted(followers, "follower", "followers")}`,
  },

  dashboard: {
    repositories: bold("Recently updated repositories"),
    noRepositories: "You have no repositories that this sign-in can see.",
    which: "Which repository do you want to look into?",
    none: "None, thank you",
    took: (repository: string): Text =>
      dim(`Looking into ${repository}, the first of them. Another one: dgt -R owner/name`),
    issues: (repository: string): Text => [bold("Open issues"), dim(` · ${repository}`)],
    noIssues: "There are no open issues.",
    issuesOff: "This repository has issues switched off.",
    pullRequests: (repository: string): Text => [bold("Open pull requests"), dim(` · ${repository}`)],
    noPullRequests: "There are no open pull requests.",
    privateHidden: dim("Private repositories stay hidden. To see them too: dgt login --private"),
    closing: [green("✓ Done."), " Your GitHub password was never used and never shared."],
  },

  demo: {
    heading: dim("A demonstration: GitHub is played by this machine, the people are invented."),
    walking: (login: string): string =>
      `No terminal, so dgt signs in by itself as ${login}, on the same pages as a person:`,
    offering: (login: string): string => `Open this address in a browser on this machine, and sign in as ${login}:`,
    approve: (login: string): string => `Or shall dgt sign in and approve as ${login}?`,
    next: dim("With your own GitHub: docs/register.md, then dgt login"),
  },

  list: {
    noRepositories: "There are no repositories that this sign-in can see.",
    noIssues: (state: string, repository: string): string => `There are no ${qualified(state)}issues in ${repository}.`,
    noPullRequests: (state: string, repository: string): string =>
      `There are no ${qualified(state)}pull requests in ${repository}.`,
    /** How many are shown, and how to see more when the limit may have cut some off. */
    showing: (count: number, limit: number, repository?: string): Text =>
      dim(
        `${count} shown${repository === undefined ? "" : ` of ${repository}`}${count < limit ? "" : "; more with -L"}`,
      ),
  },

  logout: {
    revoked: (login: string, host: string): Text => [
      green("✓ Signed out"),
      ` of ${host}. GitHub has ended the token of ${login}, and its copy here is gone.`,
    ],
    not_known: (login: string, host: string): Text => [
      green("✓ Signed out"),
      ` of ${host}. GitHub no longer knew the token of ${login}, and its copy here is gone.`,
    ],
    removedOnly: (login: string, host: string): Text => [
      green("✓ Signed out here."),
      ` The token of ${login} at ${host} lives on until you end it there:`,
    ],
    told: (login: string, host: string): Text => [
      green("✓ Signed out"),
      ` of ${host}. GitHub ends the tokens of ${login} and tells their owner by e-mail; the copies here are gone.`,
    ],
    pending: [
      yellow("revocation pending:"),
      " you are signed out here, and GitHub could not be told yet. The token works until it is: any dgt command tries again.",
    ],
    nobody: (host: string): string => `Nobody is signed in to ${host} on this machine.`,
  },

  help: {
    option: "show this help, or that of a command",
    version: "show the version",
    account: "which of your accounts to use, when several are signed in",
    host: "another GitHub than github.com, such as github.example.com (or DGT_HOST)",
    noColor: "no colours (or NO_COLOR)",
    noInput: "never ask, never wait for a person (or DGT_NO_INPUT)",
    debug: "say what happens, with secrets masked",
    more: [
      "dgt help exit-codes",
      "Nothing is reported to anybody: the tool talks to your GitHub and to no other server.",
    ],
    exitCodes: [
      "Exit codes:",
      "  0    done; an empty list is done too",
      "  1    it failed",
      "  2    you declined",
      "  4    a sign-in is needed",
      "  5    a scope or a permission is missing, as far as GitHub tells",
      "  6    GitHub's rate limit is used up",
      "  7    no connection: network, proxy or certificates",
      "  64   the command line could not be understood",
      "  130  interrupted with Ctrl-C",
    ].join("\n"),
  },

  debug: {
    event: ({ elapsedMs, title, url, status, params }: TraceEvent): Text =>
      dim(
        [
          `${String(elapsedMs).padStart(6)} ms`,
          title,
          url,
          status,
          ...Object.entries(params).map(([name, value]) => `${name}=${value}`),
        ]
          .filter((part) => part !== undefined)
          .join("  "),
      ),
    line: (line: string): Text => dim(line),
  },

  /** Where a sign-in rests, and how it is protected there. */
  kept: (place: RestingPlace): string => {
    if (place.kind === "memory") {
      return "kept in memory, for this command only";
    }
    switch (place.key.kind) {
      case "keyring":
        return "kept in an encrypted file, its key in the system keyring";
      case "file":
        return `kept in an encrypted file, its key in ${place.key.path}`;
      case "variable":
        return `kept in an encrypted file, its key in ${place.key.variable}`;
      case "command":
        return `kept in an encrypted file, its key given by ${place.key.command[0]}`;
    }
  },
  damaged: (account: string | undefined): Text => [
    yellow("warning:"),
    account === undefined
      ? " a sign-in is damaged, and whose it is cannot be read. It was left as it is; dgt login with its account may replace it."
      : ` the sign-in of ${account} is damaged, and was left as it is. To replace it: dgt login with this account.`,
  ],
  renewedNotKept: [
    yellow("warning:"),
    " the sign-in was renewed and could not be stored. It works now, and will be over with the next command.",
  ] satisfies Text,

  status: {
    host: (name: string): Text => bold(name),
    account: (login: string, isCurrent: boolean): Text =>
      isCurrent ? ["  ", bold(login), dim(" · used when no account is named")] : ["  ", login],
    line: (label: string, value: string): Text => [dim(`    ${`${label}:`.padEnd(15)}`), value],
    /** Where the values of such lines begin. */
    lineIndent: 19,
    environment: (variable: string): Text => ["  ", bold(variable), dim(" · wins over every sign-in to this host")],
    vault: bold("Where sign-ins rest"),
    kinds: {
      oauth_app: "of an OAuth app (gho_)",
      github_app_user: "of a GitHub App, for a person (ghu_)",
      personal_classic: "personal, classic (ghp_)",
      personal_fine_grained: "personal, fine-grained (github_pat_)",
      other: "of a kind that GitHub does not document",
    },
    permissions: "permissions of the app, chosen where it is installed",
    publicOnly: "none: public data only",
    more: (scopes: string, missing: readonly string[]): string =>
      missing.length === 0 ? scopes : `${scopes} (${missing.join(", ")} for private repositories: dgt login --private)`,
    noEnd: "no end is known: it ends when it is revoked, or after a year unused",
    noRenewal: "none: when the access token ends, you sign in again",
    unknownEnd: "no end is known",
    until: (relative: string, absolute: string): string => `ends ${relative} (${absolute})`,
    since: (relative: string, absolute: string): string => `${relative} (${absolute})`,
    damaged: "damaged, and left as it is: dgt login with this account replaces it",
    nameless: (count: number): string =>
      `${counted(count, "sign-in", "sign-ins")} whose name cannot be read, left as they are`,
    pending: "revocation pending: signed out here, GitHub is told with the next dgt command",
    key: {
      keyring: "in the system keyring",
      file: (path: string): string =>
        `in the file ${path}: protects against other users and stray copies, not against whoever can read both`,
      variable: (name: string): string => `in the variable ${name}`,
      command: (program: string): string => `given by ${program}`,
    },
    memory: "in memory, for one command",
    works: (login: string, host: string): Text => [green("✓ Works:"), ` ${host} answers to ${login}.`],
  },

  keyPlace: {
    noKeyring: (reason: NoStoreReason): string =>
      `Sign-ins are kept in an encrypted file, and its key in the system keyring; but ${noStore[reason]}.`,
    which: "Where shall the key rest?",
    memory: "Nowhere",
    memoryHint: "the sign-in lasts for this command",
    file: "In a file beside the encrypted one",
    fileHint: "protects against other users and stray copies of one file only: whoever reads both can use them",
    command: "In a password manager",
    commandHint: "a command prints it, such as /usr/bin/pass show dgt",
    whichCommand: "The command that prints 32 random bytes as base64 (the program with its whole path; no quotes)",
    commandNotAbsolute: "Begin with the program's whole path, such as /usr/bin/pass",
  },

  cancelled: "Cancelled.",
} as const;
