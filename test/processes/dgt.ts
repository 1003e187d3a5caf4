import { inject } from "vitest";
import {
  type FinishedProcess,
  type ProcessOptions,
  type RunningProcess,
  runProcess,
  startProcess,
} from "./running-process.ts";
import { type ProcessInTerminal, startInTerminal, type TerminalOptions } from "./terminal.ts";

export type DgtOptions = Omit<ProcessOptions, "args" | "name" | "launchers">;

/** Starts the tool as its users have it: the bundle, in a process and a home of its own, without a terminal. */
export function startDgt(args: readonly string[], options: DgtOptions = {}): RunningProcess {
  return startProcess(process.execPath, { ...options, args: [dgtPath(), ...args], name: dgtName(args) });
}

/** Runs the tool to its end, with closed standard input unless the options give one. */
export function runDgt(args: readonly string[], options: DgtOptions = {}): Promise<FinishedProcess> {
  return runProcess(process.execPath, { ...options, args: [dgtPath(), ...args], name: dgtName(args) });
}

/** Starts the tool in a pseudo terminal, 80 columns wide unless the options say otherwise. */
export function startDgtInTerminal(
  args: readonly string[],
  options: Omit<TerminalOptions, "args" | "name"> = {},
): ProcessInTerminal {
  const name = `${dgtName(args)} in a terminal`;
  return startInTerminal(process.execPath, { ...options, args: [dgtPath(), ...args], name });
}

function dgtName(args: readonly string[]): string {
  return ["dgt", ...args].join(" ");
}

function dgtPath(): string {
  const tool = inject("tool");
  if ("failure" in tool) {
    throw new Error(`the tool could not be bundled: ${tool.failure}`);
  }
  return tool.main;
}
