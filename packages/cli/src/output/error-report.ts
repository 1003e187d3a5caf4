import type { ErrorReport } from "./contract.ts";
import { bold, red, type Span, spansOf } from "./spans.ts";

/** How far the words of a report stand from the edge, after their labels. */
export const REPORT_INDENT = 7;

/** What failed, why, and last, where the eye rests, what to do. */
export function layOutReport(report: ErrorReport): Span[][] {
  const request = report.requestId === undefined ? "" : ` (GitHub request ${report.requestId})`;
  const lines = [
    [red(bold("error:")), ...spansOf(` ${report.message}`)],
    spansOf(`why:   ${report.reason} [${report.code}]${request}`),
  ];
  if (report.next.length > 0) lines.push([bold("next:"), ...spansOf(`  ${report.next.join(", or ")}`)]);
  return lines;
}

/** The same report for a program. */
export function reportAsJson({ code, message, reason, next, requestId }: ErrorReport): unknown {
  return { error: { code, message, reason, next, requestId } };
}
