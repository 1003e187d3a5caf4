import type { Core, RequestContext } from "../core.ts";
import type { ApiVersion } from "./api-version.ts";
import type { Operation } from "./operation.ts";
import { standingOf } from "./rate-limit.ts";
import type { Viewer } from "./viewer.ts";

const exposedHeaders = [
  ...["ETag", "Link", "Location", "Retry-After", "X-GitHub-OTP", "X-RateLimit-Limit", "X-RateLimit-Remaining"],
  ...["X-RateLimit-Used", "X-RateLimit-Resource", "X-RateLimit-Reset", "X-OAuth-Scopes", "X-Accepted-OAuth-Scopes"],
  ...["X-Poll-Interval", "X-GitHub-Media-Type", "X-GitHub-SSO", "X-GitHub-Request-Id", "Deprecation", "Sunset"],
].join(", ");

/** Sets everything GitHub says about a request beside its answer: who asks, what they may, and how often still. */
export function setHeaders(
  core: Core,
  c: RequestContext,
  { operation, viewer, version }: { operation: Operation; viewer: Viewer; version: ApiVersion },
): void {
  const { token, person } = viewer;
  setFixedHeaders(c);
  c.header("X-GitHub-Api-Version-Selected", version);
  c.header("Cache-Control", `${person === undefined ? "public" : "private"}, max-age=60, s-maxage=60`);
  const standing = standingOf(core, viewer);
  c.header("X-RateLimit-Limit", String(standing.limit));
  c.header("X-RateLimit-Remaining", String(standing.remaining));
  c.header("X-RateLimit-Used", String(standing.used));
  c.header("X-RateLimit-Reset", String(standing.reset));
  c.header("X-RateLimit-Resource", "core");
  if (token === undefined) return;
  c.header("X-OAuth-Scopes", token.scopes.join(", "));
  c.header("X-Accepted-OAuth-Scopes", operation.acceptedScopes.join(", "));
  c.header("X-OAuth-Client-Id", token.app.clientId);
  if (token.expiry !== undefined)
    c.header("GitHub-Authentication-Token-Expiration", spelledUtc(token.expiry.expiresAt));
}

/** Strict-Transport-Security is left out: a browser would remember it for longer than the sandbox lives. */
function setFixedHeaders(c: RequestContext): void {
  c.header("Access-Control-Allow-Origin", "*");
  c.header("Access-Control-Expose-Headers", exposedHeaders);
  c.header("Content-Security-Policy", "default-src 'none'");
  c.header("Referrer-Policy", "origin-when-cross-origin, strict-origin-when-cross-origin");
  c.header("Vary", "Accept, Authorization, Cookie, X-GitHub-OTP");
  c.header("X-Content-Type-Options", "nosniff");
  c.header("X-Frame-Options", "deny");
  c.header("X-XSS-Protection", "0");
  c.header("X-GitHub-Media-Type", "github.v3; format=json");
}

/** The form GitHub uses in this one header: `2026-09-07 12:37:55 UTC`. */
function spelledUtc(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
