const inspect = Symbol.for("nodejs.util.inspect.custom");

/**
 * A string that cannot print itself: string conversion, JSON and Node's `inspect` all give `[secret]`.
 *
 * The value leaves only through `reveal()`, so that every place that handles it in the clear can be found by name.
 *
 * @example
 * const secret = new Secret(process.env.GITHUB_CLIENT_SECRET ?? "");
 * `${secret}` // "[secret]"
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value in the clear. Call it where the value goes onto the wire or into a store, nowhere else. */
  reveal(): string {
    return this.#value;
  }

  /** Gives `[secret]`, whatever the value is. */
  toString(): string {
    return "[secret]";
  }

  /** Gives `[secret]`, whatever the value is. */
  toJSON(): string {
    return "[secret]";
  }

  /** Gives `[secret]`, where Node prints values: `console.log`, failing assertions, the REPL. */
  [inspect](): string {
    return "[secret]";
  }
}
