import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { resolve } from "node:path";
import type { TraceEvent } from "@dev-github-tool/oauth";
import { TraceFileError } from "../errors.ts";
import { codeOf } from "./trace-file.ts";
import { parseTraceEvent, parseTraceHeader, TRACE_VERSION, type TraceHeader } from "./trace-format.ts";

/** What could be read of a trace. */
export interface FlowTrace {
  readonly header: TraceHeader;
  readonly events: readonly TraceEvent[];
  /** What is wrong with the file, where something is: the events are then what could be read all the same. */
  readonly flaw: TraceFileError | undefined;
}

/** A sign-in takes five thousand bytes. */
const MOST_BYTES = 1024 * 1024;
const LONGEST_LINE = 16 * 1024;
const MOST_EVENTS = 500;

/**
 * Reads the file of a trace.
 *
 * @throws TraceFileError `file_unreadable`, `not_a_trace`.
 */
export async function readTraceFile(file: string, cwd: string): Promise<FlowTrace> {
  const path = resolve(cwd, file);
  const { text, isWhole } = await readStart(path);
  return parseTrace(text, { path, isWhole });
}

async function readStart(path: string): Promise<{ readonly text: string; readonly isWhole: boolean }> {
  try {
    // A pipe that nobody writes to would otherwise keep this waiting.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      if (!(await handle.stat()).isFile()) {
        throw new TraceFileError(`${path} is no file`, "file_unreadable");
      }
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(MOST_BYTES + 1), 0, MOST_BYTES + 1, 0);
      return { text: buffer.toString("utf8", 0, Math.min(bytesRead, MOST_BYTES)), isWhole: bytesRead <= MOST_BYTES };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof TraceFileError) {
      throw error;
    }
    throw new TraceFileError(`${path} cannot be read (${codeOf(error)})`, "file_unreadable", { cause: error });
  }
}

/**
 * Reads a trace as far as it can be read. Pure.
 *
 * @throws TraceFileError `not_a_trace`.
 */
export function parseTrace(
  text: string,
  { path, isWhole }: { readonly path: string; readonly isWhole: boolean },
): FlowTrace {
  const [first = "", ...rest] = text.split("\n");
  const header = first.length > LONGEST_LINE ? undefined : parseTraceHeader(first);
  if (header === undefined) {
    throw new TraceFileError(`${path} does not begin like a trace of dgt`, "not_a_trace");
  }
  const events: TraceEvent[] = [];
  const unread: number[] = [];
  rest.forEach((line, index) => {
    const isLast = index === rest.length - 1;
    if (line === "" && isLast) {
      return;
    }
    const event = line.length > LONGEST_LINE || events.length === MOST_EVENTS ? undefined : parseTraceEvent(line);
    if (event === undefined) {
      unread.push(index + 2);
    } else {
      events.push(event);
    }
  });
  return { header, events, flaw: findFlaw({ path, header, unread, isWhole: isWhole && text.endsWith("\n") }) };
}

function findFlaw(known: {
  readonly path: string;
  readonly header: TraceHeader;
  readonly unread: readonly number[];
  readonly isWhole: boolean;
}): TraceFileError | undefined {
  const { path, header, unread, isWhole } = known;
  if (header.version !== TRACE_VERSION) {
    const versions = `version ${header.version}, and this dgt reads version ${TRACE_VERSION}`;
    return new TraceFileError(`${path} is a trace of ${versions}`, "trace_version_unknown");
  }
  if (unread.length > 0) {
    const [line = 0] = unread;
    const more = unread.length === 1 ? "" : ` and ${unread.length - 1} more`;
    return new TraceFileError(`line ${line}${more} of ${path} could not be read`, "trace_damaged");
  }
  return isWhole ? undefined : new TraceFileError(`the end of ${path} is missing`, "trace_damaged");
}
