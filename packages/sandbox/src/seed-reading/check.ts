/** Says what is wrong, and where, such as `repositories[3].owner`. */
export type Report = (path: string, problem: string) => void;

/** Judges one value of a document that was written by hand. */
export type Check = (value: unknown, path: string, report: Report) => void;

/** A check for every field of `Item`: a field that is added to the seed has to be added here. */
export type Shape<Item> = Readonly<Record<keyof Item, Check>>;

const unless =
  (isGood: (value: unknown) => boolean, problem: string): Check =>
  (value, path, report) => {
    if (!isGood(value)) report(path, `${shown(value)} is no ${problem}`);
  };

/** What was found, short enough for a line; a text may hold anything, and what follows a control character is left out. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}

export const text = unless((value) => typeof value === "string", "text");
export const filledText = unless(
  (value) => typeof value === "string" && value.trim() !== "",
  "text that says something",
);
export const flag = unless((value) => typeof value === "boolean", "true or false");
export const count = unless((value) => Number.isSafeInteger(value) && Number(value) >= 0, "whole number from 0 on");
export const positive = unless((value) => Number.isSafeInteger(value) && Number(value) > 0, "whole number from 1 on");
export const duration = unless(
  (value) => typeof value === "number" && Number.isFinite(value) && value >= 0,
  "number of milliseconds from 0 on",
);
export const instant = unless(
  (value) =>
    typeof value === "string" &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(value) &&
    !Number.isNaN(Date.parse(value)),
  "instant in UTC such as 2026-11-01T12:00:00Z",
);
export const address = unless(
  (value) => typeof value === "string" && URL.canParse(value) && !/[\s\\]/.test(value),
  "address such as http://127.0.0.1/callback",
);
export const hexadecimal = (digits: number): Check =>
  unless(
    (value) => typeof value === "string" && value.length === digits && /^[0-9a-f]+$/i.test(value),
    `text of ${digits} hexadecimal digits`,
  );
/** Letters, digits and what GitHub allows between them. */
export const login = unless(
  (value) => typeof value === "string" && /^[a-z0-9](?:[a-z0-9-]{0,38})(?:\[bot\])?$/i.test(value),
  "login: up to 39 letters, digits and hyphens",
);
export const repositoryName = unless(
  (value) => typeof value === "string" && /^[\w.-]{1,100}$/.test(value) && !/^\.{1,2}$/.test(value),
  "name of a repository: up to 100 letters, digits, hyphens, dots and underscores",
);
export const fullName = unless(
  (value) => typeof value === "string" && /^[a-z0-9-]+\/[\w.-]+$/i.test(value),
  "owner/name of a repository",
);

export function oneOf(...choices: readonly string[]): Check {
  return unless((value) => choices.some((choice) => choice === value), `one of ${choices.join(", ")}`);
}

export function orNull(check: Check): Check {
  return (value, path, report) => {
    if (value !== null) check(value, path, report);
  };
}

export function either(first: (value: unknown) => boolean, check: Check, otherwise: Check): Check {
  return (value, path, report) => (first(value) ? check : otherwise)(value, path, report);
}

export function listOf(check: Check): Check {
  return (value, path, report) => {
    if (!Array.isArray(value)) return report(path, `${shown(value)} is no list`);
    for (const [index, item] of value.entries()) check(item, `${path}[${index}]`, report);
  };
}

/** An object with these fields and no others; those that are not required may be left out. */
export function recordOf<Item>(shape: Shape<Item>, required: readonly (keyof Item & string)[] = []): Check {
  const checks: ReadonlyMap<string, Check> = new Map(Object.entries(shape));
  return (value, path, report) => {
    const at = (field: string): string => (path === "" ? field : `${path}.${field}`);
    if (!isRecord(value)) return report(path === "" ? "the seed" : path, `${shown(value)} is no object`);
    for (const [field, content] of Object.entries(value)) {
      const check = checks.get(field);
      if (check === undefined) report(at(field), `there is no such field; there are ${[...checks.keys()].join(", ")}`);
      else if (content !== undefined) check(content, at(field), report);
    }
    for (const field of required) if (value[field] === undefined) report(at(field), "is missing");
  };
}

/** An object whose field names are free. */
export function mapOf(check: Check): Check {
  return (value, path, report) => {
    if (!isRecord(value)) return report(path, `${shown(value)} is no object`);
    for (const [name, content] of Object.entries(value)) check(content, `${path}[${JSON.stringify(name)}]`, report);
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
