import type { HeaderList } from "../answer.ts";
import type { Core } from "../core.ts";
import type { Profile } from "../oauth/profile.ts";
import type { TokenRecord } from "../token-record.ts";
import { type ApiVersion, noticeOfEnd } from "./api-version.ts";
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
const fixedHeaders: HeaderList = [
  ...["Access-Control-Allow-Origin", "*"],
  ...["Access-Control-Expose-Headers", exposedHeaders],
  ...["Content-Security-Policy", "default-src 'none'"],
  ...["Referrer-Policy", "origin-when-cross-origin, strict-origin-when-cross-origin"],
  ...["Vary", "Accept, Authorization, Cookie, X-GitHub-OTP"],
  ...["X-Content-Type-Options", "nosniff"],
  ...["X-Frame-Options", "deny"],
  ...["X-XSS-Protection", "0"],
];

/**
 * Returns everything GitHub says about a request beside its answer: who asks, what they may, and how often still. A new list
 * each time, built in one go: it is a good part of what a request costs.
 */
export function headersOf(core: Core, operation: Operation, { viewer, version, mediaType }: Progress): HeaderList {
  const standing = standingOf(core, viewer, operation.rateResource);
  const headers = fixedHeaders.slice();
  headers.push("X-GitHub-Media-Type", mediaType.header);
  headers.push("X-GitHub-Api-Version-Selected", version, ...noticeOfEnd(version, core.now()));
  headers.push("Cache-Control", `${viewer.person === undefined ? "public" : "private"}, max-age=60, s-maxage=60`);
  headers.push("X-RateLimit-Limit", String(standing.limit));
  headers.push("X-RateLimit-Remaining", String(standing.remaining));
  headers.push("X-RateLimit-Used", String(standing.used));
  headers.push("X-RateLimit-Reset", String(standing.reset));
  headers.push("X-RateLimit-Resource", operation.rateResource);
  if (viewer.token !== undefined) addHeadersOfToken(headers, viewer.token, { operation, profile: core.profile });
  return headers;
}

interface Judged {
  readonly operation: Operation;
  readonly profile: Profile;
}

/** A GitHub App's token has no scopes: GitHub names permissions there instead. */
function addHeadersOfToken(
  headers: HeaderList,
  { app, scopes, expiry }: TokenRecord,
  { operation, profile }: Judged,
): void {
  headers.push("X-OAuth-Scopes", scopes.join(", "));
  headers.push("X-Accepted-OAuth-Scopes", acceptedScopesOf(operation, profile).join(", "));
  headers.push("X-OAuth-Client-Id", app.clientId);
  if (app.kind === "github-app" && operation.acceptedPermissions !== undefined)
    headers.push("X-Accepted-GitHub-Permissions", operation.acceptedPermissions);
  if (expiry !== undefined) headers.push("GitHub-Authentication-Token-Expiration", spelledUtc(expiry.expiresAt));
}

function acceptedScopesOf(
  { acceptedScopes, wideningScopes }: Operation,
  { unseenAcceptedScopes }: Profile,
): readonly string[] {
  if (wideningScopes === undefined || unseenAcceptedScopes === "like_neighbours") return acceptedScopes;
  return unseenAcceptedScopes === "empty" ? [] : wideningScopes;
}

/** What GitHub answers to browsers that ask before they send a request to another origin. */
export const preflightHeaders: HeaderList = [
  ...fixedHeaders,
  ...["Access-Control-Allow-Methods", "GET, POST, PATCH, PUT, DELETE"],
  ...[
    "Access-Control-Allow-Headers",
    "Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since, Accept-Encoding, X-GitHub-OTP, X-Requested-With, User-Agent, GraphQL-Features, X-GitHub-Api-Version",
  ],
  ...["Access-Control-Max-Age", "86400"],
];

/** The form GitHub uses in this one header: `2026-09-07 12:37:55 UTC`. */
function spelledUtc(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
