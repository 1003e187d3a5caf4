import type { Column, Table } from "./contract.ts";
import type { Piece } from "./draw.ts";
import type { Look } from "./look.ts";
import { neutralise } from "./neutralise.ts";
import { bold, type Span, spansOf } from "./spans.ts";
import { relativeTime, rfc3339 } from "./time.ts";

export interface TableSetting {
  readonly look: Look;
  readonly accessible: boolean;
  readonly nowMs: number;
}

export type Cells = readonly (readonly Span[])[];

/** The lines of a table in the form the reader can use: columns, `label: value`, or tabs for a program. */
export async function layOutTable<Row>(table: Table<Row>, setting: TableSetting): Promise<Piece[][]> {
  const { columns } = table;
  const rows = table.rows.map((row) => columns.map((column) => cellOf(column, row, setting)));
  if (rows.length === 0) return [];
  if (!setting.look.isTerminal) return rows.map(layOutTabs);
  const labels = columns.map((column) => neutralise(column.label));
  if (setting.accessible) return layOutRecords(labels, rows);
  const { layOutColumns } = await loadColumns();
  const { look } = setting;
  return (
    layOutColumns({ columns, labels, rows, available: look.columns(), places: look.places }) ??
    layOutRecords(labels, rows)
  );
}

/** What measures text, by far the slowest part of the output to load: pipes and plain lines do without it. */
export function loadColumns(): Promise<typeof import("./columns.ts")> {
  return import("./columns.ts");
}

/** Measures something, because the first emoji takes 20 ms: tables of Unicode are built on its account. */
export async function rehearseColumns(): Promise<void> {
  const { rehearse } = await loadColumns();
  rehearse();
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
