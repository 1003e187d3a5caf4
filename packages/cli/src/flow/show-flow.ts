import { createTrace, DevGitHubError, type TraceEvent } from "@dev-github-tool/oauth";
import type { CommandContext } from "../command-context.ts";
import { TraceFileError } from "../errors.ts";
import type { Text } from "../output/index.ts";
import { SENTENCE_INDENT } from "./sentences.ts";
import { createTraceFile, type TraceFile } from "./trace-file.ts";
import { createFlowView, type FlowView } from "./view.ts";
import type { FlowOptions } from "./with-flow.ts";
import { flowText } from "./words.ts";

/**
 * Runs a command and shows what happens as it happens, in the terminal, in a file, or both. What goes wrong with the file
 * after the start takes nothing from the command.
 *
 * @throws TraceFileError before the command has begun; what the command throws.
 */
export async function showFlow(
  { depth, file }: FlowOptions,
  context: CommandContext,
  run: (context: CommandContext) => Promise<void>,
): Promise<void> {
  const { output, stderr, env, runtime, cwd, onDebugEvent } = context;
  const traceFile = file === undefined ? undefined : createTraceFile(file, { cwd, startedAt: runtime.now() });
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
    if (traceFile !== undefined) {
      output.note(finish(traceFile));
    }
  }
}

/** Closes the file, and gives back what is to be said of it. */
function finish(file: TraceFile): Text {
  try {
    file.close();
    return flowText.written(file.path);
  } catch (error) {
    return flowText.notWritten(error instanceof TraceFileError ? error.message : "");
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
