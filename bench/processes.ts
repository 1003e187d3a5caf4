import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

export interface ProgramOptions {
  readonly home: string;
  /** Added to an environment of nothing but PATH, LANG, the home, and a browser that the measurement plays itself. */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

export interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  /** Milliseconds from the start of the process to its end. */
  readonly tookMs: number;
}

/** Starts a program under Node with nothing of this process's environment. */
export function startProgram(
  args: readonly string[],
  { home, env = {} }: ProgramOptions,
  stdio: SpawnOptions["stdio"] = ["ignore", "pipe", "pipe"],
): ChildProcess {
  return spawn(process.execPath, args, {
    cwd: home,
    env: { PATH: process.env.PATH, LANG: "C.UTF-8", HOME: home, TMPDIR: home, BROWSER: "none", ...env },
    stdio,
  });
}

/** Runs a program to its end. A measurement of a program that failed would say nothing, so its failure is an error. */
export async function runProgram(args: readonly string[], options: ProgramOptions): Promise<Finished> {
  const startedAt = performance.now();
  const child = startProgram(args, options);
  const ended = new Promise<number>((resolve) => child.once("exit", () => resolve(performance.now())));
  const { stdout, stderr } = await readOutput(child);
  return { stdout, stderr, tookMs: (await ended) - startedAt };
}

/** Collects what a program prints until it ends; rejects when it ends with anything but 0. */
export function readOutput(child: ChildProcess): Promise<Pick<Finished, "stdout" | "stderr">> {
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream]?.setEncoding("utf8").on("data", (text: string) => {
      output[stream] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode, signal) => {
      if (exitCode === 0) {
        resolve(output);
      } else {
        reject(new Error(`${child.spawnargs.join(" ")} ended with ${exitCode ?? signal}:\n${output.stderr}`));
      }
    });
  });
}
