import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Host } from "../host.ts";

/** What was going on when the error came. */
export interface Situation {
  /** The command as typed, without values: `dgt issues`. */
  readonly command: string;
  readonly host: Host;
  /** Whether the token comes from `DGT_TOKEN`, in place of a sign-in. */
  readonly hasTokenVariable: boolean;
}

/** Why it happened, what to do now (the most promising first), and how the tool ends. */
export interface Advice {
  readonly reason: string;
  readonly next: readonly string[];
  readonly exitCode: ExitCode;
}

export type AdviceOn<Failure> = Advice | ((error: Failure, situation: Situation) => Advice);

/** One advice for every code of a class of errors: a code without one does not compile. */
export type Advices<Code extends string, Failure> = Readonly<Record<Code, AdviceOn<Failure>>>;

/** The codes that a list of codes by class gives to one class. */
export type CodesOf<
  Codes extends Readonly<Record<string, readonly string[]>>,
  Class extends keyof Codes,
> = Codes[Class][number];

export const loginAgain: readonly string[] = ["dgt login"];
export const retryLater: readonly string[] = ["run the same command again later"];
export const reportIt: readonly string[] = ["run the same command with --debug and report what it prints"];

/** An advice that ends with the general exit code. */
export function failure(reason: string, next: readonly string[]): Advice {
  return { reason, next, exitCode: exitCodes.failure };
}
