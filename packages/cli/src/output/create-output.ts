import type { Output, OutputOptions } from "./contract.ts";
import type { Piece } from "./draw.ts";
import { layOutReport, REPORT_INDENT, reportAsJson } from "./error-report.ts";
import { layOutJson } from "./json.ts";
import { decideLook, isAccessible } from "./look.ts";
import { type Span, spansOf } from "./spans.ts";
import { createStatusLine } from "./status-line.ts";
import { layOutTable, loadColumns, rehearseColumns } from "./table.ts";
import { wrapLine } from "./wrap.ts";
import { createWriter, type Writer } from "./writer.ts";

const INDENT = 2;

export function createOutput({ stdout, stderr, env, color, now = Date.now }: OutputOptions): Output {
  const accessible = isAccessible(env);
  const data = createWriter(stdout, decideLook({ stream: stdout, env, color }));
  const talk = createWriter(stderr, decideLook({ stream: stderr, env, color }));
  const status = createStatusLine(talk, talk.look.live && env.DGT_SPINNER !== "0");

  const drawsColumns = data.look.isTerminal && !accessible;
  // Loaded while the tool waits for the network, ahead of the first table; a failure is for that table to report.
  if (drawsColumns) loadColumns().catch(() => {});

  function say(writer: Writer, lines: readonly (readonly Piece[])[]): void {
    status.aside(() => writer.lines(lines));
  }

  /** Talk is prose: on a terminal it is broken between words. Data is not: programs and eyes count its lines. */
  function speak(lines: readonly (readonly Span[])[], hang?: number): void {
    const { isTerminal } = talk.look;
    say(talk, isTerminal ? lines.flatMap((line) => wrapLine(line, { columns: talk.look.columns(), hang })) : lines);
  }

  function showLine(line: readonly Span[], hang: number | undefined): void {
    const mayBreak = hang !== undefined && data.look.isTerminal;
    say(data, mayBreak ? wrapLine(line, { columns: data.look.columns(), hang }) : [line]);
  }

  return {
    stdoutIsTerminal: data.look.isTerminal,
    stderrIsTerminal: talk.look.isTerminal,
    accessible,
    line: (text, hang) => showLine(spansOf(text), hang),
    note: (text, hang) => speak([spansOf(text)], hang),
    async table(table) {
      say(data, await layOutTable(table, { look: data.look, accessible, nowMs: now() }));
    },
    json: (value) => say(data, layOutJson(value, data.look.isTerminal ? INDENT : 0)),
    error(report, format = "lines") {
      if (format === "json") {
        say(talk, layOutJson(reportAsJson(report), 0));
      } else {
        speak(layOutReport(report), REPORT_INDENT);
      }
    },
    status(text) {
      // Whoever waits need not wait for this later.
      if (drawsColumns) rehearseColumns().catch(() => {});
      return status.start(text);
    },
    async flush() {
      status.end();
      await Promise.all([data.drained(), talk.drained()]);
    },
  };
}
