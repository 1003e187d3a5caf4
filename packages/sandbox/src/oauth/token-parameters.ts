import type { Core, RequestView } from "../core.ts";
import { joinParameters, ParameterError, type Parameters, parseParameters, type Repetition } from "../parameters.ts";

/** Reads a request to the token or device endpoint as the sandbox's profile has it; undefined when it cannot be read so. */
export async function readRequestParameters({ profile }: Core, c: RequestView): Promise<Parameters | undefined> {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(c.req.header("Content-Type") ?? "");
  if (profile.parametersFrom === "form" && (!isForm || c.req.url.search !== "")) return undefined;
  try {
    return await readTokenParameters(c, profile.repeatedTokenParameters);
  } catch (error) {
    if (error instanceof ParameterError) return undefined;
    throw error;
  }
}

/**
 * Reads a token request wherever its parameters are: query, form or JSON, as GitHub's own clients send all three.
 *
 * @throws ParameterError when a name occurs twice and that is refused, also once in the query and once in the body, or when a
 * value is no text.
 */
export async function readTokenParameters(c: RequestView, repetition: Repetition): Promise<Parameters> {
  const query = parseParameters(c.req.url.search.slice(1), repetition);
  const text = await c.req.text();
  const isJson = /^application\/json\b/i.test(c.req.header("Content-Type") ?? "");
  const body = isJson ? parseJsonParameters(text) : parseParameters(text, repetition);
  return joinParameters({ query, body }, repetition);
}

function parseJsonParameters(text: string): Parameters {
  const parameters = new Map<string, string>();
  for (const [name, value] of Object.entries(parseObject(text))) {
    if (value === null || value === "") continue;
    if (typeof value !== "string") throw new ParameterError("malformed", { message: "a parameter is not a text" });
    parameters.set(name, value);
  }
  return parameters;
}

function parseObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Falls through to the same refusal.
  }
  throw new ParameterError("malformed", { message: "the body is not a JSON object" });
}
