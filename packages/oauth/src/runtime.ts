/** The signature of the platform's `fetch`; the sandbox's handler has it too, so that one plugs into the other. */
export type Fetch = (input: Request | string | URL, init?: RequestInit) => Promise<Response>;

/** What the library takes from its surroundings. Everything that is not a pure function goes through one of these four. */
export interface Runtime {
  /** Sends a request. */
  readonly fetch: Fetch;
  /** The time in milliseconds since the epoch, UTC. */
  now(): number;
  /** Resolves after `ms` milliseconds, or rejects with the signal's reason as soon as `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** `bytes` bytes from a cryptographically secure generator. Throws rather than fall back to anything weaker. */
  random(bytes: number): Uint8Array;
}

/** A timer asked to wait longer than this fires at once (HTML Standard, timers; Node prints a warning). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The platform itself: global `fetch`, the system clock, timers and Web Crypto. */
export const systemRuntime: Runtime = {
  fetch: (input, init) => fetch(input, init),
  now: () => Date.now(),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const onAbort = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(
        () => {
          signal?.removeEventListener("abort", onAbort);
          resolve();
        },
        Math.min(ms, LONGEST_TIMER_MS),
      );
      signal?.addEventListener("abort", onAbort, { once: true });
    }),
};
