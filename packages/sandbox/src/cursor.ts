/** Names a place in a list, after so many entries, in a form that tells clients nothing. */
export function cursorAt(position: number): string {
  return Buffer.from(`cursor:v2:${position}`).toString("base64");
}

/** Reads a cursor; undefined for what is none. */
export function positionOf(cursor: string | null | undefined): number | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const [, position] = /^cursor:v2:(\d{1,9})$/.exec(Buffer.from(cursor, "base64").toString()) ?? [];
  return position === undefined ? undefined : Number(position);
}
