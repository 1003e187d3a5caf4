import { cpSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type FinishedProcess,
  type ProcessOptions,
  type RunningProcess,
  runProcess,
  startProcess,
} from "./running-process.ts";
import { type ProcessInTerminal, startInTerminal } from "./terminal.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

export type LessonOptions = Omit<ProcessOptions, "args" | "name" | "launchers">;

/** Runs a lesson as `npm run lesson` does, in the repository unless the options name another folder. */
export function runLesson(words: readonly string[], options: LessonOptions = {}): Promise<FinishedProcess> {
  return runProcess(process.execPath, { cwd: root, ...options, ...commandLine(words) });
}

/** Starts one, without a terminal. */
export function startLesson(words: readonly string[], options: LessonOptions = {}): RunningProcess {
  return startProcess(process.execPath, { cwd: root, ...options, ...commandLine(words) });
}

/** Starts one in a pseudo terminal of 80 columns. */
export function startLessonInTerminal(
  words: readonly string[],
  options: Omit<LessonOptions, "input"> = {},
): ProcessInTerminal {
  return startInTerminal(process.execPath, { cwd: root, rows: 50, ...options, ...commandLine(words) });
}

/** Gives a folder with a copy of the lessons, which may be changed, and with the packages of the repository. */
export function copyLessons(): string {
  const copy = mkdtempSync(join(tmpdir(), "lessons-"));
  cpSync(join(root, "lessons"), join(copy, "lessons"), { recursive: true });
  cpSync(join(root, "package.json"), join(copy, "package.json"));
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}

function commandLine(words: readonly string[]): { readonly name: string; readonly args: readonly string[] } {
  return {
    name: ["lesson", ...words].join(" "),
    args: ["--conditions=source", "--import", "tsx", "lessons/run.ts", ...words],
  };
}
