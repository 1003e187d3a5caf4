/** How an operation's input is read; `?` marks what may be left out. */
export type FieldType = "text" | "number" | "flag" | "instant" | "any";

export type FieldTypes = Readonly<Record<string, FieldType | `${FieldType}?`>>;

/** What is wrong with the input of an operation. The message is for whoever sent it. */
export class InputError extends Error {
  override readonly name = "InputError";
}

/**
 * Judges an input's fields by their types. Texts count as numbers and flags where they read as such, since a query has nothing
 * but texts.
 *
 * @throws InputError for a field that is missing, unknown or of another type.
 */
export function readInput(fields: FieldTypes, given: unknown): Readonly<Record<string, unknown>> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new InputError("the input is not a JSON object");
  }
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(fields, name)) throw new InputError(`there is no field "${name}"${listOf(fields)}`);
  }
  const read = Object.entries(fields).flatMap(([name, type]) => {
    const value: unknown = Object.hasOwn(given, name) ? Reflect.get(given, name) : undefined;
    if (value !== undefined) return [[name, readValue(name, { type, value })] as const];
    if (!type.endsWith("?")) throw new InputError(`the field "${name}" is missing`);
    return [];
  });
  return Object.fromEntries(read);
}

function listOf(fields: FieldTypes): string {
  const names = Object.keys(fields);
  return names.length === 0 ? ": it takes none" : `; there are ${names.join(", ")}`;
}

function readValue(name: string, { type, value }: { type: string; value: unknown }): unknown {
  switch (type.replace("?", "")) {
    case "text":
      if (typeof value === "string") return value;
      throw new InputError(`the field "${name}" is not a text`);
    case "number":
      return readNumber(name, value);
    case "flag":
      if (value === true || value === "true") return true;
      if (value === false || value === "false") return false;
      throw new InputError(`the field "${name}" is neither true nor false`);
    case "instant":
      return readInstant(name, value);
    default:
      return value;
  }
}

function readNumber(name: string, value: unknown): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw new InputError(`the field "${name}" is not a number`);
}

/** Milliseconds since the epoch, from themselves or from an ISO 8601 text with its offset. */
function readInstant(name: string, value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value === "string") {
    const at = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(value) ? Date.parse(value) : Number.NaN;
    if (!Number.isNaN(at)) return at;
  }
  throw new InputError(`the field "${name}" is no instant such as 2026-11-01T12:00:00Z`);
}
