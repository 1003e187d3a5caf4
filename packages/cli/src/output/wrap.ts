import { type Span, spansOf } from "./spans.ts";

export interface WrapSetting {
  readonly columns: number;
  /** Under which column lines after the first begin; under the first word unless given. */
  readonly hang?: number | undefined;
}

/**
 * One line of talk as the lines it takes on a terminal, broken between words. A word that is too long for any line, such as
 * an address, is left whole and begins at the edge, so that it can be copied.
 */
export function wrapLine(spans: readonly Span[], { columns, hang }: WrapSetting): Span[][] {
  if (spans.reduce((sum, { text }) => sum + text.length, 0) <= columns) return [[...spans]];
  const indent = hang ?? /^ */.exec(spans[0]?.text ?? "")?.[0].length ?? 0;
  const lines: Span[][] = [[]];
  let width = 0;
  for (const word of wordsOf(spans)) {
    const length = word.text.length;
    const isSpace = word.text.trim() === "";
    if (width + length > columns && width > indent && !isSpace) {
      const start = length > columns - indent ? 0 : indent;
      lines.push(spansOf(" ".repeat(start)));
      width = start;
    }
    lines.at(-1)?.push(word);
    width += length;
  }
  return lines.map(withoutTrailingSpace);
}

function wordsOf(spans: readonly Span[]): Span[] {
  return spans.flatMap((span) =>
    span.text
      .split(/( +)/)
      .filter((text) => text !== "")
      .map((text) => ({ ...span, text })),
  );
}

function withoutTrailingSpace(line: readonly Span[]): Span[] {
  return line.slice(0, line.findLastIndex(({ text }) => text.trim() !== "") + 1);
}
