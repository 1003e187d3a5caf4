import { UnexpectedResponseError } from "@dev-github-tool/oauth";

const step = "API request";

/** The names of the members of `Wire` whose values are always a `Value`. */
type NamesOf<Wire, Value> = { [Name in keyof Wire]-?: Wire[Name] extends Value ? Name : never }[keyof Wire] & string;

/**
 * Reads the members of one JSON object of an answer: the compiler checks that GitHub's description has a member of that
 * name and type, and each read checks that this answer has it too.
 *
 * @throws UnexpectedResponseError `field_missing` or `field_invalid`, from every method.
 */
export class AnswerFields<Wire> {
  readonly #members: ReadonlyMap<string, unknown>;

  constructor(answer: unknown) {
    if (typeof answer !== "object" || answer === null || Array.isArray(answer)) {
      throw new UnexpectedResponseError("something in the answer is not a JSON object", {
        code: "field_invalid",
        step,
      });
    }
    this.#members = new Map(Object.entries(answer));
  }

  /** Whether the member is there and not null. Enterprise Server leaves out what its version does not know. */
  has(name: keyof Wire & string): boolean {
    return (this.#members.get(name) ?? null) !== null;
  }

  text(name: NamesOf<Wire, string>): string {
    return this.#read(name, isText);
  }

  textOrNull(name: NamesOf<Wire, string | null | undefined>): string | null {
    return this.has(name) ? this.#read(name, isText) : null;
  }

  /** An instant as it was sent: RFC 3339. */
  instant(name: NamesOf<Wire, string>): string {
    return this.#read(name, isInstant);
  }

  instantOrNull(name: NamesOf<Wire, string | null | undefined>): string | null {
    return this.has(name) ? this.#read(name, isInstant) : null;
  }

  count(name: NamesOf<Wire, number>): number {
    return this.#read(name, isCount);
  }

  flag(name: NamesOf<Wire, boolean | undefined>): boolean {
    return this.#read(name, isFlag);
  }

  list(name: NamesOf<Wire, readonly unknown[]>): readonly unknown[] {
    return this.#read(name, isList);
  }

  object<Name extends keyof Wire & string>(name: Name): AnswerFields<NonNullable<Wire[Name]>> {
    return new AnswerFields(this.#members.get(name));
  }

  #read<Value>(name: string, is: (value: unknown) => value is Value): Value {
    const value = this.#members.get(name);
    if (is(value)) {
      return value;
    }
    throw new UnexpectedResponseError(
      `the member ${name} of the answer is ${value === undefined ? "missing" : "not of its type"}`,
      {
        code: value === undefined ? "field_missing" : "field_invalid",
        step,
      },
    );
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isInstant(value: unknown): value is string {
  return isText(value) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isFlag(value: unknown): value is boolean {
  return typeof value === "boolean";
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
