/** The seven places where a sign-in can go wrong, in the order in which it comes to them. */
export const steps = [
  "app registration",
  "authorization URL",
  "callback validation",
  "token exchange",
  "API request",
  "scope choice",
  "token storage",
] as const;

/** One of the seven places. Every error names the one it happened in. */
export type Step = (typeof steps)[number];

/** What every error of the library is made from. */
export interface ErrorDetails<Code extends string> {
  readonly code: Code;
  readonly step: Step;
  readonly cause?: unknown;
}

/**
 * The base of every error thrown on purpose. The class says who objected, `code` what happened, `step` where.
 *
 * Messages are facts without advice and never hold a secret; so does the chain of causes.
 */
export class DevGitHubError<Code extends string = string> extends Error {
  override readonly name: string = "DevGitHubError";
  readonly code: Code;
  readonly step: Step;

  constructor(message: string, { code, step, cause }: ErrorDetails<Code>) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.step = step;
  }
}

/**
 * Every stable code, by the class that carries it. Programs may switch on them; `docs/errors.md` explains each.
 *
 * Codes under `AuthorizationResponseError` and `TokenRequestError` are the server's own words; a word that is not
 * listed arrives as `unknown_error` with the original in `providerCode`.
 */
export const errorCodes = {
  AuthorizationResponseError: [
    "access_denied",
    "application_suspended",
    "redirect_uri_mismatch",
    "invalid_request",
    "unauthorized_client",
    "unsupported_response_type",
    "invalid_scope",
    "server_error",
    "temporarily_unavailable",
    "unknown_error",
  ],
  CallbackError: ["state_mismatch", "issuer_mismatch", "issuer_missing", "code_missing", "parameter_repeated"],
  TokenRequestError: [
    "bad_verification_code",
    "incorrect_client_credentials",
    "client_not_found",
    "redirect_uri_mismatch",
    "unverified_user_email",
    "bad_refresh_token",
    "unsupported_grant_type",
    "device_flow_disabled",
    "incorrect_device_code",
    "expired_token",
    "access_denied",
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "invalid_scope",
    "unauthorized_client",
    "unknown_error",
  ],
  UnexpectedResponseError: [
    "not_json",
    "field_missing",
    "field_invalid",
    "token_type_unsupported",
    "too_large",
    "redirected",
    "unexpected_status",
    "unavailable",
    "issuer_mismatch",
    "pkce_unsupported",
    "device_flow_unsupported",
  ],
  NetworkError: [
    "unreachable",
    "connection_lost",
    "timed_out",
    "certificate_expired",
    "certificate_untrusted",
    "certificate_wrong_host",
    "tls",
    "insecure_endpoint",
    "tls_verification_off",
  ],
  LoginError: ["timed_out", "port_unavailable", "cancelled"],
  TokenStoreError: ["corrupt", "key_missing", "unavailable", "insecure"],
  TokenUnavailableError: ["token_unavailable"],
} as const;

type CodesOf<Class extends keyof typeof errorCodes> = (typeof errorCodes)[Class][number];

/** What a server said in its own words, beside the code that programs switch on. */
export interface ServerWords {
  /** The server's own error code, as sent, with unprintable characters replaced. */
  readonly providerCode: string;
  /** The server's explanation, at most 200 printable characters, secrets masked; empty when it gave none. */
  readonly description: string;
}

/** The authorization server objected, in the redirect. @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 */
export class AuthorizationResponseError extends DevGitHubError<CodesOf<"AuthorizationResponseError">> {
  override readonly name = "AuthorizationResponseError";
  readonly providerCode: string;
  readonly description: string;

  constructor(words: ServerWords) {
    super(`the authorization server answered ${words.providerCode}`, {
      code: knownCode(errorCodes.AuthorizationResponseError, words.providerCode),
      step: "callback validation",
    });
    this.providerCode = words.providerCode;
    this.description = words.description;
  }
}

/** We objected to the redirect: it does not belong to this login, or is malformed. */
export class CallbackError extends DevGitHubError<CodesOf<"CallbackError">> {
  override readonly name = "CallbackError";

  constructor(message: string, code: CodesOf<"CallbackError">) {
    super(message, { code, step: "callback validation" });
  }
}

/** What a server said at one of the endpoints that programs call. */
export interface TokenRefusal extends ServerWords {
  /** Seconds that a device has to wait between its questions from now on, when the server said so (`slow_down`). */
  readonly intervalSeconds?: number | undefined;
}

/** What servers say otherwise than their documentation. */
const OTHER_SPELLINGS: ReadonlyMap<string, CodesOf<"TokenRequestError">> = new Map([
  // GitHub does not know the client id: 404 {"error":"Not Found"}, at the token and the device endpoint alike.
  ["Not Found", "client_not_found"],
  // One page of GitHub's documentation has it the other way round.
  ["token_expired", "expired_token"],
]);

/**
 * The authorization server objected at its token, device or revocation endpoint.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
export class TokenRequestError extends DevGitHubError<CodesOf<"TokenRequestError">> {
  override readonly name = "TokenRequestError";
  readonly providerCode: string;
  readonly description: string;
  /** The HTTP status that carried the error. */
  readonly status: number;
  readonly intervalSeconds: number | undefined;

  constructor(words: TokenRefusal, status: number) {
    super(`the authorization server answered ${words.providerCode}`, {
      code: OTHER_SPELLINGS.get(words.providerCode) ?? knownCode(errorCodes.TokenRequestError, words.providerCode),
      step: "token exchange",
    });
    this.providerCode = words.providerCode;
    this.description = words.description;
    this.status = status;
    this.intervalSeconds = words.intervalSeconds;
  }
}

/** We objected to an answer: it is not what the protocol promises. */
export class UnexpectedResponseError extends DevGitHubError<CodesOf<"UnexpectedResponseError">> {
  override readonly name = "UnexpectedResponseError";
  /** Seconds the server asked to wait (`Retry-After`), when it said so. */
  readonly retryAfterSeconds: number | undefined;
  /** The HTTP status, where the status is what was unexpected. */
  readonly status: number | undefined;

  constructor(
    message: string,
    details: ErrorDetails<CodesOf<"UnexpectedResponseError">> & {
      readonly retryAfterSeconds?: number | undefined;
      readonly status?: number | undefined;
    },
  ) {
    super(message, details);
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.status = details.status;
  }
}

/** The wire objected: the request or its answer did not get through. `unreachable` means that nothing was sent. */
export class NetworkError extends DevGitHubError<CodesOf<"NetworkError">> {
  override readonly name = "NetworkError";
}

/** This machine objected: the login could not start or did not end. */
export class LoginError extends DevGitHubError<CodesOf<"LoginError">> {
  override readonly name = "LoginError";
}

/** This machine objected: the place where tokens rest cannot be used. What it holds is left as it is. */
export class TokenStoreError extends DevGitHubError<CodesOf<"TokenStoreError">> {
  override readonly name = "TokenStoreError";

  constructor(message: string, details: Omit<ErrorDetails<CodesOf<"TokenStoreError">>, "step">) {
    super(message, { ...details, step: "token storage" });
  }
}

function knownCode<Code extends string>(codes: readonly Code[], word: string): Code | "unknown_error" {
  return codes.find((code) => code === word) ?? "unknown_error";
}
