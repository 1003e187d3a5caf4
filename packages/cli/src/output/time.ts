const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const UNITS = [
  ["year", 365 * DAY_MS],
  ["month", 30 * DAY_MS],
  ["day", DAY_MS],
  ["hour", HOUR_MS],
  ["minute", MINUTE_MS],
] as const;

/** Made when the first time is told: it takes milliseconds. */
let words: Intl.RelativeTimeFormat | undefined;

/** How far `instant` lies from `nowMs`, in words and in the largest whole unit: "3 days ago", "in 2 hours", "just now". */
export function relativeTime(instant: Date, nowMs: number): string {
  const distanceMs = instant.getTime() - nowMs;
  if (Number.isNaN(distanceMs)) return "";
  for (const [unit, unitMs] of UNITS) {
    if (Math.abs(distanceMs) < unitMs) continue;
    words ??= new Intl.RelativeTimeFormat("en");
    return words.format(Math.trunc(distanceMs / unitMs), unit);
  }
  return "just now";
}

/** `instant` for programs, in UTC and in whole seconds as GitHub writes it: "2026-01-31T08:00:00Z". */
export function rfc3339(instant: Date): string {
  return Number.isNaN(instant.getTime()) ? "" : instant.toISOString().replace(/\.\d{3}Z$/, "Z");
}
