import type { ServerWords, Step } from "@dev-github-tool/oauth";
import type { Advice, Situation } from "../advice/advice.ts";
import type { ExitCode } from "../exit-codes.ts";
import type { Source } from "./sources.ts";

/**
 * What is known about one code. In `reason` and `next`, `{host}` stands for the name of the host that is talked to, and
 * `{baseUrl}` for the address of its web pages.
 */
export interface Entry<Failure = never> extends Advice {
  /** What happened, in general. */
  readonly meaning: string;
  /** Several ways to get there, where the reason alone does not tell them. */
  readonly causes?: readonly string[] | undefined;
  /** What to do, in general. */
  readonly fix: string;
  /** What GitHub really sends, where that is not this code by itself. */
  readonly github?: string | undefined;
  /** How the tool ends; with the general exit code unless given. */
  readonly exitCode?: ExitCode | undefined;
  /** Where it happens, when that is not where its whole family does. */
  readonly steps?: readonly Step[] | undefined;
  readonly source?: Source | undefined;
  /** What the error itself, or the situation it came in, knows better. */
  readonly refine?: ((error: Failure, situation: Situation) => Partial<Advice & Pick<Entry, "exitCode">>) | undefined;
}

/** Codes that come from one place: an entry for every one of them, or it does not compile. */
export interface Family<Code extends string = string, Failure = never> {
  /** The class of the errors, or who says such codes. */
  readonly title: string;
  /** Who objects, and how that is seen. */
  readonly intro: string;
  /** The likeliest first; none where no step of a sign-in failed. */
  readonly steps: readonly Step[];
  readonly source?: Source | undefined;
  readonly entries: Readonly<Record<Code, Entry<Failure>>>;
}

/** The codes that a list of codes by class gives to one class. */
export type CodesOf<
  Codes extends Readonly<Record<string, readonly string[]>>,
  Class extends keyof Codes,
> = Codes[Class][number];

export const loginAgain: readonly string[] = ["dgt login"];
export const retryLater: readonly string[] = ["run the same command again later"];
export const reportIt: readonly string[] = ["run the same command with --debug and report what it prints"];

/** A server's own word that no list has. */
export const unknownWord: Entry<ServerWords> = {
  meaning: "a word that is not in this list; see `providerCode`",
  reason: "GitHub refused with a word that dgt does not know.",
  fix: "look it up in the server's documentation",
  next: loginAgain,
  refine: ({ providerCode }) => ({ reason: `GitHub refused with ${providerCode}.` }),
};
