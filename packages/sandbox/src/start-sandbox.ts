import { createSandbox, type Sandbox, type SandboxOptions } from "./create-sandbox.ts";
import type { Fault, FaultName } from "./faults/fault.ts";
import type { Listening, ListenOptions } from "./listen.ts";

/** What a sandbox starts with, and where it listens. */
export interface StartOptions extends SandboxOptions, ListenOptions {
  /** One fault, beside those of `faults`. */
  readonly fault?: Fault | FaultName | undefined;
  /** What time it is at the start: milliseconds since the epoch, or a text such as `2026-11-01T12:00:00Z`. */
  readonly clock?: number | string | undefined;
}

/** A sandbox that listens. `await using` closes it, where there is such a thing. */
export interface RunningSandbox extends Sandbox, Listening, AsyncDisposable {}

/**
 * Creates a sandbox and starts to listen, on a free port of 127.0.0.1 unless told otherwise.
 *
 * @throws RangeError for options that cannot be, SeedError for a seed that cannot.
 * @throws The error of `node:http`, such as `EADDRINUSE`, when the port cannot be had.
 * @example
 * const github = await startSandbox({ fault: "drop-after-commit" });
 * const page = await github.signIn({ url: "http://127.0.0.1:3000/login", as: "octo-lena" });
 * await github.close();
 */
export async function startSandbox(options: StartOptions = {}): Promise<RunningSandbox> {
  const { fault, faults = [], clock } = options;
  const sandbox = createSandbox({ ...options, faults: fault === undefined ? faults : [fault, ...faults] });
  if (clock !== undefined) sandbox.clock.set(typeof clock === "number" ? clock : Date.parse(clock));
  const listening = await sandbox.listen(options);
  return { ...sandbox, ...listening, [Symbol.asyncDispose]: listening.close };
}
