import { readdirSync, readFileSync } from "node:fs";
import { recordEvidence } from "../canary/evidence.ts";

/** Short enough to see a browser launcher or a helper that lives only for a moment. */
const INTERVAL_MS = 10;

export interface SamplerOptions {
  readonly pid: number;
  /** What the process is, for the report of a leak. */
  readonly name: string;
  /** Variables the test hands over as configuration: allowed to that one process, forbidden to what it starts. */
  readonly configured: Readonly<Record<string, string>>;
  /** How many processes stand between the one started and the one configured: 1 for a program inside `script`. */
  readonly launchers: number;
}

/**
 * Watches the process table (Linux) for a process and all it starts, and keeps arguments and environments as evidence.
 * Returns the function that takes a last look and ends the watch.
 */
export function sampleProcessTree(options: SamplerOptions): () => void {
  const depths = new Map([[options.pid, 0]]);
  const seen = new Set<string>();
  const look = (): void => {
    for (const [pid, depth] of depths) {
      for (const child of childrenOf(pid)) {
        if (!depths.has(child)) {
          depths.set(child, depth + 1);
        }
      }
      const commandLine = isProgram(pid) ? readProcess(pid, "cmdline") : "";
      if (commandLine === "" || seen.has(`${pid} ${commandLine}`)) {
        continue;
      }
      // It gives a pseudo terminal its size before the program starts, in the program's own environment.
      if (/^stty\b/.test(commandLine)) {
        continue;
      }
      seen.add(`${pid} ${commandLine}`);
      const who = depth <= options.launchers ? options.name : `a process started by ${options.name}`;
      recordEvidence({ place: `the arguments of ${who}`, text: commandLine });
      const environment = readProcess(pid, "environ").split("\0");
      const owned = depth <= options.launchers ? options.configured : {};
      const shown = environment.filter(
        (entry) => !Object.entries(owned).some(([key, value]) => entry === `${key}=${value}`),
      );
      recordEvidence({ place: `the environment of ${who}`, text: shown.join("\n") });
    }
  };
  look();
  const timer = setInterval(look, INTERVAL_MS);
  timer.unref();
  return () => {
    look();
    clearInterval(timer);
  };
}

/** The kernel's mark of a process that was forked and has not become a program of its own yet (PF_FORKNOEXEC). */
const FORKED_ONLY = 0x40;

/** Until then it still shows what its parent was given, which says nothing of what it is being given. */
function isProgram(pid: number): boolean {
  const status = readProcess(pid, "stat");
  // The name in parentheses may hold anything; the flags are the seventh field after it (proc(5)).
  const flags = Number(status.slice(status.lastIndexOf(")") + 2).split(" ")[6]);
  return (flags & FORKED_ONLY) === 0;
}

function childrenOf(pid: number): number[] {
  return listThreads(pid).flatMap((thread) =>
    readProcess(pid, `task/${thread}/children`)
      .split(" ")
      .filter((word) => word !== "")
      .map(Number),
  );
}

function listThreads(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** Empty when the process has gone, which it may at any moment. */
function readProcess(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
