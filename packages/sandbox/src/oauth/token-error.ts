import type { RefreshRefusal } from "../token-record.ts";
import { authorizationErrors } from "./client-redirect.ts";
import type { Profile } from "./profile.ts";
import type { TokenFields } from "./token-answer.ts";

const docs = "https://docs.github.com";
const tokenPage = `${docs}/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/`;
const requestPage = `${docs}/apps/managing-oauth-apps/troubleshooting-authorization-request-errors/`;
const devicePage = `${docs}/developers/apps/authorizing-oauth-apps#error-codes-for-the-device-flow`;

/** Why a token request was refused; the journal keeps it, the client learns only the error it maps to. */
export type TokenRefusal =
  | RefreshRefusal
  | "app_suspended"
  | "authorization_pending"
  | "client_secret_wrong"
  | "client_unknown"
  | "code_expired"
  | "code_of_another_client"
  | "code_unknown"
  | "code_used"
  | "device_denied"
  | "device_expired"
  | "device_flow_disabled"
  | "device_polled_too_fast"
  | "device_unknown"
  | "device_used"
  | "email_unverified"
  | "grant_type_unsupported"
  | "parameter_missing"
  | "parameters_refused"
  | "redirect_mismatch"
  | "verifier_mismatch"
  | "verifier_unexpected";

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

const unreadable = {
  error: "invalid_request",
  error_description: "A parameter was passed more than once, is missing or cannot be read.",
  error_uri: tokenPage,
} as const;

const deviceError = (error: string, description: string, uri = devicePage): TokenFields => ({
  error,
  error_description: description,
  error_uri: uri,
});

/**
 * GitHub's error fields, sent with status 200. It documents none for an unsupported grant type, unreadable parameters or a
 * suspended app; the first two take the names of RFC 6749, section 5.2. The descriptions of `expired_token`, of a device's
 * `access_denied` and of `unsupported_grant_type` are ours.
 *
 * @see https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors
 */
const tokenErrors: Readonly<Record<Exclude<TokenRefusal, "client_unknown" | "device_used">, TokenFields>> = {
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
  email_unverified: {
    error: "unverified_user_email",
    error_description: "The user must have a verified primary email.",
    error_uri: `${tokenPage}#unverified_user_email`,
  },
  app_suspended: authorizationErrors.application_suspended,
  code_expired: badVerificationCode,
  code_of_another_client: badVerificationCode,
  code_unknown: badVerificationCode,
  code_used: badVerificationCode,
  verifier_mismatch: badVerificationCode,
  verifier_unexpected: badVerificationCode,
  refresh_expired: badRefreshToken,
  refresh_of_another_client: badRefreshToken,
  refresh_reused: badRefreshToken,
  refresh_revoked: badRefreshToken,
  refresh_unknown: badRefreshToken,
  authorization_pending: deviceError("authorization_pending", "The authorization request is still pending."),
  device_denied: deviceError("access_denied", "The authorization request was denied."),
  device_expired: deviceError("expired_token", "The device_code has expired."),
  device_flow_disabled: deviceError(
    "device_flow_disabled",
    "Device Flow must be explicitly enabled for this App",
    docs,
  ),
  device_polled_too_fast: deviceError("slow_down", "Too many requests have been made in the same timeframe."),
  device_unknown: deviceError("incorrect_device_code", "The device_code provided is not valid."),
  grant_type_unsupported: {
    error: "unsupported_grant_type",
    error_description: "The grant_type passed is not supported.",
    error_uri: tokenPage,
  },
  parameter_missing: unreadable,
  parameters_refused: unreadable,
};

/** What of that nobody has seen GitHub say. */
const unknownTexts: Partial<Record<keyof typeof tokenErrors, readonly string[]>> = {
  device_denied: ["error_description", "error_uri"],
  device_expired: ["error_description", "error_uri"],
  device_polled_too_fast: ["error_uri"],
  grant_type_unsupported: ["error_description", "error_uri"],
  parameter_missing: ["error_description", "error_uri"],
  parameters_refused: ["error_description", "error_uri"],
};

/** Returns GitHub's fields for a refusal, and what the profile has where they are not known. */
export function githubError(refusal: Exclude<TokenRefusal, "client_unknown">, profile: Profile): TokenFields {
  if (refusal === "device_used")
    return githubError(profile.usedDeviceCode === "expired_token" ? "device_expired" : "device_unknown", profile);
  const fields = tokenErrors[refusal];
  if (refusal === "verifier_mismatch" || refusal === "verifier_unexpected")
    return { ...fields, error: profile.wrongVerifierError };
  const left = profile.unknownTexts === "absent" ? unknownTexts[refusal] : undefined;
  return left === undefined
    ? fields
    : Object.fromEntries(Object.entries(fields).filter(([name]) => !left.includes(name)));
}
