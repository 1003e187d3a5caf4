import type { TokenRefusal } from "./token-error.ts";

/** An error of RFC 6749, section 5.2, or RFC 8628, section 3.5. */
export interface RfcTokenError {
  readonly status: 400 | 401;
  readonly error: string;
  readonly error_description: string;
  /** With `slow_down`. */
  readonly interval?: number;
}

/** Why a revocation was refused. */
export type RevocationRefusal =
  | "client_secret_wrong"
  | "client_unknown"
  | "parameters_refused"
  | "token_of_another_client";

const badCode = invalidGrant("The authorization code is invalid, expired or was issued to another client.");
const badDeviceCode = invalidGrant("The device code is invalid, was used or was issued to another client.");
const badRefreshToken = invalidGrant("The refresh token is invalid, expired, revoked or was issued to another client.");
const badRequest = badly("invalid_request", "A parameter is missing, repeated, in the wrong place or cannot be read.");
const badClient = { status: 401, error: "invalid_client", error_description: "Client authentication failed." } as const;

/** What the RFCs make of each refusal. */
export const rfcTokenErrors: Readonly<Record<TokenRefusal | RevocationRefusal, RfcTokenError>> = {
  app_suspended: badly("unauthorized_client", "The client is suspended."),
  authorization_pending: badly("authorization_pending", "The authorization request is still pending."),
  client_secret_wrong: badClient,
  client_unknown: badClient,
  code_expired: badCode,
  code_of_another_client: badCode,
  code_unknown: badCode,
  code_used: badCode,
  device_denied: badly("access_denied", "The authorization request was denied."),
  device_expired: badly("expired_token", "The device code has expired."),
  device_flow_disabled: badly("unauthorized_client", "The client may not use this grant."),
  device_polled_too_fast: badly("slow_down", "The client polls too fast."),
  device_unknown: badDeviceCode,
  device_used: badDeviceCode,
  email_unverified: invalidGrant("The user has no verified primary email."),
  grant_type_unsupported: badly("unsupported_grant_type", "The grant type is not supported."),
  parameter_missing: badRequest,
  parameters_refused: badRequest,
  redirect_mismatch: invalidGrant("The redirect URI is not the one of the authorization request."),
  refresh_expired: badRefreshToken,
  refresh_of_another_client: badRefreshToken,
  refresh_reused: badRefreshToken,
  refresh_revoked: badRefreshToken,
  refresh_unknown: badRefreshToken,
  token_of_another_client: invalidGrant("The token was issued to another client."),
  verifier_mismatch: invalidGrant("The code verifier does not answer the code challenge."),
  verifier_unexpected: invalidGrant("A code verifier was sent although there was no code challenge."),
};

function invalidGrant(description: string): RfcTokenError {
  return badly("invalid_grant", description);
}

function badly(error: string, description: string): RfcTokenError {
  return { status: 400, error, error_description: description };
}
