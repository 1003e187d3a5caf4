import type { JournalEntry } from "../journal.ts";

/** All that belongs to one sign-in: the person's way through the pages, the client's token requests, and what the tokens did. */
export interface Flow {
  readonly id: string;
  readonly entries: readonly JournalEntry[];
}

/** So many entries are looked at, the newest. */
const mostEntries = 5_000;

/**
 * Puts the requests of a journal into flows, the one that was busy last first. A request that belongs to none, such as one of a
 * stranger, is in none.
 */
export function flowsOf(entries: readonly JournalEntry[]): readonly Flow[] {
  const recent = entries.slice(-mostEntries);
  // Of requests with a token only the family is known; the request that brought the token tells whose family that is.
  const flowOfFamily = new Map(
    recent.flatMap(({ flow, family }) => (flow === undefined || family === undefined ? [] : [[family, flow] as const])),
  );
  const flows = new Map<string, JournalEntry[]>();
  for (const entry of recent) {
    const id = entry.flow ?? (entry.family && (flowOfFamily.get(entry.family) ?? entry.family));
    if (id === undefined) continue;
    const known = flows.get(id) ?? [];
    flows.delete(id);
    flows.set(id, [...known, entry]);
  }
  return [...flows].map(([id, own]) => ({ id, entries: own })).reverse();
}

/** How the attack on `state` ended in a flow; undefined where nobody tried it. */
export type AttackOutcome = "failed" | "succeeded" | undefined;

/** The attack succeeds when the client redeems the code that was slipped to it. */
export function outcomeOfAttack({ entries }: Flow): AttackOutcome {
  const struck = entries.findIndex(({ fault }) => fault === "eve");
  if (struck === -1) return undefined;
  return entries.slice(struck).some(({ decision }) => decision === "token_issued") ? "succeeded" : "failed";
}
