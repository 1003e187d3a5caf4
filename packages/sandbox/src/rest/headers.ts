import type { Core } from "../core.ts";
import type { ApiVersion } from "./api-version.ts";
import type { MediaType } from "./media-type.ts";
import type { Operation } from "./operation.ts";
import { standingOf } from "./rate-limit.ts";
import type { Viewer } from "./viewer.ts";

/** What is known about a request so far; a refusal is answered with as much of it as was judged. */
export interface Progress {
  viewer: Viewer;
  version: ApiVersion;
  mediaType: MediaType;
}

const exposedHeaders = [
  ...["ETag", "Link", "Location", "Retry-After", "X-GitHub-OTP", "X-RateLimit-Limit", "X-RateLimit-Remaining"],
  ...["X-RateLimit-Used", "X-RateLimit-Resource", "X-RateLimit-Reset", "X-OAuth-Scopes", "X-Accepted-OAuth-Scopes"],
  ...["X-Poll-Interval", "X-GitHub-Media-Type", "X-GitHub-SSO", "X-GitHub-Request-Id", "Deprecation", "Sunset"],
].join(", ");

/** Strict-Transport-Security is left out: a browser would remember it for longer than the sandbox lives. */
const fixedHeaders = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": exposedHeaders,
  "Content-Security-Policy": "default-src 'none'",
  "Referrer-Policy": "origin-when-cross-origin, strict-origin-when-cross-origin",
  Vary: "Accept, Authorization, Cookie, X-GitHub-OTP",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "deny",
  "X-XSS-Protection": "0",
} as const;

/** Returns everything GitHub says about a request beside its answer: who asks, what they may, and how often still. */
export function headersOf(core: Core, operation: Operation, progress: Progress): Record<string, string> {
  const { viewer, version, mediaType } = progress;
  const standing = standingOf(core, viewer, operation.rateResource);
  return {
    ...fixedHeaders,
    "X-GitHub-Media-Type": mediaType.header,
    "X-GitHub-Api-Version-Selected": version,
    "Cache-Control": `${viewer.person === undefined ? "public" : "private"}, max-age=60, s-maxage=60`,
    "X-RateLimit-Limit": String(standing.limit),
    "X-RateLimit-Remaining": String(standing.remaining),
    "X-RateLimit-Used": String(standing.used),
    "X-RateLimit-Reset": String(standing.reset),
    "X-RateLimit-Resource": operation.rateResource,
    ...headersOfToken(operation, viewer),
  };
}

/** A GitHub App's token has no scopes: GitHub names permissions there instead. */
function headersOfToken(operation: Operation, { token }: Viewer): Record<string, string> {
  if (token === undefined) return {};
  const permissions = token.app.kind === "github-app" ? operation.acceptedPermissions : undefined;
  return {
    "X-OAuth-Scopes": token.scopes.join(", "),
    "X-Accepted-OAuth-Scopes": operation.acceptedScopes.join(", "),
    "X-OAuth-Client-Id": token.app.clientId,
    ...(permissions !== undefined && { "X-Accepted-GitHub-Permissions": permissions }),
    ...(token.expiry && { "GitHub-Authentication-Token-Expiration": spelledUtc(token.expiry.expiresAt) }),
  };
}

/** What GitHub answers to browsers that ask before they send a request to another origin. */
export const preflightHeaders = {
  ...fixedHeaders,
  "Access-Control-Allow-Methods": "GET, POST, PATCH, PUT, DELETE",
  "Access-Control-Allow-Headers":
    "Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since, Accept-Encoding, X-GitHub-OTP, X-Requested-With, User-Agent, GraphQL-Features, X-GitHub-Api-Version",
  "Access-Control-Max-Age": "86400",
} as const;

/** The form GitHub uses in this one header: `2026-09-07 12:37:55 UTC`. */
function spelledUtc(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
