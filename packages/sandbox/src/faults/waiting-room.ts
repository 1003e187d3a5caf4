import { BrokenConnection } from "../broken-connection.ts";

/** Requests that a fault has struck, and those of them that it keeps waiting. */
export interface WaitingRoom {
  readonly hits: number;
  hit(): void;
  untilHit(count?: number): Promise<void>;
  /** Waits for `releaseAll`. @throws BrokenConnection after `dropAll`, or when `closing` aborts. */
  wait(closing: AbortSignal | undefined): Promise<void>;
  releaseAll(): void;
  dropAll(): void;
}

interface Waiting {
  go(): void;
  drop(): void;
}

export function createWaitingRoom(): WaitingRoom {
  const inside = new Set<Waiting>();
  const watchers = new Set<{ readonly count: number; readonly resolve: () => void }>();
  let hits = 0;
  return {
    get hits() {
      return hits;
    },
    hit() {
      hits += 1;
      for (const watcher of watchers) {
        if (watcher.count > hits) continue;
        watchers.delete(watcher);
        watcher.resolve();
      }
    },
    untilHit: (count = 1) =>
      new Promise((resolve) => {
        if (hits >= count) resolve();
        else watchers.add({ count, resolve });
      }),
    wait: (closing) =>
      new Promise((resolve, reject) => {
        const end = (settle: () => void) => (): void => {
          inside.delete(waiting);
          closing?.removeEventListener("abort", waiting.drop);
          settle();
        };
        const waiting: Waiting = { go: end(resolve), drop: end(() => reject(new BrokenConnection())) };
        inside.add(waiting);
        closing?.addEventListener("abort", waiting.drop);
      }),
    releaseAll() {
      for (const waiting of inside) waiting.go();
    },
    dropAll() {
      for (const waiting of inside) waiting.drop();
    },
  };
}
