import type { JournalEntry } from "./journal.ts";

/** Counts entries that are not kept, by those fields that have few values. */
export interface JournalTally {
  readonly total: number;
  add(entry: JournalEntry): void;
  /** Counts those with all these values; none when a field is asked for that was not kept. */
  count(wanted: readonly (readonly [field: string, value: unknown])[]): number;
  clear(): void;
}

const fields = ["method", "status", "operation", "login", "clientId", "grant", "decision", "reason", "fault"] as const;

type Kept = Pick<JournalEntry, (typeof fields)[number]>;

export function createJournalTally(): JournalTally {
  const counts = new Map<string, { readonly kept: Kept; count: number }>();
  let total = 0;
  return {
    get total() {
      return total;
    },
    add(entry) {
      total += 1;
      const key = fields.map((field) => entry[field]).join("\n");
      const known = counts.get(key);
      if (known === undefined) counts.set(key, { kept: entry, count: 1 });
      else known.count += 1;
    },
    count(wanted) {
      if (wanted.some(([field]) => !fields.some((each) => each === field))) return 0;
      return [...counts.values()]
        .filter(({ kept }) => wanted.every(([field, value]) => Reflect.get(kept, field) === value))
        .reduce((sum, { count }) => sum + count, 0);
    },
    clear() {
      counts.clear();
      total = 0;
    },
  };
}
