/** Names and values of a query or form; a parameter without a value counts as absent (RFC 6749, section 3.1). */
export type Parameters = ReadonlyMap<string, string>;

/** What becomes of a name that occurs twice. */
export type Repetition = "refused" | "last_counts";

/** A query or form that cannot be read in one way only. */
export class ParameterError extends Error {
  readonly reason: "malformed" | "repeated";
  /** Of a query in which names were repeated, those that were not. */
  readonly sentOnce: Parameters | undefined;
  override readonly name = "ParameterError";

  constructor(reason: "malformed" | "repeated", { message, sentOnce }: { message: string; sentOnce?: Parameters }) {
    super(message);
    this.reason = reason;
    this.sentOnce = sentOnce;
  }
}

/**
 * Reads `application/x-www-form-urlencoded` strictly.
 *
 * @throws ParameterError `repeated` when a name occurs twice (RFC 6749, section 3.1), unless told otherwise; `malformed` for
 * escapes that are not UTF-8.
 */
export function parseParameters(encoded: string, repetition: Repetition = "refused"): Parameters {
  const pairs = encoded
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair): [string, string] => {
      const separator = pair.indexOf("=");
      return separator === -1
        ? [decode(pair), ""]
        : [decode(pair.slice(0, separator)), decode(pair.slice(separator + 1))];
    });
  const parameters = new Map(pairs);
  if (parameters.size === pairs.length || repetition === "last_counts") return withoutEmpty(parameters);
  const names = new Set(pairs.map(([name]) => name).filter((name, index, all) => all.indexOf(name) !== index));
  throw repeated(withoutEmpty(new Map(pairs.filter(([name]) => !names.has(name)))));
}

/** Joins the parameters of a query with those of a body. @throws ParameterError `repeated` when both hold a name, likewise. */
export function joinParameters(
  { query, body }: { readonly query: Parameters; readonly body: Parameters },
  repetition: Repetition,
): Parameters {
  if (repetition === "refused") for (const name of body.keys()) if (query.has(name)) throw repeated();
  return new Map([...query, ...body]);
}

function repeated(sentOnce?: Parameters): ParameterError {
  return new ParameterError("repeated", {
    message: "a parameter was sent more than once",
    ...(sentOnce && { sentOnce }),
  });
}

function withoutEmpty(parameters: Map<string, string>): Parameters {
  for (const [name, value] of parameters) if (value === "") parameters.delete(name);
  return parameters;
}

/** `URLSearchParams` would replace broken escapes by U+FFFD, and `state` would not come back as it was sent. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw new ParameterError("malformed", { message: "a parameter is not correctly encoded" });
  }
}
