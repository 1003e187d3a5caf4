import type { ErrorReport } from "./contract.ts";
import type { Piece } from "./draw.ts";
import { bold, red, spansOf } from "./spans.ts";

/** What failed, why, and last, where the eye rests, what to do. */
export function layOutReport(report: ErrorReport): Piece[][] {
  const request = report.requestId === undefined ? "" : ` (GitHub request ${report.requestId})`;
  const lines = [
    [red(bold("error:")), ...spansOf(` ${report.message}`)],
    spansOf(`why:   ${report.reason} [${report.code}]${request}`),
  ];
  if (report.docs !== undefined) lines.push(spansOf(`docs:  ${report.docs}`));
  if (report.next.length > 0) lines.push([bold("next:"), ...spansOf(`  ${report.next.join(", or ")}`)]);
  return lines;
}

/** The same report for a program. */
export function reportAsJson({ code, message, reason, next, docs, requestId }: ErrorReport): unknown {
  return { error: { code, message, reason, next, docs, requestId } };
}
