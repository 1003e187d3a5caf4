import { escapeUnprintable } from "./neutralise.ts";

/**
 * `value` as lines of JSON. `JSON.stringify` leaves DEL, C1 and bidirectional controls as they are, and a terminal obeys
 * them there as anywhere.
 */
export function jsonLines(value: unknown, indent: number): string[] {
  return (JSON.stringify(value, null, indent) ?? "null").split("\n").map(escapeUnprintable);
}
