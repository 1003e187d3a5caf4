import { cursorAt, positionOf } from "../cursor.ts";
import type { Fields } from "./fields.ts";

export interface PageArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

interface Shape<Entry> {
  readonly node: (entry: Entry) => unknown;
  /** What an edge says beside its node. */
  readonly edge?: (entry: Entry) => Fields;
  /** What the connection says beside its page. */
  readonly whole?: Fields;
}

/**
 * Cuts one page out of a list, from its beginning or its end. A cursor that is none means no limit.
 *
 * @see https://docs.github.com/en/graphql/guides/using-pagination-in-the-graphql-api
 */
export function connection<Entry>(
  entries: readonly Entry[],
  { first, last, after, before }: PageArguments,
  { node, edge = () => ({}), whole = {} }: Shape<Entry>,
): Fields {
  const begin = Math.min(positionOf(after) ?? 0, entries.length);
  const end = Math.max(begin, Math.min((positionOf(before) ?? entries.length + 1) - 1, entries.length));
  const from = typeof first !== "number" && typeof last === "number" ? Math.max(begin, end - last) : begin;
  const to = typeof first === "number" ? Math.min(end, begin + first) : end;
  const page = entries.slice(from, to);
  return {
    ...whole,
    totalCount: entries.length,
    nodes: () => page.map(node),
    edges: () =>
      page.map((entry, index) => ({ ...edge(entry), cursor: cursorAt(from + index + 1), node: node(entry) })),
    pageInfo: {
      hasNextPage: to < entries.length,
      hasPreviousPage: from > 0,
      startCursor: page.length === 0 ? null : cursorAt(from + 1),
      endCursor: page.length === 0 ? null : cursorAt(to),
    },
  };
}

/** A connection of which the seed knows how many there are, but not who. */
export function countedOnly(totalCount: number, args: PageArguments): Fields {
  return { ...connection([], args, { node: () => null }), totalCount };
}
