import type { RequestContext } from "../core.ts";
import { ParameterError, type Parameters, parseParameters } from "../parameters.ts";

/** Reads a form posted by one of the pages; undefined when it is not a form or cannot be read in one way only. */
export async function readForm(c: RequestContext): Promise<Parameters | undefined> {
  if (!c.req.header("Content-Type")?.startsWith("application/x-www-form-urlencoded")) return undefined;
  try {
    return parseParameters(await c.req.text());
  } catch (error) {
    if (error instanceof ParameterError) return undefined;
    throw error;
  }
}
