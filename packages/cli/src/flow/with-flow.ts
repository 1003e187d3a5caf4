import type { CommandContext } from "../command-context.ts";
import { UsageError } from "../errors.ts";
import type { Depth } from "./sentences.ts";

/** What somebody wants to see of a flow. */
export interface FlowOptions {
  /** How much is explained while it happens; undefined for nothing. */
  readonly depth: Depth | undefined;
  /** The file to write what happens into. */
  readonly file: string | undefined;
}

/** Options as commander gives them. */
export interface FlowFlags {
  readonly explain?: string | true | undefined;
  readonly trace?: string | undefined;
  readonly json?: string | true | undefined;
}

/** @throws UsageError `invalid_value`, `invalid_arguments`. */
export function parseFlow({ explain, trace, json }: FlowFlags): FlowOptions {
  const depth = parseDepth(explain);
  if (depth !== undefined && json !== undefined) {
    throw new UsageError("--explain is for people and --json for programs; a program reads --trace FILE", {
      code: "invalid_arguments",
      hint: "--trace FILE",
    });
  }
  if (trace === "") {
    throw new UsageError("--trace takes the name of a file", { code: "invalid_value", hint: "--trace flow.jsonl" });
  }
  return { depth, file: trace };
}

/** @throws UsageError `invalid_value`. */
export function parseDepth(explain: string | true | undefined): Depth | undefined {
  if (explain !== undefined && explain !== true && explain !== "1" && explain !== "2") {
    throw new UsageError("--explain takes no value, or 2 for what an attacker could do", {
      code: "invalid_value",
      hint: "--explain=2",
    });
  }
  return explain === undefined ? undefined : explain === "2" ? 2 : 1;
}

/**
 * Runs a command, and shows its flow where somebody wants to see it. Where nobody does, nothing of the views is loaded.
 *
 * @throws TraceFileError before the command has begun; what the command throws.
 */
export async function withFlow(
  options: FlowOptions,
  context: CommandContext,
  run: (context: CommandContext) => Promise<void>,
): Promise<void> {
  if (options.depth === undefined && options.file === undefined) {
    return run(context);
  }
  const { showFlow } = await import("./show-flow.ts");
  return showFlow(options, context, run);
}
