import type { Runtime } from "./runtime.ts";
import type { Transient } from "./verdict.ts";

const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 5 * 60_000;
const LONGEST_RETRY_AFTER_MS = 15 * 60_000;

/** Remembers failures that may pass, and when to try again: later each time, or when the server said. */
export interface Backoff {
  isResting(): boolean;
  failed(error: unknown, retryAfterSeconds: number | undefined): void;
  succeeded(): void;
  verdict(): Transient;
}

/** Creates a backoff that begins with a second, doubles up to five minutes, and is never the same for two processes. */
export function createBackoff(runtime: Runtime): Backoff {
  let failures = 0;
  let retryAt = 0;
  let last: unknown;
  return {
    isResting: () => runtime.now() < retryAt,
    failed(error, retryAfterSeconds) {
      const jitter = 0.75 + (runtime.random(1)[0] ?? 0) / 510;
      const restMs =
        retryAfterSeconds === undefined
          ? Math.min(FIRST_REST_MS * 2 ** failures, LONGEST_REST_MS) * jitter
          : Math.min(Math.max(FIRST_REST_MS, retryAfterSeconds * 1000), LONGEST_RETRY_AFTER_MS);
      failures += 1;
      retryAt = runtime.now() + restMs;
      last = error;
    },
    succeeded() {
      failures = 0;
      retryAt = 0;
      last = undefined;
    },
    verdict: () => ({ kind: "transient", retryAt, error: last }),
  };
}
