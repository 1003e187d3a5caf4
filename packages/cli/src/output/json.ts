import type { Piece } from "./draw.ts";
import { escapeUnprintable } from "./neutralise.ts";

/**
 * `value` as lines of JSON. `JSON.stringify` leaves DEL, C1 and bidirectional controls as they are, and a terminal obeys
 * them there as anywhere.
 */
export function layOutJson(value: unknown, indent: number): Piece[][] {
  const lines = (JSON.stringify(value, null, indent) ?? "null").split("\n");
  return lines.map((line) => [{ mark: "json", json: escapeUnprintable(line) }]);
}
