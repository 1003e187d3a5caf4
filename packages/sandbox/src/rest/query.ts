import type { RestRequest } from "./operation.ts";
import { invalidField } from "./refusal.ts";

/**
 * Reads a query parameter that takes one of a few words; the first one is the default.
 *
 * @throws RestRefusal 422 for any other word.
 */
export function readChoice<const Choices extends readonly [string, ...string[]]>(
  { query }: RestRequest,
  { resource, field, choices }: { resource: string; field: string; choices: Choices },
): Choices[number] {
  const text = query.get(field);
  if (text === null || text === "") return choices[0];
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined) throw invalidField(resource, field);
  return choice;
}

/** Reads a comma-separated parameter; empty when absent. */
export function readList({ query }: RestRequest, name: string): readonly string[] {
  return (query.get(name) ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

/**
 * Reads a parameter that is `true` or `false`; undefined when absent.
 *
 * @throws RestRefusal 422 for any other word.
 */
export function readBoolean(
  request: RestRequest,
  { resource, field }: { resource: string; field: string },
): boolean | undefined {
  const word = readChoice(request, { resource, field, choices: ["", "true", "false"] });
  return word === "" ? undefined : word === "true";
}

/**
 * Reads an instant as milliseconds since the epoch; undefined when absent.
 *
 * @throws RestRefusal 422 for what is no date.
 */
export function readInstant(
  { query }: RestRequest,
  { resource, field }: { resource: string; field: string },
): number | undefined {
  const text = query.get(field);
  if (text === null || text === "") return undefined;
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw invalidField(resource, field);
  return instant;
}

/** Orders entries by a key, in either direction; entries with equal keys keep their order. */
export function sortedBy<Entry>(
  entries: readonly Entry[],
  key: (entry: Entry) => string | number,
  direction: "asc" | "desc",
): readonly Entry[] {
  const sign = direction === "asc" ? 1 : -1;
  return [...entries].sort((left, right) => {
    const [first, second] = [key(left), key(right)];
    if (first === second) return 0;
    return first < second ? -sign : sign;
  });
}
