import type { TokenRefusal } from "./token-error.ts";

/** An error of RFC 6749, section 5.2. */
export interface RfcTokenError {
  readonly status: 400 | 401;
  readonly error: "invalid_client" | "invalid_grant" | "invalid_request" | "unsupported_grant_type";
  readonly error_description: string;
}

/** Why a revocation was refused. */
export type RevocationRefusal =
  | "client_secret_wrong"
  | "client_unknown"
  | "parameters_refused"
  | "token_of_another_client";

const badCode = invalidGrant("The authorization code is invalid, expired or was issued to another client.");
const badRefreshToken = invalidGrant("The refresh token is invalid, expired, revoked or was issued to another client.");

/** What RFC 6749 makes of each refusal. */
export const rfcTokenErrors: Readonly<Record<TokenRefusal | RevocationRefusal, RfcTokenError>> = {
  client_secret_wrong: invalidClient(),
  client_unknown: invalidClient(),
  code_expired: badCode,
  code_of_another_client: badCode,
  code_unknown: badCode,
  code_used: badCode,
  grant_type_unsupported: {
    status: 400,
    error: "unsupported_grant_type",
    error_description: "The grant type is not supported.",
  },
  parameters_refused: {
    status: 400,
    error: "invalid_request",
    error_description: "A parameter is missing, repeated or cannot be read.",
  },
  redirect_mismatch: invalidGrant("The redirect URI is not the one of the authorization request."),
  refresh_expired: badRefreshToken,
  refresh_of_another_client: badRefreshToken,
  refresh_reused: badRefreshToken,
  refresh_revoked: badRefreshToken,
  refresh_unknown: badRefreshToken,
  token_of_another_client: invalidGrant("The token was issued to another client."),
  verifier_mismatch: invalidGrant("The code verifier does not answer the code challenge."),
};

function invalidGrant(description: string): RfcTokenError {
  return { status: 400, error: "invalid_grant", error_description: description };
}

function invalidClient(): RfcTokenError {
  return { status: 401, error: "invalid_client", error_description: "Client authentication failed." };
}
