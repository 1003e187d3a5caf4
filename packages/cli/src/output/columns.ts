import type { Column } from "./contract.ts";
import type { Piece } from "./draw.ts";
import { GAP, shareWidth } from "./share-width.ts";
import { bold, spansOf } from "./spans.ts";
import type { Cells } from "./table.ts";
import { measure, shorten } from "./width.ts";

/** Below this a cut cell says nothing any more. */
const NARROWEST_FLEXIBLE = 8;

export interface ColumnsSetting<Row> {
  readonly columns: readonly Column<Row>[];
  readonly labels: readonly string[];
  readonly rows: readonly Cells[];
  readonly available: number;
  /** The terminal follows a move to a column. */
  readonly places: boolean;
}

/** A header and a line for each row, or `undefined` where the terminal is too narrow for the essential columns. */
export function layOutColumns<Row>(setting: ColumnsSetting<Row>): Piece[][] | undefined {
  const { columns, labels, rows, available, places } = setting;
  const widths = shareWidth(claimsOf(setting), available);
  if (widths === undefined) return undefined;
  const header = labels.map((label) => [bold(label.toUpperCase())]);
  return [header, ...rows].map((cells) => layOutRow({ cells, widths, columns, places }));
}

/** Measures an emoji, for which tables of Unicode are built that then are there. */
export function rehearse(): void {
  measure("🐙", 2);
}

function claimsOf<Row>({ columns, labels, rows, available }: ColumnsSetting<Row>) {
  return columns.map((column, index) => {
    const widthOf = (cells: Cells) =>
      (cells[index] ?? []).reduce((sum, span) => sum + measure(span.text, available), 0);
    const label = measure(labels[index] ?? "", available);
    const natural = rows.reduce((widest, cells) => Math.max(widest, widthOf(cells)), label);
    const least = column.flexible === true ? Math.min(natural, Math.max(NARROWEST_FLEXIBLE, label)) : natural;
    return { natural, least, essential: column.essential === true };
  });
}

interface RowSetting<Row> {
  readonly cells: Cells;
  readonly widths: readonly number[];
  readonly columns: readonly Column<Row>[];
  readonly places: boolean;
}

function layOutRow<Row>({ cells, widths, columns, places }: RowSetting<Row>): Piece[] {
  const line: Piece[] = [];
  const last = widths.findLastIndex((width) => width > 0);
  let end = 0;
  widths.forEach((width, index) => {
    if (width === 0) return;
    const cell = shorten(cells[index] ?? [], width);
    const placed = places && cell.disputed;
    // Padding for the widest drawing never pushes the rest over the edge; the move then closes the gap it may leave.
    const padding = spansOf(" ".repeat(width - (placed ? cell.widest : cell.width)));
    const toRight = columns[index]?.align === "right";
    line.push(...(toRight ? padding : []), ...cell.spans);
    if (index === last) return;
    end += width + GAP;
    line.push(...(toRight ? [] : padding), ...spansOf(" ".repeat(GAP)));
    if (placed) line.push({ mark: "column", column: end + 1 });
  });
  return line;
}
