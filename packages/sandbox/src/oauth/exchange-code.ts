import { createHash } from "node:crypto";
import type { RegisteredApp } from "../apps/registered-app.ts";
import type { Core } from "../core.ts";
import type { Parameters } from "../parameters.ts";
import { sameText } from "../same-text.ts";
import type { TokenRecord } from "../token-record.ts";
import { isExpired } from "./grant.ts";
import type { TokenRefusal } from "./token-error.ts";

/**
 * Turns a code into a token, or says why not. The code is used up by either: it belongs to one client, one redirect
 * address, one challenge and one attempt.
 */
export function exchangeCode(core: Core, app: RegisteredApp, parameters: Parameters): TokenRecord | TokenRefusal {
  const code = core.state.codes.get(parameters.get("code") ?? "");
  if (code === undefined) return "code_unknown";
  if (code.used) return "code_used";
  // Set before anything is judged, and without waiting in between: of two requests at once, one comes second.
  code.used = true;
  if (isExpired(core, code)) return "code_expired";

  const { request, person, scopes } = code;
  if (request.app !== app) return "code_of_another_client";
  const redirectUri = parameters.get("redirect_uri");
  if (redirectUri !== undefined && redirectUri !== request.redirectUri) return "redirect_mismatch";
  if (!answersChallenge(parameters.get("code_verifier"), request.codeChallenge)) return "verifier_mismatch";
  return core.state.tokens.issue({ app, person, scopes, expiring: app.expiringTokens || request.offlineAccess });
}

/** RFC 7636, section 4.6: BASE64URL-ENCODE(SHA256(ASCII(code_verifier))) == code_challenge. */
function answersChallenge(verifier: string | undefined, challenge: string | undefined): boolean {
  if (challenge === undefined) return true;
  if (verifier === undefined) return false;
  return sameText(createHash("sha256").update(verifier).digest("base64url"), challenge);
}
