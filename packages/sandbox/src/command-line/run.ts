import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningSandbox, startSandbox } from "../start-sandbox.ts";
import { tellSandbox } from "./do.ts";
import { environmentOf } from "./environment.ts";
import { type Order, readCommandLine, UsageError } from "./options.ts";
import { greeting, greetingAsJson, help, whyNotStarted } from "./text.ts";

/** Where a command line runs. */
export interface CommandSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Takes whole lines, without their end. */
  readonly print: (lines: string) => void;
  readonly complain: (lines: string) => void;
  /** Aborts when the person has had enough. */
  readonly signal: AbortSignal;
  readonly version: string;
}

const done = 0;
const failed = 1;
const wrongUsage = 64;

/**
 * Carries out a command line of `dgt-sandbox` and returns its exit code: 0, 1 for a failure, 64 for a command line that cannot
 * be. A sandbox runs until `signal` aborts; then nothing of it is left.
 */
export async function runSandboxCommand(args: readonly string[], surroundings: CommandSurroundings): Promise<number> {
  const { print, complain, environment, version } = surroundings;
  try {
    const order = readCommandLine(args);
    switch (order.kind) {
      case "help":
        print(help);
        return done;
      case "version":
        print(version);
        return done;
      case "do": {
        const { isDone, text } = await tellSandbox({ ...order, environment });
        (isDone ? print : complain)(isDone ? text : `dgt-sandbox: ${text}`);
        return isDone ? done : failed;
      }
      case "serve":
        await serve(order, surroundings);
        return done;
    }
  } catch (error) {
    complain(`dgt-sandbox: ${error instanceof Error ? error.message : String(error)}`);
    return error instanceof UsageError || error instanceof RangeError ? wrongUsage : failed;
  }
}

async function serve(
  { options, isJson }: Extract<Order, { kind: "serve" }>,
  { print, signal }: CommandSurroundings,
): Promise<void> {
  const github = await startSandbox(options).catch((error: NodeJS.ErrnoException) => {
    throw error.syscall === undefined ? error : new Error(whyNotStarted(error, options), { cause: error });
  });
  const folder = github.authority === undefined ? undefined : mkdtempSync(join(tmpdir(), "dgt-sandbox-"));
  try {
    const authorityFile = folder === undefined ? undefined : keepAuthority(folder, github);
    const groups = environmentOf(github, { socket: options.unix, authorityFile });
    print(isJson ? greetingAsJson(github, groups) : greeting(github, { place: options.unix ?? github.url, groups }));
    await aborted(signal);
  } finally {
    await github.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes down whom clients have to trust; it is public, and gone when the sandbox is. */
function keepAuthority(folder: string, { authority = "" }: RunningSandbox): string {
  const file = join(folder, "authority.pem");
  writeFileSync(file, authority);
  return file;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
