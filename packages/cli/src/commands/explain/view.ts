import { type Step, steps } from "@dev-github-tool/oauth";
import { fill } from "../../advice/advise.ts";
import type { Credential } from "../../catalogue/credentials.ts";
import type { Listed } from "../../catalogue/find-entries.ts";
import type { Difference } from "../../catalogue/textbook.ts";
import { exitCodes } from "../../exit-codes.ts";
import type { Host } from "../../host.ts";
import { bold, type Output } from "../../output/index.ts";
import { words } from "./words.ts";

/** What `--json` shows of an entry, beside its reason and what to do next. */
export interface EntryDescription {
  readonly code: string;
  readonly from: string;
  readonly steps: readonly Step[];
  readonly meaning: string;
  readonly causes: readonly string[];
  readonly fix: string;
  /** What GitHub really sends; null where that is the code itself. */
  readonly github: string | null;
  readonly exitCode: number;
  readonly source: { readonly title: string; readonly url: string } | null;
}

/** Describes an entry for a program. */
export function describeEntry({ code, family, steps: where, source, entry }: Listed): EntryDescription {
  return {
    code,
    from: family,
    steps: where,
    meaning: plain(entry.meaning),
    causes: entry.causes ?? [],
    fix: plain(entry.fix),
    github: entry.github ?? null,
    exitCode: entry.exitCode ?? exitCodes.failure,
    source: source ?? null,
  };
}

/** Explains a code at every place where it occurs, then what textbooks say of it. */
export function showEntries(
  known: { readonly entries: readonly Listed[]; readonly differences: readonly Difference[]; readonly host: Host },
  { output, isNarrow }: { readonly output: Output; readonly isNarrow: boolean },
): void {
  const { entries, differences, host } = known;
  const line = (label: string, value: string): void =>
    output.line(words.line(label, value, isNarrow), words.lineIndent(isNarrow));
  entries.forEach((each, index) => {
    const { code, from, steps: where, source, ...said } = describeEntry(each);
    const { reason, next } = fill(each.entry, host);
    if (index > 0) output.line("");
    output.line(words.heading(code, where.join(" or ")), 2);
    line("from", from);
    line("means", said.meaning);
    if (said.causes.length === 0) line("why", reason);
    for (const [at, cause] of said.causes.entries()) line(at === 0 ? "why" : "or", cause);
    line("fix", said.fix);
    for (const [at, step] of next.entries()) line(at === 0 ? "next" : "or", step);
    if (said.github !== null) line("GitHub", said.github);
    if (source !== null) {
      line("source", source.title);
      line("", source.url);
    }
  });
  if (differences.length > 0) {
    output.line("");
    output.line(bold(words.differences), 2);
  }
  for (const { textbook, github } of differences) {
    line("textbook", plain(textbook));
    line("GitHub", plain(github));
  }
}

/** Says of everything that a sign-in works with what it is, when it is used, how long it lives and how secret it is. */
export function showCredentials(
  credentials: readonly Credential[],
  { output, isNarrow }: { readonly output: Output; readonly isNarrow: boolean },
): void {
  credentials.forEach(({ name, ...said }, index) => {
    if (index > 0) output.line("");
    output.line(bold(name));
    for (const [label, value] of Object.entries(said)) {
      output.line(words.line(label, value, isNarrow), words.lineIndent(isNarrow));
    }
  });
}

/** Lists all codes: by step for a person, one a line for a program. */
export async function showList(entries: readonly Listed[], output: Output): Promise<void> {
  if (!output.stdoutIsTerminal) {
    const columns = [
      { label: "step", value: ({ steps: [first] }: Listed) => first ?? words.noStep },
      { label: "code", value: ({ code }: Listed) => code },
      { label: "from", value: ({ family }: Listed) => family },
      { label: "meaning", value: ({ entry }: Listed) => plain(entry.meaning) },
    ];
    await output.table({ columns, rows: entries });
    return;
  }
  for (const step of [...steps, undefined]) {
    output.line(bold(step ?? words.noStep));
    for (const { code, entry } of entries.filter(({ steps: [first] }) => first === step)) {
      output.line(words.listed(code, plain(entry.meaning)), words.listIndent);
    }
    output.line("");
  }
  output.note(words.how);
}

/** The words of a page without its markup: links keep their text. */
function plain(markdown: string): string {
  return markdown.replaceAll(/\[([^\]]+)\]\(([^)]+)\)/g, "docs/$2").replaceAll("`", "");
}
