import type { TraceFileError } from "../errors.ts";

/** Why a file of a trace could not be used, and what to do. */
export const traceFile: Readonly<
  Record<TraceFileError["code"], { readonly reason: string; readonly next: readonly string[] }>
> = {
  file_exists: {
    reason: "only a trace is ever replaced, so nothing was written.",
    next: ["name another file", "move this one away"],
  },
  file_unwritable: {
    reason: "the system refused.",
    next: ["name a file in a folder that you may write to"],
  },
  file_unreadable: {
    reason: "the system refused, or there is no such file.",
    next: ["dgt login --trace FILE, which writes one"],
  },
  not_a_trace: {
    reason: "a trace begins with a line that names its format, and this file does not.",
    next: ["dgt login --trace FILE, which writes one"],
  },
  trace_damaged: {
    reason: "it was cut off or changed. What could be read of it is shown.",
    next: ["write it again: dgt login --trace FILE"],
  },
  trace_version_unknown: {
    reason: "another dgt wrote it. What this one understands of it is shown.",
    next: ["use the dgt that wrote it"],
  },
};
