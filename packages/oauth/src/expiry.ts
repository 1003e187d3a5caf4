import type { TokenSet } from "./tokens.ts";

/** How long before its end a token is refreshed: five minutes, or a tenth of its lifetime if that is less. */
const LONGEST_SKEW_MS = 5 * 60 * 1000;
const SKEW_FRACTION = 0.1;

/** When a token that was written at `writtenAt` should be refreshed; infinity when its end is not known. */
export function refreshAt({ expiresAt }: TokenSet, writtenAt: number): number {
  if (expiresAt === undefined) {
    return Number.POSITIVE_INFINITY;
  }
  const lifetimeMs = Math.max(0, expiresAt - writtenAt);
  return expiresAt - Math.min(LONGEST_SKEW_MS, lifetimeMs * SKEW_FRACTION);
}

/** Whether the access token works still, as far as the clock can tell. */
export function isLive({ expiresAt }: TokenSet, now: number): boolean {
  return expiresAt === undefined || now < expiresAt;
}
