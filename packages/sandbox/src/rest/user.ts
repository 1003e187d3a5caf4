import { privateUser, publicUser } from "./bodies/account.ts";
import type { RestAnswer, RestRequest } from "./operation.ts";
import { signedIn } from "./viewer.ts";

/**
 * `GET /user`. Without a scope the public profile; with `read:user`, or `user` which contains it, also what only the person
 * sees. GitHub documents the latter for `user`.
 */
export function showAuthenticatedUser({ core, exchange: { address }, viewer }: RestRequest): RestAnswer {
  const person = signedIn(viewer);
  const body = viewer.scopes.has("read:user") ? privateUser(core, address, person) : publicUser(core, address, person);
  return { status: 200, body };
}
