import { type Runtime, systemRuntime } from "@dev-github-tool/oauth";

/** A clock that moves when the test says so, and the runtime that goes by it. */
export interface TestClock {
  readonly runtime: Runtime;
  now(): number;
  /** Moves on, waking whoever sleeps until then, in order, with everything they do before the next one wakes. */
  advance(ms: number): Promise<void>;
  /** Jumps without waking anybody, as when somebody sets the clock. */
  jump(ms: number): void;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** Everything that waits for no timer has happened when this resolves. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export function createTestClock(startAt = Date.UTC(2026, 10, 21)): TestClock {
  let now = startAt;
  const sleepers = new Set<Sleeper>();
  return {
    now: () => now,
    jump: (ms) => {
      now += ms;
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const [next] = [...sleepers].filter(({ until }) => until <= end).sort((one, other) => one.until - other.until);
        if (next === undefined) {
          break;
        }
        now = Math.max(now, next.until);
        sleepers.delete(next);
        next.wake();
        await settle();
      }
      now = end;
    },
    runtime: {
      ...systemRuntime,
      now: () => now,
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          const onAbort = (): void => {
            sleepers.delete(sleeper);
            reject(signal?.reason);
          };
          const wake = (): void => {
            signal?.removeEventListener("abort", onAbort);
            resolve();
          };
          const sleeper = { until: now + ms, wake };
          sleepers.add(sleeper);
          signal?.addEventListener("abort", onAbort);
        }),
    },
  };
}
