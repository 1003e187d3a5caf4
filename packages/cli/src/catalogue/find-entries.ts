import { type Step, steps } from "@dev-github-tool/oauth";
import { closest } from "../closest.ts";
import type { Entry, Family } from "./entry.ts";
import { spokenFamilies, thrownFamilies } from "./families.ts";
import type { Source } from "./sources.ts";
import { type Difference, differences } from "./textbook.ts";

/** An entry with what its family says for all of its own. */
export interface Listed {
  readonly code: string;
  /** The class of the error, or who says the code. */
  readonly family: string;
  readonly steps: readonly Step[];
  readonly source: Source | undefined;
  readonly entry: Entry;
}

/** Every entry, by the step it is likeliest to happen in; those of no step come last. */
export const listed: readonly Listed[] = [...thrownFamilies, ...spokenFamilies]
  .flatMap(list)
  .toSorted((one, other) => orderOf(one) - orderOf(other));

/**
 * What there is about a code, however its letters are cased and its words joined; by step. A message that was copied whole
 * goes by the words in it that are always the same.
 */
export function findEntries(word: string): readonly Listed[] {
  const wanted = keyOf(word);
  const found = listed.filter(({ code }) => keyOf(code) === wanted);
  return found.length > 0
    ? found
    : listed.filter(({ code }) => code.includes(" ") && `_${wanted}_`.includes(`_${keyOf(code)}_`));
}

/** What textbooks say about a code that GitHub does otherwise. */
export function findDifferences(word: string): readonly Difference[] {
  const wanted = keyOf(word);
  return differences.filter(({ codes }) => codes.some((code) => keyOf(code) === wanted));
}

/** The code that a mistyped word most likely meant; undefined when none is near. */
export function suggestCode(word: string): string | undefined {
  const codes = new Map(listed.map(({ code }) => [keyOf(code), code]));
  const key = keyOf(word);
  const meant = closest(key, [...codes.keys()]) ?? [...codes.keys()].find((each) => key !== "" && each.includes(key));
  return meant === undefined ? undefined : codes.get(meant);
}

function list({ title, entries, ...family }: Family): Listed[] {
  return Object.entries(entries).map(([code, entry]) => ({
    code,
    family: title,
    steps: entry.steps ?? family.steps,
    source: entry.source ?? family.source,
    entry,
  }));
}

function orderOf({ steps: [first] }: Listed): number {
  return first === undefined ? steps.length : steps.indexOf(first);
}

/** Messages are typed with their spaces, codes with underscores, and either in capitals. */
function keyOf(word: string): string {
  return word
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_|_$/g, "");
}
