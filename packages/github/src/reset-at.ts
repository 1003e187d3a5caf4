/** GitHub's windows last an hour; whatever claims to last longer is not believed. */
const LONGEST_WINDOW_MS = 60 * 60 * 1000;

/**
 * Gives when the rate limit is lifted, in milliseconds since the epoch, between now and an hour from now.
 *
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#checking-the-status-of-your-rate-limit
 */
export function readResetAt(headers: Headers, now: number): number | undefined {
  const value = headers.get("x-ratelimit-reset") ?? "";
  return /^\d+$/.test(value) ? Math.min(Math.max(Number(value) * 1000, now), now + LONGEST_WINDOW_MS) : undefined;
}
