import type { Host } from "../host.ts";

/** What was going on when the error came. */
export interface Situation {
  /** The command as typed, without values: `dgt issues`. */
  readonly command: string;
  readonly host: Host;
  /** Whether the token comes from `DGT_TOKEN`, in place of a sign-in. */
  readonly hasTokenVariable: boolean;
}

/** Why it happened, and what to do now, the most promising first. */
export interface Advice {
  readonly reason: string;
  readonly next: readonly string[];
}
