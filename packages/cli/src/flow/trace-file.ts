import { constants } from "node:fs";
import { type FileHandle, lstat, open, unlink } from "node:fs/promises";
import { resolve } from "node:path";
import type { TraceEvent } from "@dev-github-tool/oauth";
import { TraceFileError } from "../errors.ts";
import { escapeUnprintable } from "../output/neutralise.ts";
import { isTraceHeader, TRACE_FORMAT, TRACE_VERSION } from "./trace-format.ts";

/** A trace that is being written. */
export interface TraceFile {
  readonly path: string;
  write(event: TraceEvent): void;
  /**
   * Resolves when everything is written and the file closed.
   *
   * @throws TraceFileError `file_unwritable`.
   */
  close(): Promise<void>;
}

/** A header has a tenth of this. */
const HEADER_BYTES = 1024;

/**
 * Makes the file of a trace, readable by this user alone, and writes its first line. A trace that lies there is replaced,
 * and nothing else is.
 *
 * @throws TraceFileError `file_exists`, `file_unwritable`.
 */
export async function createTraceFile(
  file: string,
  { cwd, startedAt }: { readonly cwd: string; readonly startedAt: number },
): Promise<TraceFile> {
  const path = resolve(cwd, file);
  await removeFormerTrace(path);
  const handle = await openNew(path);
  let failure: unknown;
  // Written one after the other while the flow goes on, so that a flow that is cut off leaves what happened until then.
  let written = Promise.resolve();
  const append = (value: unknown): void => {
    const line = `${escapeUnprintable(JSON.stringify(value))}\n`;
    written = written
      .then(() => handle.appendFile(line))
      .catch((error: unknown) => {
        failure ??= error;
      });
  };
  append({ format: TRACE_FORMAT, version: TRACE_VERSION, startedAt: new Date(startedAt).toISOString() });
  return {
    path,
    write: append,
    close: async () => {
      await written;
      await handle.close();
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
export async function writeNewFile(
  file: string,
  { cwd, content }: { readonly cwd: string; readonly content: string },
): Promise<string> {
  const path = resolve(cwd, file);
  const handle = await openNew(path);
  try {
    await handle.writeFile(content);
  } catch (error) {
    throw unwritable(path, error);
  } finally {
    await handle.close();
  }
  return path;
}

async function openNew(path: string): Promise<FileHandle> {
  try {
    const handle = await open(path, "wx", 0o600);
    // Whatever the umask says.
    await handle.chmod(0o600);
    return handle;
  } catch (error) {
    throw codeOf(error) === "EEXIST" ? new TraceFileError(`${path} exists`, "file_exists") : unwritable(path, error);
  }
}

function unwritable(path: string, cause: unknown): TraceFileError {
  return new TraceFileError(`${path} cannot be written (${codeOf(cause)})`, "file_unwritable", { cause });
}

/** Removes the file if its first line says that it is a trace. */
async function removeFormerTrace(path: string): Promise<void> {
  if (await isTrace(path)) {
    await unlink(path).catch(() => {});
  }
}

async function isTrace(path: string): Promise<boolean> {
  try {
    if (!(await lstat(path)).isFile()) {
      return false;
    }
    const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
      return isTraceHeader(buffer.toString("utf8", 0, bytesRead).split("\n")[0] ?? "");
    } finally {
      await handle.close();
    }
  } catch {
    // Whatever it is, it was not made here; the attempt to make a new file says what is wrong with it.
    return false;
  }
}

/** The system's word for what went wrong, such as `ENOSPC`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown error";
}
