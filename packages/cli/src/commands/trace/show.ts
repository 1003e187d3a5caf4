import type { CommandContext } from "../../command-context.ts";
import { UsageError } from "../../errors.ts";
import { type FlowTrace, readTraceFile } from "../../flow/read-trace.ts";
import { type Depth, SENTENCE_INDENT } from "../../flow/sentences.ts";
import { writeNewFile } from "../../flow/trace-file.ts";
import { parseDepth } from "../../flow/with-flow.ts";
import { flowText } from "../../flow/words.ts";
import type { Output } from "../../output/index.ts";

type Format = "text" | "html" | "mermaid" | "json";

const FORMATS: readonly Format[] = ["text", "html", "mermaid", "json"];

export interface TraceShowOptions {
  readonly file: string;
  readonly format: Format;
  readonly depth: Depth;
  /** Where the page goes; standard output unless given. */
  readonly target: string | undefined;
}

/** @throws UsageError `invalid_arguments`, `invalid_value`. */
export function parseTraceShow(
  flags: {
    readonly format?: string | undefined;
    readonly output?: string | undefined;
    readonly explain?: string | true | undefined;
  },
  [verb, file, ...more]: readonly string[],
): TraceShowOptions {
  if (verb !== "show" || file === undefined || more.length > 0) {
    throw new UsageError("dgt trace takes show and the name of one file", {
      code: "invalid_arguments",
      hint: "dgt trace show FILE",
    });
  }
  const format = FORMATS.find((known) => known === (flags.format ?? "text"));
  if (format === undefined) {
    throw new UsageError(`--format takes ${FORMATS.join(", ")}`, { code: "invalid_value", hint: "--format html" });
  }
  if (flags.output !== undefined && format !== "html") {
    throw new UsageError("-o is for a page; the other formats go to standard output", {
      code: "invalid_arguments",
      hint: "--format html",
    });
  }
  return { file, format, depth: parseDepth(flags.explain) ?? 1, target: flags.output };
}

/**
 * Shows a trace. What can be read of a damaged one is shown before it is said what is wrong with it.
 *
 * @throws TraceFileError.
 */
export async function runTraceShow(
  { file, format, ...options }: TraceShowOptions,
  context: CommandContext,
): Promise<void> {
  const { cwd, output } = context;
  const trace = await readTraceFile(file, cwd);
  const { header, events, flaw } = trace;
  switch (format) {
    case "text":
      await showText(trace, options.depth, context);
      break;
    case "json":
      output.json({
        version: header.version,
        startedAt: header.startedAt ?? null,
        complete: flaw === undefined,
        events,
      });
      break;
    case "mermaid": {
      const { writeMermaid } = await import("../../flow/mermaid.ts");
      showLines(writeMermaid(events), output);
      break;
    }
    case "html":
      await showPage(trace, options, context);
      break;
  }
  if (flaw !== undefined) {
    throw flaw;
  }
}

async function showText({ header, events }: FlowTrace, depth: Depth, context: CommandContext): Promise<void> {
  const { output, stdout, env } = context;
  const { createFlowView, fitGlyphs } = await import("../../flow/view.ts");
  const view = await createFlowView({ stream: stdout, env, depth });
  output.line(fitGlyphs(env)(flowText.heading(header.startedAt)), 0);
  for (const event of events) {
    for (const line of view.draw(event)) {
      output.line(line, SENTENCE_INDENT);
    }
  }
}

async function showPage(
  trace: FlowTrace,
  { target }: Pick<TraceShowOptions, "target">,
  { cwd, output }: CommandContext,
): Promise<void> {
  const { buildTracePage } = await import("../../flow/page.ts");
  const page = buildTracePage(trace);
  if (target === undefined) {
    showLines(page.trimEnd().split("\n"), output);
  } else {
    output.note(flowText.pageWritten(writeNewFile(target, { cwd, content: page })));
  }
}

function showLines(lines: readonly string[], output: Output): void {
  for (const line of lines) {
    output.line(line);
  }
}
