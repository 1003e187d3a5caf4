import { bold, dim, type Text } from "../../output/index.ts";

/** What `dgt explain` says beside the catalogue. */
export const words = {
  heading: (code: string, where: string): Text => (where === "" ? bold(code) : [bold(code), dim(` · at the ${where}`)]),
  line: (label: string, value: string, isNarrow: boolean): Text =>
    isNarrow
      ? ["  ", dim(label === "" ? "" : `${label}: `), value]
      : [dim(`  ${(label === "" ? "" : `${label}:`).padEnd(10)}`), value],
  /** Where the values of such lines begin. */
  lineIndent: (isNarrow: boolean): number => (isNarrow ? 4 : 12),
  listed: (code: string, meaning: string): Text => ["  ", bold(code), `: ${meaning}`],
  /** Where the second line about a code begins. */
  listIndent: 4,
  differences: "The textbook, and what GitHub does",
  noStep: "before or after a sign-in",
  how: dim(
    "To read about one: dgt explain CODE. HTTP statuses and GitHub's messages are understood too. What a sign-in works with, and how secret it is: dgt explain credentials",
  ),
} as const;
