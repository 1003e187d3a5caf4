// Where a lesson plays: a GitHub of your own on this machine, or the real one when .env holds the values of your app.
import type { GitHubProvider } from "@dev-github-tool/github";
import type { Client, Runtime } from "@dev-github-tool/oauth";
import type { RedirectOptions } from "@dev-github-tool/oauth/loopback";
import type { RunningSandbox, StartOptions } from "@dev-github-tool/sandbox";

/** What every lesson is given. */
export interface Stage {
  readonly provider: GitHubProvider;
  readonly client: Client;
  readonly redirect: RedirectOptions;
  /** A folder for this run alone; it is removed when the lesson ends. */
  readonly folder: string;
  /** The clock of the stage: the sandbox's, which a lesson can move, or the real one. */
  readonly runtime: Runtime;
  /** Prints lines, as wide as the terminal. */
  say(text?: string): void;
  /** Asks for a number from 1 to `count`; without a terminal it is 1. */
  choose(question: string, count: number): Promise<number>;
  /** Asks a question of yes or no; without a terminal it is no. */
  confirm(question: string): Promise<boolean>;
  /** Shows the address to open; in the sandbox, and unless BY_HAND=1 is set, it also approves as a person would. */
  openUrl(url: string): Promise<void>;
  /** How the pages from an authorization URL on are headed; none on GitHub, which shows them to you and to no program. */
  readHeadings(url: string): Promise<readonly string[]>;
  /** Moves the clock on by hours. False on GitHub, whose clock nobody can move. */
  skip(hours: number): boolean;
  /** The person takes access back in the settings. False when nobody is there to do it. */
  takeBack(): Promise<boolean>;
  close(): Promise<void>;
}

/** The sandbox as a stage: a lesson can also look behind it. */
export interface SandboxStage extends Stage {
  readonly sandbox: RunningSandbox;
}

/** One line of a lesson to change, so that something breaks. */
export interface BreakIt {
  readonly change: string;
  readonly into: string;
  /** What you see then. */
  readonly see: string;
}

/** What the file of a lesson gives. A checkpoint always gets a `SandboxStage`. */
export interface Lesson {
  readonly lesson: (stage: Stage) => Promise<void>;
  /** How its sandbox differs from the usual one. */
  readonly sandbox?: StartOptions;
  readonly breakIt?: BreakIt;
}
