/** Names and values of a query or form; a parameter without a value counts as absent (RFC 6749, section 3.1). */
export type Parameters = ReadonlyMap<string, string>;

/** A query or form that cannot be read in one way only. */
export class ParameterError extends Error {
  readonly reason: "malformed" | "repeated";
  override readonly name = "ParameterError";

  constructor(reason: "malformed" | "repeated", message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * Reads `application/x-www-form-urlencoded` strictly.
 *
 * @throws ParameterError `repeated` when a name occurs twice (RFC 6749, section 3.1), `malformed` for escapes that are not UTF-8.
 */
export function parseParameters(encoded: string): Parameters {
  const parameters = new Map<string, string>();
  for (const pair of encoded.split("&")) {
    if (pair === "") continue;
    const separator = pair.indexOf("=");
    const name = decode(separator === -1 ? pair : pair.slice(0, separator));
    const value = separator === -1 ? "" : decode(pair.slice(separator + 1));
    addParameter(parameters, name, value);
  }
  return withoutEmpty(parameters);
}

/** Joins the parameters of a query with those of a body. @throws ParameterError `repeated` when both hold a name. */
export function joinParameters(left: Parameters, right: Parameters): Parameters {
  const joined = new Map(left);
  for (const [name, value] of right) addParameter(joined, name, value);
  return joined;
}

function addParameter(parameters: Map<string, string>, name: string, value: string): void {
  if (parameters.has(name)) throw new ParameterError("repeated", "a parameter was sent more than once");
  parameters.set(name, value);
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
    throw new ParameterError("malformed", "a parameter is not correctly encoded");
  }
}
