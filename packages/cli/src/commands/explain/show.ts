import { fill } from "../../advice/advise.ts";
import { credentials } from "../../catalogue/credentials.ts";
import { findDifferences, findEntries, type Listed, listed, suggestCode } from "../../catalogue/find-entries.ts";
import type { CommandContext } from "../../command-context.ts";
import { UsageError } from "../../errors.ts";
import { isNarrow } from "../../narrow-terminal.ts";
import type { ListFlags } from "../../options.ts";
import { describeEntry, showCredentials, showEntries, showList } from "./view.ts";

export interface ExplainOptions {
  /** Whether it is about what a sign-in works with, and not about a code. */
  readonly isOfCredentials: boolean;
  /** The code to explain; undefined to list them all. */
  readonly word: string | undefined;
  readonly entries: readonly Listed[];
  readonly isJson: boolean;
}

/** @throws UsageError `unknown_code`. */
export function parseExplain({ json }: ListFlags, words: readonly string[]): ExplainOptions {
  const isJson = json !== undefined;
  // A message of GitHub's has several words, and quotation marks are easily forgotten.
  const word = words.join(" ").trim();
  if (word === "" || word === "credentials") {
    return { isOfCredentials: word !== "", word: undefined, entries: listed, isJson };
  }
  const entries = findEntries(word);
  if (entries.length === 0) {
    const meant = suggestCode(word);
    throw new UsageError(`dgt knows no code "${word}"`, {
      code: "unknown_code",
      hint: meant === undefined ? "dgt explain, which lists them" : `dgt explain ${quoted(meant)}`,
    });
  }
  return { isOfCredentials: false, word, entries, isJson };
}

/** Says what a code means, wherever it occurs; or lists the codes there are, or what a sign-in works with. */
export async function runExplain(options: ExplainOptions, context: CommandContext): Promise<void> {
  const { isOfCredentials, word, entries, isJson } = options;
  const { output, host, stdout } = context;
  if (isOfCredentials) {
    return isJson ? output.json({ credentials }) : showCredentials(credentials, { output, isNarrow: isNarrow(stdout) });
  }
  const differences = word === undefined ? [] : findDifferences(word);
  if (isJson) {
    output.json({
      entries: entries.map((each) => ({ ...describeEntry(each), ...fill(each.entry, host) })),
      differences: differences.map(({ textbook, github }) => ({ textbook, github })),
    });
    return;
  }
  if (word === undefined) {
    await showList(entries, output);
    return;
  }
  showEntries({ entries, differences, host }, { output, isNarrow: isNarrow(stdout) });
}

function quoted(code: string): string {
  return code.includes(" ") ? `"${code}"` : code;
}
