import type { CommandContext } from "../command-context.ts";
import { UsageError } from "../errors.ts";
import { writeNewFile } from "./trace-file.ts";
import { flowText } from "./words.ts";

/** What a view is to be, and where a page goes; standard output unless given. */
export interface FormatFlags {
  readonly format?: string | undefined;
  readonly output?: string | undefined;
}

/**
 * The format that was asked for among those there are, of which the first is the usual one.
 *
 * @throws UsageError `invalid_value`, `invalid_arguments`.
 */
export function parseFormat<Format extends string>(
  { format, output }: FormatFlags,
  formats: readonly [Format, ...Format[]],
): Format {
  const found = formats.find((known) => known === (format ?? formats[0]));
  if (found === undefined) {
    throw new UsageError(`--format takes ${formats.join(", ")}`, { code: "invalid_value", hint: "--format html" });
  }
  if (output !== undefined && found !== "html") {
    throw new UsageError("-o is for a page; the other formats go to standard output", {
      code: "invalid_arguments",
      hint: "--format html",
    });
  }
  return found;
}

/** Writes a page into a new file, or to standard output. @throws TraceFileError `file_exists`, `file_unwritable`. */
export function givePage(page: string, target: string | undefined, { cwd, output }: CommandContext): void {
  if (target === undefined) {
    for (const line of page.trimEnd().split("\n")) {
      output.line(line);
    }
  } else {
    output.note(flowText.pageWritten(writeNewFile(target, { cwd, content: page })));
  }
}
