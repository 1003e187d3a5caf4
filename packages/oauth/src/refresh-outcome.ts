import { NetworkError, TokenRequestError, UnexpectedResponseError } from "./errors.ts";

/** What a failed refresh means for the refresh token that was sent. */
export type RefreshFailure =
  /** The server will never take this refresh token again. */
  | { readonly kind: "dead" }
  /** The server objects to the program, not to the token: nothing was spent, and waiting does not help. */
  | { readonly kind: "configuration" }
  /** It did not reach the server, or was turned away unread: nothing was spent. */
  | { readonly kind: "unspent"; readonly retryAfterSeconds: number | undefined }
  /** Nobody knows whether the server took it: the answer is lost. */
  | { readonly kind: "unknown" };

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
const DEAD = new Set(["invalid_grant", "bad_refresh_token"]);
const CONFIGURATION = new Set([
  "invalid_client",
  "incorrect_client_credentials",
  "client_not_found",
  "unauthorized_client",
  "unsupported_grant_type",
  "invalid_request",
  "invalid_scope",
]);
/** Codes of `NetworkError` after which the request may have been carried out. */
const MAYBE_SENT = new Set(["connection_lost", "timed_out"]);
/** The server is busy and says so instead of working (RFC 6585, 4; RFC 9110, 15.6.4). */
const TURNED_AWAY = new Set([429, 503]);

/**
 * Judges why a refresh failed. Errors of other libraries are read by what they have in common: the OAuth error code in
 * `error`, in `code`, or in the body of a response they carry. Whatever cannot be read is `unknown`.
 */
export function judgeRefreshFailure(error: unknown): RefreshFailure {
  if (error instanceof NetworkError) {
    return MAYBE_SENT.has(error.code) ? { kind: "unknown" } : { kind: "unspent", retryAfterSeconds: undefined };
  }
  if (error instanceof UnexpectedResponseError) {
    return error.status !== undefined && TURNED_AWAY.has(error.status)
      ? { kind: "unspent", retryAfterSeconds: error.retryAfterSeconds }
      : { kind: "unknown" };
  }
  const code = error instanceof TokenRequestError ? error.code : readOAuthCode(error);
  if (DEAD.has(code)) {
    return { kind: "dead" };
  }
  return CONFIGURATION.has(code) ? { kind: "configuration" } : { kind: "unknown" };
}

function readOAuthCode(error: unknown): string {
  const places = [
    member(error, "error"),
    member(error, "code"),
    member(member(member(error, "response"), "data"), "error"),
    member(member(error, "cause"), "error"),
  ];
  return (
    places.find(
      (place): place is string => typeof place === "string" && (DEAD.has(place) || CONFIGURATION.has(place)),
    ) ?? ""
  );
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
