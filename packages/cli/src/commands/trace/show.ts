import type { CommandContext } from "../../command-context.ts";
import { UsageError } from "../../errors.ts";
import { type FormatFlags, givePage, parseFormat } from "../../flow/give-page.ts";
import { type FlowTrace, readTraceFile } from "../../flow/read-trace.ts";
import { type Depth, SENTENCE_INDENT } from "../../flow/sentences.ts";
import { parseDepth } from "../../flow/with-flow.ts";
import { flowText } from "../../flow/words.ts";

const FORMATS = ["text", "html", "mermaid", "json"] as const;

export interface TraceShowOptions {
  readonly file: string;
  readonly format: (typeof FORMATS)[number];
  readonly depth: Depth;
  /** Where the page goes; standard output unless given. */
  readonly target: string | undefined;
}

/** @throws UsageError `invalid_arguments`, `invalid_value`. */
export function parseTraceShow(
  flags: FormatFlags & { readonly explain?: string | true | undefined },
  [verb, file, ...more]: readonly string[],
): TraceShowOptions {
  if (verb !== "show" || file === undefined || more.length > 0) {
    throw new UsageError("dgt trace takes show and the name of one file", {
      code: "invalid_arguments",
      hint: "dgt trace show FILE",
    });
  }
  const format = parseFormat(flags, FORMATS);
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
      for (const line of writeMermaid(events)) {
        output.line(line);
      }
      break;
    }
    case "html": {
      const { buildTracePage } = await import("../../flow/page.ts");
      givePage(buildTracePage(trace, context.runtime.now()), options.target, context);
      break;
    }
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
