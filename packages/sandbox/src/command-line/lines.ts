import type { Writable } from "node:stream";

/** What a terminal would take for a command, and directions of writing that would show another text than there is. */
const unprintable = /[^\P{C}\n]/gu;

/** Returns what prints lines to a stream. Names of a seed may hold anything, so nothing goes out that a terminal would obey. */
export function printerFor(stream: Writable): (lines: string) => void {
  // A reader that has gone away is no reason to stop.
  stream.on("error", () => {});
  return (lines) => void stream.write(`${lines.replaceAll(unprintable, "\u{fffd}")}\n`);
}
