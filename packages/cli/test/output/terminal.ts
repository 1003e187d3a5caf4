import xterm from "@xterm/headless";

export interface Screen {
  /** The rows as they are seen, without the blanks at their ends. */
  readonly rows: string[];
  /** The same by column: what is drawn in each, and "" in the second column of a wide character. */
  readonly cells: string[][];
  /** Everything the terminal would have sent back into the person's input. */
  readonly answers: string[];
  readonly titles: string[];
  readonly bells: number;
  readonly cursor: { readonly row: number; readonly column: number };
  readonly isMainScreen: boolean;
}

/** What a real terminal emulator makes of `written`. */
export async function showOnTerminal(
  written: string,
  { columns, rows = 50 }: { columns: number; rows?: number },
): Promise<Screen> {
  const terminal = new xterm.Terminal({ cols: columns, rows, convertEol: true, allowProposedApi: true });
  const answers: string[] = [];
  const titles: string[] = [];
  let bells = 0;
  terminal.onData((data) => answers.push(data));
  terminal.onTitleChange((title) => titles.push(title));
  terminal.onBell(() => {
    bells += 1;
  });
  await new Promise<void>((resolve) => terminal.write(written, resolve));
  const buffer = terminal.buffer.active;
  const lines = Array.from({ length: buffer.length }, (_, row) => buffer.getLine(row));
  const shown = lines.map((line) => line?.translateToString(true).trimEnd() ?? "");
  const used = shown.findLastIndex((row) => row !== "") + 1;
  return {
    rows: shown.slice(0, used),
    cells: lines.slice(0, used).map((line) =>
      Array.from({ length: columns }, (_, column) => {
        const cell = line?.getCell(column);
        return cell?.getWidth() === 0 ? "" : cell?.getChars() || " ";
      }),
    ),
    answers,
    titles,
    bells,
    cursor: { row: buffer.baseY + buffer.cursorY, column: buffer.cursorX },
    isMainScreen: buffer.type === "normal",
  };
}
