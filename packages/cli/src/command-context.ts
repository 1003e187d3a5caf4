import type { Trace, TraceEvent } from "@dev-github-tool/oauth";
import type { Situation } from "./advice/advice.ts";
import type { Context } from "./context.ts";
import type { Host } from "./host.ts";
import type { Output } from "./output/index.ts";
import type { Asking } from "./prompt.ts";

/** What a command works with: the surroundings, and what every command line decides about them. */
export interface CommandContext extends Context {
  readonly output: Output;
  readonly host: Host;
  readonly situation: Situation;
  /** The account that `--account` names; undefined for the only one, or the one used last. */
  readonly account: string | undefined;
  /** Whether to wait for a person to approve in a browser: not with `--no-input`. */
  readonly mayWait: boolean;
  /** Undefined when there is nobody to ask in the terminal. */
  readonly asking: Asking | undefined;
  /** Is told what happens, by those who make it happen; undefined when nobody wants to know. */
  readonly trace: Trace | undefined;
  /** Shows an event to whoever asked for `--debug`. */
  readonly onDebugEvent: ((event: TraceEvent) => void) | undefined;
}
