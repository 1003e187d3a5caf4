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

/** The person of a test opens addresses by hand. `BROWSER: ""` makes it a machine that has no browser at all. */
const byHand = { BROWSER: "none" };

/** Starts the tool as its users have it: the bundle, in a process and a home of its own, without a terminal. */
export function startDgt(args: readonly string[], { env, ...options }: DgtOptions = {}): RunningProcess {
  const name = dgtName(args);
  return startProcess(process.execPath, { ...options, env: { ...byHand, ...env }, args: [dgtPath(), ...args], name });
}

/** Runs the tool to its end, with closed standard input unless the options give one. */
export function runDgt(args: readonly string[], { env, ...options }: DgtOptions = {}): Promise<FinishedProcess> {
  const name = dgtName(args);
  return runProcess(process.execPath, { ...options, env: { ...byHand, ...env }, args: [dgtPath(), ...args], name });
}

/** Starts the tool in a pseudo terminal, 80 columns wide unless the options say otherwise. */
export function startDgtInTerminal(
  args: readonly string[],
  { env, ...options }: Omit<TerminalOptions, "args" | "name"> = {},
): ProcessInTerminal {
  const name = `${dgtName(args)} in a terminal`;
  return startInTerminal(process.execPath, {
    ...options,
    env: { ...byHand, ...env },
    args: [dgtPath(), ...args],
    name,
  });
}

function dgtName(args: readonly string[]): string {
  return ["dgt", ...args].join(" ");
}

/** Where the bundle of this run lies. */
export function dgtPath(): string {
  const tool = inject("tool");
  if ("failure" in tool) {
    throw new Error(`the tool could not be bundled: ${tool.failure}`);
  }
  return tool.main;
}
