import { issuerOf } from "../address.ts";
import type { Answer } from "../answer.ts";
import type { Core, RequestContext } from "../core.ts";
import { notFoundPage } from "../pages/refusals.ts";
import { respondWithPage } from "../pages/respond.ts";
import { grantTypes } from "./grant-types.ts";
import { scopeNames } from "./scopes.ts";

/**
 * The server's description of itself, where RFC 8414, section 3, has it and where OpenID Connect does, since many clients look
 * there first. It is no OpenID provider.
 */
export function showMetadata({ profile }: Core, c: RequestContext): Answer | Promise<Answer> {
  if (!profile.metadata) {
    c.env.note.decision = "not_found";
    return respondWithPage(c, notFoundPage);
  }
  c.env.note.decision = "served";
  const { webOrigin } = c.env.address;
  const methods = ["client_secret_post", ...(profile.basicAuthentication ? ["client_secret_basic"] : [])];
  return c.json({
    issuer: issuerOf(c.env.address),
    authorization_endpoint: `${webOrigin}/login/oauth/authorize`,
    token_endpoint: `${webOrigin}/login/oauth/access_token`,
    device_authorization_endpoint: `${webOrigin}/login/device/code`,
    ...(profile.revocationEndpoint && {
      revocation_endpoint: `${webOrigin}/login/oauth/revoke`,
      revocation_endpoint_auth_methods_supported: methods,
    }),
    scopes_supported: scopeNames,
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: grantTypes,
    token_endpoint_auth_methods_supported: methods,
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: profile.issuerInRedirects,
  });
}
