import { readRetryAfter, readServerText, type Secret, UnexpectedResponseError } from "@dev-github-tool/oauth";
import { GitHubApiError, type GitHubApiErrorCode } from "./errors.ts";
import type { GitHubProvider } from "./provider.ts";
import { readResetAt } from "./reset-at.ts";
import { missingScopes, parseScopes } from "./scopes.ts";

/** An answer of the API that is a refusal: a status of 400 or more. */
export interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  /** GitHub's words, as sent. */
  readonly message: string;
}

/** What is needed to judge a refusal. */
export interface RefusalContext {
  readonly provider: GitHubProvider;
  /** The secrets GitHub was sent and may echo. */
  readonly secrets: readonly (Secret | undefined)[];
  /** The time the answer came, in milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Reads GitHub's words from the body of a refusal.
 *
 * @throws UnexpectedResponseError `not_json` when they are missing where the status alone does not tell enough: the 403
 * or 404 of a proxy or a sign-in page for the network is not GitHub's.
 */
export async function readRefusal(response: Response): Promise<Refusal> {
  const { status, headers } = response;
  try {
    const body: unknown = JSON.parse(await response.text());
    if (typeof body === "object" && body !== null && "message" in body && typeof body.message === "string") {
      return { status, headers, message: body.message };
    }
  } catch {
    // Falls through: the parser's message quotes the text, which is not ours to show.
  }
  if (status === 401 || status === 429 || status >= 500) {
    return { status, headers, message: "" };
  }
  throw new UnexpectedResponseError(`the answer (HTTP ${status}) is not one of GitHub's API`, {
    code: "not_json",
    step: "API request",
  });
}

/** Gives the error that a refusal means. */
export function judgeRefusal({ status, headers, message }: Refusal, context: RefusalContext): GitHubApiError {
  const { provider, secrets, now } = context;
  const accepted = parseScopes(headers.get("x-accepted-oauth-scopes") ?? "");
  const scopes = headers.get("x-oauth-scopes");
  const granted = scopes === null ? undefined : parseScopes(scopes);
  const needed = granted !== undefined && missingScopes(granted, accepted).length === accepted.length ? accepted : [];
  const code = codeOf({ status, headers, message }, needed);
  return new GitHubApiError(`GitHub answered HTTP ${status}`, {
    code,
    status,
    requestId: /^[\w:.-]{1,80}$/.exec(headers.get("x-github-request-id") ?? "")?.[0],
    description: readServerText(message, secrets),
    needed,
    granted,
    resetAt: code === "rate_limited" ? readResetAt(headers, now) : undefined,
    retryAfterSeconds: readRetryAfter(headers, now),
    ssoUrl: code === "sso_required" ? readSsoUrl(headers, provider) : undefined,
  });
}

function codeOf({ status, headers, message }: Refusal, needed: readonly string[]): GitHubApiErrorCode {
  if (status >= 500) {
    return "server_error";
  }
  if (status === 401) {
    return "unauthorized";
  }
  // Both limits come with either status. @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
  if (status === 403 || status === 429) {
    if (headers.get("x-ratelimit-remaining") === "0") {
      return "rate_limited";
    }
    if (status === 429 || headers.has("retry-after") || /\bsecondary rate\b/i.test(message)) {
      return "secondary_rate_limited";
    }
  }
  if (status === 403) {
    if (headers.get("x-github-sso")?.startsWith("required")) {
      return "sso_required";
    }
    if (/\bOAuth App access restrictions\b/i.test(message)) {
      return "organization_restricted";
    }
    return needed.length > 0 ? "scope_missing" : "forbidden";
  }
  // 404 also stands for "hidden": GitHub does not tell whether what a token may not see exists.
  if (status === 404) {
    return "not_found";
  }
  if (status === 410) {
    return "gone";
  }
  return status === 451 ? "forbidden" : "validation_failed";
}

/** @see https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api#about-saml-sso-for-organizations */
function readSsoUrl(headers: Headers, provider: GitHubProvider): string | undefined {
  const address = /^required; url=(\S+)$/.exec(headers.get("x-github-sso") ?? "")?.[1] ?? "";
  return URL.canParse(address) && address.startsWith(`${provider.webUrl}/`) ? new URL(address).href : undefined;
}
