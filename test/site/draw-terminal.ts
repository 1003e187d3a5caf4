import xterm from "@xterm/headless";

type Cell = NonNullable<ReturnType<NonNullable<ReturnType<BufferOf["getLine"]>>["getCell"]>>;
type BufferOf = InstanceType<typeof xterm.Terminal>["buffer"]["active"];

/** What a terminal shows of `bytes`, as text with colours: rows without trailing blanks, in elements with classes. */
export async function drawTerminal(bytes: string, { columns }: { readonly columns: number }): Promise<string> {
  const terminal = new xterm.Terminal({ cols: columns, rows: 60, scrollback: 10_000, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(bytes, resolve));
  const buffer = terminal.buffer.active;
  const rows = Array.from({ length: buffer.length }, (_, at) => drawRow(buffer, at));
  return rows.slice(0, rows.findLastIndex((row) => row !== "") + 1).join("\n");
}

function drawRow(buffer: BufferOf, at: number): string {
  const line = buffer.getLine(at);
  const length = line?.translateToString(true).length ?? 0;
  const runs: { look: string; text: string }[] = [];
  for (let column = 0; column < length; column += 1) {
    const cell = line?.getCell(column);
    if (cell !== undefined && cell.getWidth() > 0) {
      const look = lookOf(cell);
      const text = cell.getChars() || " ";
      const last = runs.at(-1);
      if (last?.look === look) {
        last.text += text;
      } else {
        runs.push({ look, text });
      }
    }
  }
  return runs
    .map(({ look, text }) => (look === "" ? escapeMarkup(text) : `<span class="${look}">${escapeMarkup(text)}</span>`))
    .join("");
}

function lookOf(cell: Cell): string {
  return [
    cell.isFgPalette() ? `ink-${cell.getFgColor()}` : "",
    cell.isBold() ? "bold" : "",
    cell.isDim() ? "dim" : "",
    cell.isUnderline() ? "underline" : "",
    cell.isInverse() ? "inverse" : "",
  ]
    .filter((look) => look !== "")
    .join(" ");
}

function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
