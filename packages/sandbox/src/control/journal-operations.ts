import type { JournalFilter } from "../journal.ts";
import type { FieldTypes } from "./input.ts";
import type { ControlOperation } from "./operation.ts";

const journalFields = {
  id: "text?",
  method: "text?",
  path: "text?",
  status: "number?",
  operation: "text?",
  login: "text?",
  clientId: "text?",
  grant: "text?",
  family: "text?",
  generation: "number?",
  decision: "text?",
  fault: "text?",
} as const satisfies FieldTypes;

/** What was asked. */
export const journalOperations: readonly ControlOperation[] = [
  {
    name: "journal",
    summary: "Lists the requests whose fields are equal to those given; `after` an id, and at most `limit` of them.",
    reads: true,
    fields: { ...journalFields, after: "text?", limit: "number?" },
    run({ journal }, { after, limit = Number.POSITIVE_INFINITY, ...filter }) {
      const from = after === undefined ? 0 : journal.entries.findIndex(({ id }) => id === after) + 1;
      const fits = Object.entries(filter);
      const entries = journal.entries
        .slice(from)
        .filter((entry) => fits.every(([name, value]) => Reflect.get(entry, name) === value));
      return { entries: entries.slice(0, Math.max(0, Number(limit))), dropped: journal.dropped };
    },
  },
  {
    name: "journal/count",
    summary: "Counts the requests whose fields are equal to those given.",
    reads: true,
    fields: journalFields,
    // Every field was judged against what the filter's type says.
    run: ({ journal }, filter) => ({ count: journal.count(filter as JournalFilter) }),
  },
];
