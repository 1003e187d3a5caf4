import type { Situation } from "./advice/advice.ts";
import { createProcessContext } from "./context.ts";
import { Interrupted } from "./errors.ts";
import { exitCodes } from "./exit-codes.ts";
import { defaultHost } from "./host.ts";
import { createOutput } from "./output/index.ts";
import { run } from "./run.ts";

const situation: Situation = { command: "dgt", host: defaultHost, hasTokenVariable: false };
/** Long enough for whatever ends by itself. */
const GRACE_MS = 1_000;

/** Runs the command line of this process, and sets the code it ends with. */
export async function runProcess(argv: readonly string[]): Promise<void> {
  const interruption = new AbortController();
  const onInterrupt = (signal: NodeJS.Signals): void => {
    if (interruption.signal.aborted) {
      endBySignal(signal);
    }
    interruption.abort(new Interrupted());
  };
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", onInterrupt);
  process.on("uncaughtException", endAfterFault);
  process.on("unhandledRejection", endAfterFault);
  try {
    process.exitCode = await run(argv, createProcessContext(interruption.signal));
  } catch {
    // Thrown when output cannot be written; the exit code is all that is left to say so with.
    process.exitCode = exitCodes.failure;
  }
  // The keyring is asked on threads that nobody can stop, and process.exit() would wait for them.
  setTimeout(() => endBySignal(interruption.signal.aborted ? "SIGINT" : "SIGTERM"), GRACE_MS).unref();
}

/** Ends as if the signal had never been handled. */
function endBySignal(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/** Something threw where nobody could catch it. The report names its kind only: its message may quote anything. */
function endAfterFault(error: unknown): void {
  const { stdout, stderr, env } = process;
  const output = createOutput({ stdout, stderr, env });
  const tell = async (): Promise<void> => {
    const { explain } = await import("./explain.ts");
    output.error(explain(error, situation).report);
    await output.flush();
  };
  void tell().finally(() => process.exit(exitCodes.failure));
}
