import { expect, it } from "vitest";
import { relativeTime, rfc3339 } from "../../src/output/time.ts";

const now = Date.parse("2026-03-10T12:00:00Z");

it.each([
  ["2026-03-10T12:00:00Z", "just now"],
  ["2026-03-10T11:59:01Z", "just now"],
  ["2026-03-10T11:59:00Z", "1 minute ago"],
  ["2026-03-10T11:00:01Z", "59 minutes ago"],
  ["2026-03-10T10:00:00Z", "2 hours ago"],
  ["2026-03-09T12:00:00Z", "1 day ago"],
  ["2026-03-07T12:00:00Z", "3 days ago"],
  ["2026-01-09T12:00:00Z", "2 months ago"],
  ["2020-03-10T12:00:00Z", "6 years ago"],
  ["2026-03-10T20:00:00Z", "in 8 hours"],
  ["not a date", ""],
])("says of %s: %s", (instant, words) => {
  expect(relativeTime(new Date(instant), now)).toBe(words);
});

it("writes instants for programs in UTC and whole seconds", () => {
  expect(rfc3339(new Date("2026-03-10T13:00:00.987+01:00"))).toBe("2026-03-10T12:00:00Z");
  expect(rfc3339(new Date(Number.NaN))).toBe("");
});
