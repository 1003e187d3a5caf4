import type { Column, Table } from "./contract.ts";
import type { Piece } from "./draw.ts";
import type { Look } from "./look.ts";
import { neutralise } from "./neutralise.ts";
import { GAP, shareWidth } from "./share-width.ts";
import { bold, type Span, spansOf } from "./spans.ts";
import { relativeTime, rfc3339 } from "./time.ts";
import { measure, shorten } from "./width.ts";

/** Below this a cut cell says nothing any more. */
const NARROWEST_FLEXIBLE = 8;

export interface TableSetting {
  readonly look: Look;
  readonly accessible: boolean;
  readonly nowMs: number;
}

type Cells = readonly (readonly Span[])[];

/** The lines of a table in the form the reader can use: columns, `label: value`, or tabs for a program. */
export function layOutTable<Row>(table: Table<Row>, setting: TableSetting): Piece[][] {
  const { columns } = table;
  const rows = table.rows.map((row) => columns.map((column) => cellOf(column, row, setting)));
  if (rows.length === 0) return [];
  if (!setting.look.isTerminal) return rows.map(layOutTabs);
  const labels = columns.map((column) => neutralise(column.label));
  const available = setting.look.columns();
  const widths = setting.accessible ? undefined : shareWidth(claimsOf(columns, labels, rows, available), available);
  if (widths === undefined) return layOutRecords(labels, rows);
  const header = labels.map((label) => [bold(label.toUpperCase())]);
  return [header, ...rows].map((cells) => layOutColumns({ cells, widths, columns, places: setting.look.places }));
}

function cellOf<Row>(column: Column<Row>, row: Row, setting: TableSetting): Span[] {
  const value = column.value(row);
  if (value instanceof Date) {
    return spansOf(setting.look.isTerminal ? relativeTime(value, setting.nowMs) : rfc3339(value));
  }
  return spansOf(value).map((span) => ({ ...span, text: neutralise(span.text) }));
}

function layOutTabs(cells: Cells): Piece[] {
  return cells.flatMap((cell, index): readonly Piece[] => (index === 0 ? cell : [{ mark: "tab" }, ...cell]));
}

function layOutRecords(labels: readonly string[], rows: readonly Cells[]): Piece[][] {
  return rows.flatMap((cells, row) => [
    ...(row === 0 ? [] : [[]]),
    ...cells.map((cell, index) => [bold(`${labels[index] ?? ""}:`), ...spansOf(" "), ...cell]),
  ]);
}

function claimsOf<Row>(
  columns: readonly Column<Row>[],
  labels: readonly string[],
  rows: readonly Cells[],
  available: number,
) {
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

function layOutColumns<Row>({ cells, widths, columns, places }: RowSetting<Row>): Piece[] {
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
