import { spawn } from "node:child_process";
import { onTestFinished } from "vitest";
import { recordEvidence } from "../canary/evidence.ts";
import { createHome, type Home } from "./home.ts";
import { sampleProcessTree } from "./process-sampler.ts";

export interface ProcessOptions {
  readonly args?: readonly string[];
  /** Added to an environment of nothing but PATH, LANG and the folders of its own home. */
  readonly env?: Readonly<Record<string, string>>;
  /** What it finds on standard input, which is then closed. Without it standard input stays open for `write`. */
  readonly input?: string | undefined;
  readonly cwd?: string | undefined;
  readonly home?: Home | undefined;
  /** What a leak report calls it. */
  readonly name: string;
  /** See {@link SamplerOptions.launchers}. */
  readonly launchers?: number;
}

export interface FinishedProcess {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly home: Home;
}

export interface RunningProcess {
  readonly pid: number;
  readonly home: Home;
  /** What it has printed so far. */
  readonly stdout: string;
  readonly stderr: string;
  write(input: string): void;
  endInput(): void;
  kill(signal?: NodeJS.Signals): void;
  /** Resolves with the match as soon as the output holds one; rejects when the process ends without. */
  waitFor(pattern: RegExp, stream?: "stdout" | "stderr"): Promise<RegExpExecArray>;
  /** Called with every piece of standard output, as bytes. */
  onStdout(listener: (chunk: Buffer) => void): void;
  readonly finished: Promise<FinishedProcess>;
}

/**
 * Starts a process whose output, arguments and environment (and those of all it starts) are searched for leaked secrets.
 * It is killed at the end of the test that started it.
 */
export function startProcess(command: string, options: ProcessOptions): RunningProcess {
  const running = launch(command, options);
  onTestFinished(async () => {
    running.kill("SIGKILL");
    await running.finished.catch(() => {});
  });
  return running;
}

/** Runs a process to its end, watched like any. Standard input is empty and closed unless the options give one. */
export function runProcess(command: string, options: ProcessOptions): Promise<FinishedProcess> {
  return launch(command, { ...options, input: options.input ?? "" }).finished;
}

const alive = new Set<{ kill(signal: NodeJS.Signals): void }>();

// A test that times out leaves its processes behind; they end with its worker.
process.once("exit", () => {
  for (const child of alive) {
    child.kill("SIGKILL");
  }
});

function launch(command: string, options: ProcessOptions): RunningProcess {
  const { args = [], env = {}, input, cwd, home = createHome(), name, launchers = 0 } = options;
  const child = spawn(command, args, { cwd: cwd ?? home.path, env: { ...home.env, ...env }, stdio: "pipe" });
  const output = { stdout: "", stderr: "" };
  const changed = new EventTarget();
  let ended = false;
  const watched = child.pid === undefined ? undefined : { pid: child.pid, name, configured: env, launchers };
  const endWatch = watched === undefined ? () => {} : sampleProcessTree(watched);
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8");
    child[stream].on("data", (text: string) => {
      output[stream] += text;
      changed.dispatchEvent(new Event("output"));
    });
  }
  // A process may end before it has read all its input.
  child.stdin.on("error", () => {});
  if (input !== undefined) {
    child.stdin.end(input);
  }
  alive.add(child);
  child.on("exit", () => {
    alive.delete(child);
    endWatch();
  });
  const finished = new Promise<FinishedProcess>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode, signal) => {
      recordEvidence({ place: `the standard output of ${name}`, text: output.stdout });
      recordEvidence({ place: `the standard error of ${name}`, text: output.stderr });
      ended = true;
      changed.dispatchEvent(new Event("end"));
      resolve({ exitCode, signal, ...output, home });
    });
  });
  // Whoever awaits it still sees the rejection; a test that does not care must not fail for it.
  finished.catch(() => {});
  return {
    pid: child.pid ?? 0,
    home,
    finished,
    get stdout() {
      return output.stdout;
    },
    get stderr() {
      return output.stderr;
    },
    write: (text) => child.stdin.write(text),
    endInput: () => child.stdin.end(),
    kill: (signal = "SIGTERM") => child.kill(signal),
    onStdout: (listener) => child.stdout.on("data", (text: string) => listener(Buffer.from(text))),
    waitFor: (pattern, stream = "stdout") =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(output[stream]);
          if (match !== null) {
            changed.removeEventListener("output", look);
            changed.removeEventListener("end", giveUp);
            resolve(match);
          }
        };
        changed.addEventListener("output", look);
        const giveUp = (): void =>
          reject(new Error(`${name} ended without printing ${pattern}; on standard error it said: ${output.stderr}`));
        changed.addEventListener("end", giveUp);
        look();
        if (ended) {
          giveUp();
        }
      }),
  };
}
