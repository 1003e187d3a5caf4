import type { Core } from "../core.ts";
import type { TokenRecord } from "../token-record.ts";
import { profileFor } from "./profiles.ts";
import type { TokenFields } from "./token-answer.ts";

/** The fields of a successful token response, at a given instant. */
export function tokenFields(
  core: Core,
  { token, app, expiry, scopes, generation }: TokenRecord,
  at: number,
): TokenFields {
  // A refresh token that is not replaced is not sent again.
  const bringsRefreshToken = generation === 0 || app.tokens.rotation !== "none";
  return {
    access_token: token,
    ...(expiry && { expires_in: secondsUntil(expiry.expiresAt, at) }),
    ...(expiry &&
      bringsRefreshToken && {
        refresh_token: expiry.refreshToken.token,
        refresh_token_expires_in: secondsUntil(expiry.refreshToken.expiresAt, at),
      }),
    // GitHub: commas here, spaces in the request; its clients have to know. RFC 6749, section 3.3: spaces.
    scope: scopes.join(profileFor(core, app).tokenEndpoint === "rfc" ? " " : ","),
    token_type: "bearer",
  };
}

function secondsUntil(instant: number, at: number): number {
  return Math.max(0, Math.floor((instant - at) / 1000));
}
