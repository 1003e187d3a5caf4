/** GitHub's windows last an hour; whatever claims to last longer is not believed. */
const LONGEST_WAIT_SECONDS = 60 * 60;

/**
 * Gives the seconds that a `Retry-After` header asks to wait, between zero and an hour; undefined when it makes no sense.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get("retry-after")?.trim() ?? "";
  if (/^\d+$/.test(value)) {
    return Math.min(Number(value), LONGEST_WAIT_SECONDS);
  }
  // Date.parse takes nearly anything for a date, so only what looks like the header's own format may reach it.
  const date = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.min(Math.max(Math.ceil((date - now) / 1000), 0), LONGEST_WAIT_SECONDS);
}

/**
 * Gives when the rate limit is lifted, in milliseconds since the epoch, between now and an hour from now.
 *
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#checking-the-status-of-your-rate-limit
 */
export function readResetAt(headers: Headers, now: number): number | undefined {
  const value = headers.get("x-ratelimit-reset") ?? "";
  return /^\d+$/.test(value)
    ? Math.min(Math.max(Number(value) * 1000, now), now + LONGEST_WAIT_SECONDS * 1000)
    : undefined;
}
