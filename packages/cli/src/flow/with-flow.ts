import { createTrace, DevGitHubError, type TraceEvent } from "@dev-github-tool/oauth";
import type { CommandContext } from "../command-context.ts";
import { TraceFileError, UsageError } from "../errors.ts";
import { type Depth, SENTENCE_INDENT } from "./sentences.ts";
import { createTraceFile } from "./trace-file.ts";
import { createFlowView, type FlowView } from "./view.ts";
import { flowText } from "./words.ts";

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
 * Runs a command and shows what happens as it happens, in the terminal, in a file, or both. What goes wrong with the file
 * after the start takes nothing from the command.
 *
 * @throws TraceFileError before the command has begun; what the command throws.
 */
export async function withFlow(
  { depth, file }: FlowOptions,
  context: CommandContext,
  run: (context: CommandContext) => Promise<void>,
): Promise<void> {
  if (depth === undefined && file === undefined) {
    return run(context);
  }
  const { output, stderr, env, runtime, cwd, onDebugEvent } = context;
  const traceFile = file === undefined ? undefined : await createTraceFile(file, { cwd, startedAt: runtime.now() });
  const live = depth === undefined ? undefined : createLive(await createFlowView({ stream: stderr, env, depth }));
  let isFailed = false;
  const onEvent = (event: TraceEvent): void => {
    isFailed ||= event.name === "failed";
    onDebugEvent?.(event);
    traceFile?.write(event);
    for (const line of live?.(event) ?? []) {
      output.note(line, SENTENCE_INDENT);
    }
  };
  const trace = createTrace({ runtime, onEvent });
  try {
    await run({ ...context, trace });
  } catch (error) {
    if (error instanceof DevGitHubError && !isFailed) {
      const { step, code } = error;
      const place = { from: "client", to: "client", channel: "local", kind: "note" } as const;
      trace.record({ ...place, name: "failed", step, code, title: "the flow ended here" });
    }
    throw error;
  } finally {
    await traceFile?.close().then(
      () => output.note(flowText.written(traceFile.path)),
      (error: unknown) => output.note(flowText.notWritten(error instanceof TraceFileError ? error.message : "")),
    );
  }
}

/** What is drawn of a flow while it runs: after the first answer of the API it is over, and further requests are no part of it. */
function createLive({ draw }: FlowView): (event: TraceEvent) => ReturnType<FlowView["draw"]> {
  let asked: string | undefined;
  let isOver = false;
  return (event) => {
    if (event.name !== "api_requested" && event.name !== "api_answered") {
      return draw(event);
    }
    if (isOver || (asked !== undefined && asked !== event.url)) {
      return [];
    }
    asked = event.url;
    isOver = event.name === "api_answered";
    return draw(event);
  };
}
