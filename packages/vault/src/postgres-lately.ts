import type { SeenRow } from "./postgres-rows.ts";

/** Long enough for a token endpoint to answer; two clocks do not drift apart by a millisecond in it. */
const LONGEST_MS = 5_000;
const MOST_ROWS = 1_000;

/** Rows as they were seen lately, so that a write need not ask again for what nobody has changed since. */
export interface LatelySeen {
  note(id: Buffer, row: SeenRow): void;
  /**
   * Gives back a row once. It may be out of date, so it is good only for a write that says what it goes over. Its time is the
   * database's, counted on from when it was asked, and so rather behind than ahead.
   */
  recall(id: Buffer): SeenRow | undefined;
}

/** Remembers a limited number of rows, for a limited time. */
export function createLatelySeen(): LatelySeen {
  const rows = new Map<string, SeenRow>();
  return {
    note: (id, row) => {
      const name = id.toString("hex");
      rows.delete(name);
      rows.set(name, row);
      for (const [oldest] of rows) {
        if (rows.size <= MOST_ROWS) {
          return;
        }
        rows.delete(oldest);
      }
    },
    recall: (id) => {
      const name = id.toString("hex");
      const row = rows.get(name);
      rows.delete(name);
      const elapsedMs = performance.now() - (row?.seenAt ?? 0);
      return row === undefined || elapsedMs > LONGEST_MS
        ? undefined
        : { ...row, now: row.now + Math.trunc(elapsedMs), seenAt: row.seenAt + Math.trunc(elapsedMs) };
    },
  };
}
