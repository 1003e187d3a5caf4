import type { OutputStream } from "./output/index.ts";

/** Below this, words beside a column of labels would stand one under the other. */
const ROOM_FOR_COLUMNS = 36;

/** Whether a terminal has no room for labels in a column of their own. */
export function isNarrow({ isTTY, columns }: OutputStream): boolean {
  return isTTY === true && columns !== undefined && columns > 0 && columns < ROOM_FOR_COLUMNS;
}
