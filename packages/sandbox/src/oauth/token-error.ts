import type { RefreshRefusal } from "../token-record.ts";
import type { TokenFields } from "./token-answer.ts";

const docs = "https://docs.github.com";
const tokenPage = `${docs}/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/`;
const requestPage = `${docs}/apps/managing-oauth-apps/troubleshooting-authorization-request-errors/`;

/** Why a token request was refused; the journal keeps it, the client learns only the error it maps to. */
export type TokenRefusal =
  | RefreshRefusal
  | "client_secret_wrong"
  | "code_expired"
  | "code_of_another_client"
  | "code_unknown"
  | "code_used"
  | "grant_type_unsupported"
  | "parameters_refused"
  | "redirect_mismatch"
  | "verifier_mismatch";

const badVerificationCode = {
  error: "bad_verification_code",
  error_description: "The code passed is incorrect or expired.",
  error_uri: `${tokenPage}#bad-verification-code`,
} as const;

const badRefreshToken = {
  error: "bad_refresh_token",
  error_description: "The refresh token passed is incorrect or expired.",
  // The wrong section, as on GitHub.
  error_uri: `${tokenPage}#bad-verification-code`,
} as const;

/**
 * GitHub's error fields, sent with status 200. It documents none for an unsupported grant type or unreadable parameters; those
 * two take the names of RFC 6749, section 5.2.
 *
 * @see https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors
 */
export const tokenErrors: Readonly<Record<TokenRefusal, TokenFields>> = {
  client_secret_wrong: {
    error: "incorrect_client_credentials",
    error_description: "The client_id and/or client_secret passed are incorrect.",
    error_uri: `${tokenPage}#incorrect-client-credentials`,
  },
  redirect_mismatch: {
    error: "redirect_uri_mismatch",
    error_description: "The redirect_uri MUST match the registered callback URL for this application.",
    error_uri: `${requestPage}#redirect-uri-mismatch2`,
  },
  code_expired: badVerificationCode,
  code_of_another_client: badVerificationCode,
  code_unknown: badVerificationCode,
  code_used: badVerificationCode,
  verifier_mismatch: badVerificationCode,
  refresh_expired: badRefreshToken,
  refresh_of_another_client: badRefreshToken,
  refresh_reused: badRefreshToken,
  refresh_revoked: badRefreshToken,
  refresh_unknown: badRefreshToken,
  grant_type_unsupported: {
    error: "unsupported_grant_type",
    error_description: "The grant_type passed is not supported.",
    error_uri: tokenPage,
  },
  parameters_refused: {
    error: "invalid_request",
    error_description: "A parameter was passed more than once or cannot be read.",
    error_uri: tokenPage,
  },
};
