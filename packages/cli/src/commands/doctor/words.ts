import { bold, dim, green, type Text, yellow } from "../../output/index.ts";
import type { Mark } from "./finding.ts";

const glyphs: Readonly<Record<Mark, string>> = { ok: "✔", warn: "!", fail: "✖", skipped: "–" };

type Style = (text: string) => Exclude<Text, string | readonly unknown[]>;

const styles: Readonly<Record<Mark, Style>> = { ok: green, warn: yellow, fail: bold, skipped: dim };

interface Manner {
  readonly hasGlyphs: boolean;
  /** Whether the terminal has no room for columns. */
  readonly isNarrow: boolean;
}

/** What `dgt doctor` says beside its findings. */
export const words = {
  /** The mark is a word too: a glyph alone is not read aloud, and a colour is not seen by all. */
  check: (
    { mark, title, evidence }: { readonly mark: Mark; readonly title: string; readonly evidence: string },
    { hasGlyphs, isNarrow }: Manner,
  ): Text => [
    styles[mark](`${hasGlyphs ? `${glyphs[mark]} ` : ""}${isNarrow ? mark : mark.padEnd(7)}`),
    "  ",
    bold(`${title}:`),
    ` ${evidence}`,
  ],
  detail: (label: string, value: string, { isNarrow }: Manner): Text => [
    dim(isNarrow ? `  ${label}: ` : `${" ".repeat(9)}${`${label}:`.padEnd(6)}`),
    value,
  ],
  /** Where the second line of a check begins, and that of a detail. */
  indent: ({ isNarrow }: Manner): number => (isNarrow ? 2 : 9),
  detailIndent: ({ isNarrow }: Manner): number => (isNarrow ? 4 : 15),
  healthy: [green("Nothing is wrong"), " as far as this can be seen."] satisfies Text,
  cause: ({
    title,
    evidence,
    command,
  }: {
    readonly title: string;
    readonly evidence: string;
    readonly command: string | null;
  }): Text => [
    bold("Most likely: "),
    `${title}: ${evidence}.`,
    ...(command === null ? [] : [" Do this: ", bold(command)]),
  ],
} as const;
