import {
  appendFileSync,
  closeSync,
  constants,
  fchmodSync,
  lstatSync,
  openSync,
  readSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { resolve } from "node:path";
import type { TraceEvent } from "@dev-github-tool/oauth";
import { TraceFileError } from "../errors.ts";
import { escapeUnprintable } from "../output/neutralise.ts";
import { isTraceHeader, TRACE_FORMAT, TRACE_VERSION } from "./trace-format.ts";

/** A trace that is being written. */
export interface TraceFile {
  readonly path: string;
  /** A flow that is cut off leaves what happened until then: each event is in the file when this returns. */
  write(event: TraceEvent): void;
  /** @throws TraceFileError `file_unwritable`, when that is so of any event. */
  close(): void;
}

/** A header has a tenth of this. */
const HEADER_BYTES = 1024;

/**
 * Makes the file of a trace, readable by this user alone, and writes its first line. A trace that lies there is replaced,
 * and nothing else is.
 *
 * @throws TraceFileError `file_exists`, `file_unwritable`.
 */
export function createTraceFile(
  file: string,
  { cwd, startedAt }: { readonly cwd: string; readonly startedAt: number },
): TraceFile {
  const path = resolve(cwd, file);
  removeFormerTrace(path);
  const descriptor = openNew(path);
  let failure: unknown;
  const append = (value: unknown): void => {
    try {
      appendFileSync(descriptor, `${escapeUnprintable(JSON.stringify(value))}\n`);
    } catch (error) {
      failure ??= error;
    }
  };
  append({ format: TRACE_FORMAT, version: TRACE_VERSION, startedAt: new Date(startedAt).toISOString() });
  return {
    path,
    write: append,
    close: () => {
      closeSync(descriptor);
      if (failure !== undefined) {
        throw unwritable(path, failure);
      }
    },
  };
}

/**
 * Writes a file that is not there yet, readable by this user alone, and gives back its whole path.
 *
 * @throws TraceFileError `file_exists`, `file_unwritable`.
 */
export function writeNewFile(
  file: string,
  { cwd, content }: { readonly cwd: string; readonly content: string },
): string {
  const path = resolve(cwd, file);
  const descriptor = openNew(path);
  try {
    writeFileSync(descriptor, content);
  } catch (error) {
    throw unwritable(path, error);
  } finally {
    closeSync(descriptor);
  }
  return path;
}

function openNew(path: string): number {
  try {
    const descriptor = openSync(path, "wx", 0o600);
    // Whatever the umask says.
    fchmodSync(descriptor, 0o600);
    return descriptor;
  } catch (error) {
    throw codeOf(error) === "EEXIST" ? new TraceFileError(`${path} exists`, "file_exists") : unwritable(path, error);
  }
}

function unwritable(path: string, cause: unknown): TraceFileError {
  return new TraceFileError(`${path} cannot be written (${codeOf(cause)})`, "file_unwritable", { cause });
}

/** Removes the file if its first line says that it is a trace. Whatever else it is, the attempt to make a new file says. */
function removeFormerTrace(path: string): void {
  try {
    if (isTrace(path)) {
      unlinkSync(path);
    }
  } catch {}
}

function isTrace(path: string): boolean {
  if (!lstatSync(path).isFile()) {
    return false;
  }
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const start = Buffer.alloc(HEADER_BYTES);
    const bytesRead = readSync(descriptor, start);
    return isTraceHeader(start.toString("utf8", 0, bytesRead).split("\n")[0] ?? "");
  } finally {
    closeSync(descriptor);
  }
}

/** The system's word for what went wrong, such as `ENOSPC`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown error";
}
