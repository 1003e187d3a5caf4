import type { Answer } from "../answer.ts";
import type { RequestContext } from "../core.ts";

/** Sends the browser to another page of the sandbox. */
export function redirectWithin(c: RequestContext, path: string): Answer {
  c.header("Cache-Control", "no-store");
  return c.redirect(`${c.env.address.webOrigin}${path}`, redirectStatus(c));
}

/**
 * After a form, 303: the browser must not send the form, which may hold a password, to the next address.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.12
 */
export function redirectStatus(c: RequestContext): 302 | 303 {
  return c.req.method === "POST" ? 303 : 302;
}
