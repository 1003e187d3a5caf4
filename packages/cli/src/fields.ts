import { closest } from "./closest.ts";
import { UsageError } from "./errors.ts";

/** The members that `--json` can show of a row, by name; the names are those of `gh` where it has them. */
export type Fields<Row> = Readonly<Record<string, (row: Row) => unknown>>;

/**
 * Parses `--json` and `--json number,title`: which members to show, or undefined when the option was not given. Without
 * names it is all of them.
 *
 * @throws UsageError `unknown_field` with the list of those there are.
 */
export function parseFields(option: string | true | undefined, fields: Fields<never>): readonly string[] | undefined {
  const known = Object.keys(fields);
  if (option === undefined || option === true) {
    return option === undefined ? undefined : known;
  }
  const names = option.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !Object.hasOwn(fields, name));
  if (unknown !== undefined) {
    const meant = closest(unknown, known);
    throw new UsageError(`there is no field "${unknown}"; the fields are ${known.join(", ")}`, {
      code: "unknown_field",
      hint:
        meant === undefined ? undefined : `--json ${names.map((name) => (name === unknown ? meant : name)).join(",")}`,
    });
  }
  return names;
}

/** A row as JSON, with the named members in the order they were asked for. */
export function pickFields<Row>(row: Row, names: readonly string[], fields: Fields<Row>): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, fields[name]?.(row)]));
}
