import type { TraceFileError, toolErrorCodes } from "../errors.ts";
import type { CodesOf, Family } from "./entry.ts";

export const traceFile: Family<CodesOf<typeof toolErrorCodes, "TraceFileError">, TraceFileError> = {
  title: "TraceFileError",
  intro:
    "A file of `--trace` or of `dgt trace` cannot be used. The exit code is 1. Not a `DevGitHubError`: no step of a sign-in failed.",
  steps: [],
  entries: {
    file_exists: {
      meaning: "the file exists and is no trace, so it was left as it is",
      reason: "only a trace is ever replaced, so nothing was written.",
      fix: "name another file",
      next: ["name another file", "move this one away"],
    },
    file_unwritable: {
      meaning: "the system refused to make or to write the file",
      reason: "the system refused.",
      fix: "name a file in a folder of yours",
      next: ["name a file in a folder that you may write to"],
    },
    file_unreadable: {
      meaning: "the file is not there, is no file, or may not be read",
      reason: "the system refused, or there is no such file.",
      fix: "name the file that `--trace` wrote",
      next: ["dgt login --trace FILE, which writes one"],
    },
    not_a_trace: {
      meaning: "the first line is not that of a trace",
      reason: "a trace begins with a line that names its format, and this file does not.",
      fix: "name the file that `--trace` wrote",
      next: ["dgt login --trace FILE, which writes one"],
    },
    trace_damaged: {
      meaning: "lines are missing or cannot be read; the others were shown",
      reason: "it was cut off or changed. What could be read of it is shown.",
      fix: "write it again",
      next: ["write it again: dgt login --trace FILE"],
    },
    trace_version_unknown: {
      meaning: "a later dgt wrote it; what is understood was shown",
      reason: "another dgt wrote it. What this one understands of it is shown.",
      fix: "use that dgt",
      next: ["use the dgt that wrote it"],
    },
  },
};
