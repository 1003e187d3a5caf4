import { hash } from "node:crypto";
import type { RegisteredApp } from "../apps/registered-app.ts";
import type { Core } from "../core.ts";
import type { Parameters } from "../parameters.ts";
import { sameText } from "../same-text.ts";
import type { AuthorizationCode } from "../state.ts";
import type { TokenRecord } from "../token-record.ts";
import { isExpired } from "./grant.ts";
import type { Profile } from "./profile.ts";
import { profileFor } from "./profiles.ts";
import type { TokenRefusal } from "./token-error.ts";
import { hasVerifiedEmail } from "./verified-email.ts";

/**
 * Turns a code into a token, or says why not. The code belongs to one client, one redirect address, one challenge and, unless
 * the profile says otherwise, one attempt.
 */
export function exchangeCode(core: Core, app: RegisteredApp, parameters: Parameters): TokenRecord | TokenRefusal {
  const { codes, tokens } = core.state;
  const profile = profileFor(core, app);
  const presented = parameters.get("code");
  if (presented === undefined && profile.tokenEndpoint === "rfc") return "parameter_missing";
  const code = codes.get(presented ?? "");
  if (code === undefined) return "code_unknown";
  if (code.used) {
    if (profile.usedCode === "ends_family" && code.family !== undefined)
      tokens.revokeFamily(code.family, "code_reused");
    return "code_used";
  }
  // Set before anything is judged, and without waiting in between: of two requests at once, one comes second.
  code.used = true;
  if (isExpired(core, code)) return "code_expired";
  const refusal = objectionToExchange(code, { app, parameters, profile });
  if (refusal !== undefined) {
    if (profile.failedExchange === "keeps_code") code.used = false;
    return refusal;
  }
  const { request, person, scopes } = code;
  const record = tokens.issue({ app, person, scopes, expiring: app.expiringTokens || request.offlineAccess });
  code.family = record.family;
  return record;
}

interface Exchange {
  readonly app: RegisteredApp;
  readonly parameters: Parameters;
  readonly profile: Profile;
}

function objectionToExchange(
  { request, person }: AuthorizationCode,
  { app, parameters, profile }: Exchange,
): TokenRefusal | undefined {
  if (request.app !== app) return "code_of_another_client";
  const redirectUri = parameters.get("redirect_uri");
  const mayOmit = profile.redirectUriAtExchange === "optional" || !request.namesRedirectUri;
  if (redirectUri === undefined ? !mayOmit : redirectUri !== request.redirectUri) return "redirect_mismatch";
  const verifier = parameters.get("code_verifier");
  if (request.codeChallenge === undefined) {
    if (verifier !== undefined && profile.verifierWithoutChallenge === "refused") return "verifier_unexpected";
  } else if (!answersChallenge(verifier, request.codeChallenge)) return "verifier_mismatch";
  return hasVerifiedEmail(person) ? undefined : "email_unverified";
}

/** RFC 7636, section 4.6: BASE64URL-ENCODE(SHA256(ASCII(code_verifier))) == code_challenge. */
function answersChallenge(verifier: string | undefined, challenge: string): boolean {
  if (verifier === undefined) return false;
  return sameText(hash("sha256", verifier, "base64url"), challenge);
}
