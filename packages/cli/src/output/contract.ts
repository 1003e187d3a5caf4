import type { Environment } from "../environment.ts";
import type { Text } from "./spans.ts";

/** The part of a process's stream that is used: `process.stdout`, `process.stderr`, or a stream of a test. */
export type OutputStream = NodeJS.WritableStream & {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
};

export interface OutputOptions {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Environment;
  /** `false` when the person typed `--no-color`; left out, streams and environment decide. */
  readonly color?: boolean | undefined;
  /** Milliseconds since 1970, for relative times. */
  readonly now?: (() => number) | undefined;
}

/** The one way to a person's eyes, and to the program at the other end of a pipe. Data goes to stdout, talk to stderr. */
export interface Output {
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  /** `DGT_ACCESSIBLE=1`: no transient lines, no alignment by columns, nothing that moves the cursor. */
  readonly accessible: boolean;
  /** One line of data on stdout. With `hang`, a terminal too narrow for it shows the rest on further lines, under that column. */
  line(text: Text, hang?: number): void;
  /** One line of talk on stderr; on a terminal, what does not fit stands under the column `hang`, or under the first word. */
  note(text: Text, hang?: number): void;
  /** Aligned and cut to the width on a terminal; tab-separated, without a header and whole in a pipe. No rows: nothing. */
  table<Row>(table: Table<Row>): Promise<void>;
  /** `value` on stdout as JSON in which everything unprintable is escaped; indented on a terminal, one line in a pipe. */
  json(value: unknown): void;
  /** The report on stderr: as lines, the most important last, or as one JSON object for callers who asked for JSON. */
  error(report: ErrorReport, format?: "lines" | "json"): void;
  /**
   * A line on stderr that says what is being waited for: redrawn in place and gone without a trace on a terminal, one plain
   * line elsewhere. A new status takes the place of the one before.
   */
  status(text: Text): Status;
  /**
   * Takes the status away and resolves once everything is handed to the system. Await it before the process ends, also
   * after Ctrl-C. A reader that went away (`| head`) is no error.
   *
   * @throws the system's error when the output could not be written, such as `ENOSPC`; once, so that it can be reported
   */
  flush(): Promise<void>;
}

export interface Table<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}

export interface Column<Row> {
  readonly label: string;
  /** The cell. A `Date` reads "3 days ago" on a terminal and is RFC 3339 in a pipe. */
  readonly value: (row: Row) => Text | Date;
  readonly align?: "left" | "right";
  /** May be cut with an ellipsis when the terminal is narrow; the widest flexible column gives up room first. */
  readonly flexible?: boolean;
  /** Visible at every width. The other columns leave a narrow terminal, the last one first. */
  readonly essential?: boolean;
}

export interface ErrorReport {
  /** What failed. */
  readonly message: string;
  /** Why, as far as it is known. */
  readonly reason: string;
  readonly code: string;
  /** What to do now, most promising first: commands or short sentences. */
  readonly next: readonly string[];
  readonly requestId?: string | undefined;
}

export interface Status {
  update(text: Text): void;
  done(): void;
}
