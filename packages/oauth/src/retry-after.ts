/** Whatever asks for longer is not believed. */
const LONGEST_WAIT_SECONDS = 60 * 60;

/**
 * Gives the seconds that a `Retry-After` header asks to wait from `now` (milliseconds since the epoch), between zero and an
 * hour; undefined when it makes no sense.
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
