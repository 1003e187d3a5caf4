import type { Seed } from "../seed.ts";
import type { Report } from "./check.ts";
import { fillSeed } from "./fill.ts";
import { checkReferences } from "./references.ts";
import type { SeedDocument } from "./seed-document.ts";
import { seedCheck } from "./shapes.ts";

/** What is wrong with a seed, one line for each mistake: the path to it, and what it is. */
export class SeedError extends RangeError {
  override readonly name = "SeedError";
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(mistakes.join("\n"));
    this.mistakes = mistakes;
  }
}

/** So many are told at once; more of them only hide the first. */
const mostMistakes = 20;

/**
 * Reads a seed that was written by hand, or by another program.
 *
 * @param document What `JSON.parse` made of it, or a value of the same form.
 * @throws SeedError that names every mistake by its path, such as `repositories[3].owner: no user or organisation "acme"`.
 */
export function readSeed(document: unknown): Seed {
  judge((report) => seedCheck(document, "", report));
  // Its form was judged just now.
  const seed = fillSeed(document as SeedDocument);
  judge((report) => checkReferences(seed, report));
  return seed;
}

function judge(check: (report: Report) => void): void {
  const mistakes: string[] = [];
  check((path, problem) => mistakes.push(`${path}: ${problem}`));
  const rest = mistakes.length - mostMistakes;
  if (rest > 0) mistakes.splice(mostMistakes, rest, `and ${rest} more`);
  if (mistakes.length > 0) throw new SeedError(mistakes);
}
