import { DevGitHubError } from "./errors.ts";
import { type Fresh, hasToken, type Verdict } from "./verdict.ts";

/** There is no token to send a request with; `verdict` says why. */
export class TokenUnavailableError extends DevGitHubError<"token_unavailable"> {
  override readonly name = "TokenUnavailableError";
  readonly verdict: Verdict;

  constructor(verdict: Verdict) {
    super(`there is no token: ${verdict.kind}`, { code: "token_unavailable", step: "token storage" });
    this.verdict = verdict;
  }
}

/**
 * Gives the token of a verdict, for callers who cannot go on without one.
 *
 * @throws TokenUnavailableError `token_unavailable` when the verdict brings none.
 */
export function requireToken(verdict: Verdict): Fresh {
  if (!hasToken(verdict)) {
    throw new TokenUnavailableError(verdict);
  }
  return verdict;
}
