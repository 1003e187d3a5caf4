import { DevGitHubError, type Step } from "@dev-github-tool/oauth";

/** Every stable code of `GitHubApiError`. Programs may switch on them; `docs/errors.md` explains each. */
export const gitHubApiErrorCodes = [
  "unauthorized",
  "forbidden",
  "scope_missing",
  "organization_restricted",
  "sso_required",
  "not_found",
  "gone",
  "rate_limited",
  "secondary_rate_limited",
  "validation_failed",
  "server_error",
  "invalid_repository_name",
  "invalid_base_url",
  "invalid_client_id",
  "invalid_access_token",
] as const;

/** One of the codes of `GitHubApiError`. */
export type GitHubApiErrorCode = (typeof gitHubApiErrorCodes)[number];

/** What a `GitHubApiError` is made from. Absent members mean that GitHub did not say. */
export interface GitHubApiErrorDetails {
  readonly code: GitHubApiErrorCode;
  readonly step?: Step | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly description?: string | undefined;
  readonly needed?: readonly string[] | undefined;
  readonly granted?: readonly string[] | undefined;
  readonly resetAt?: number | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly ssoUrl?: string | undefined;
}

/**
 * GitHub's API objected; or, for the codes that begin with `invalid_`, a value was refused before anything was sent.
 *
 * @see https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
export class GitHubApiError extends DevGitHubError<GitHubApiErrorCode> {
  override readonly name = "GitHubApiError";
  /** The HTTP status; undefined when nothing was sent. */
  readonly status: number | undefined;
  /** GitHub's name for the request, which its support asks for. */
  readonly requestId: string | undefined;
  /** GitHub's own words: at most 200 printable characters, secrets masked; empty when it gave none. */
  readonly description: string;
  /** Scopes of which any one would have been enough; empty when the token had one of them, or GitHub did not say. */
  readonly needed: readonly string[];
  /** The scopes of the token; undefined when GitHub did not say. */
  readonly granted: readonly string[] | undefined;
  /** For `rate_limited`: when the limit is lifted, in milliseconds since the epoch, at most an hour from now. */
  readonly resetAt: number | undefined;
  /** Seconds GitHub asked to wait, at most an hour; undefined when it did not ask. */
  readonly retryAfterSeconds: number | undefined;
  /** For `sso_required`: the page of the provider's web site where the token is authorized for the organisation. */
  readonly ssoUrl: string | undefined;

  constructor(message: string, details: GitHubApiErrorDetails) {
    super(message, { code: details.code, step: details.step ?? "API request" });
    this.status = details.status;
    this.requestId = details.requestId;
    this.description = details.description ?? "";
    this.needed = details.needed ?? [];
    this.granted = details.granted;
    this.resetAt = details.resetAt;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.ssoUrl = details.ssoUrl;
  }
}
