import type { SeedApp } from "./seed.ts";

/** How an app's expiring tokens live, are renewed and die. A plain value: part of a seed's app, or of the sandbox's options. */
export interface TokenPolicy {
  /**
   * What a refresh does to the tokens it replaces.
   * - `github`: both die at once. Refusals have status 200 and GitHub's names.
   * - `strict`: the refresh token is spent, the old access token lives on to its end. The token endpoint speaks RFC 6749: JSON,
   *   status 400 and `invalid_grant`, 401 and `invalid_client`, scopes separated by spaces, client credentials also as Basic
   *   authentication; tokens are revoked by RFC 7009 at `/login/oauth/revoke`.
   * - `none`: nothing. The answer brings no refresh token and the old one stays good. RFC 6749 as above.
   */
  readonly rotation: "github" | "strict" | "none";
  /** What a refresh token that was spent before brings: a refusal, or the end of its whole family (RFC 9700, section 4.14.2). */
  readonly reuse: "refuse" | "revoke_family";
  /**
   * For how long after a refresh the refresh token it spent brings the same new pair once more, as long as that pair is the
   * newest. 0 is not at all.
   */
  readonly graceMs: number;
  /** Reported to the client in whole seconds. */
  readonly accessLifetimeMs: number;
  /** Counted anew for every refresh token. */
  readonly refreshLifetimeMs: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The lifetimes are those GitHub documents; a refresh token of an OAuth app lives a day longer than one of a GitHub App. */
const accessLifetimeMs = 8 * hourMs;
const refreshLifetimeMs = { "oauth-app": 184 * dayMs, "github-app": 183 * dayMs } as const;

/**
 * Returns an app's policy: what the app says, else what the sandbox says for all, else GitHub's.
 *
 * @throws RangeError for a duration that is none.
 */
export function policyOf(app: Pick<SeedApp, "kind" | "tokens">, forAll: Partial<TokenPolicy>): TokenPolicy {
  const chosen = { ...forAll, ...app.tokens };
  const rotation = chosen.rotation ?? "github";
  return {
    rotation,
    reuse: chosen.reuse ?? (rotation === "strict" ? "revoke_family" : "refuse"),
    graceMs: duration("graceMs", chosen.graceMs ?? 0),
    accessLifetimeMs: duration("accessLifetimeMs", chosen.accessLifetimeMs ?? accessLifetimeMs),
    refreshLifetimeMs: duration("refreshLifetimeMs", chosen.refreshLifetimeMs ?? refreshLifetimeMs[app.kind]),
  };
}

function duration(name: string, ms: number): number {
  if (Number.isFinite(ms) && ms >= 0) return ms;
  throw new RangeError(`${name} is no duration: ${ms}`);
}
