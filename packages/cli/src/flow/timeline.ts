import { dim, green, relativeTime, rfc3339, type Text } from "../output/index.ts";
import type { TokenLife } from "./lives.ts";

/** The widest a bar is drawn: longer ones say no more. */
const WIDEST = 60;
const INDENT = "  ";
/** Below this the words under a bar would run into each other. */
export const NARROWEST_TIMELINE = 50;

/** What a token without a known end is honestly said to do. */
const NO_EXPIRY = "no expiry: ends only by revocation, or after a year unused";

/** What is said of the end of a token. */
export function describeEnd({ until }: TokenLife, now: number): string {
  if (until === undefined) {
    return NO_EXPIRY;
  }
  const when = `${relativeTime(new Date(until), now)} (${rfc3339(new Date(until))})`;
  return until <= now ? `ended ${when}` : `ends ${when}`;
}

/** The life of a token as a bar on a scale of its own, with a mark where now is; hours beside months would not be seen. */
export function drawLife(
  life: TokenLife,
  { now, columns }: { readonly now: number; readonly columns: number },
): Text[] {
  const { from, until } = life;
  const length = Math.min(WIDEST, columns - 2 * INDENT.length) - 2;
  // Without an end there is no scale: what is past takes a third, and the line goes on.
  const share = until === undefined ? 1 / 3 : (now - from) / Math.max(1, until - from);
  const at = Math.round(Math.min(1, Math.max(0, share)) * (length - 1));
  const rest =
    until === undefined ? `${"─ ".repeat(Math.floor((length - at - 1) / 2))}→` : `${"─".repeat(length - at - 1)}┤`;
  const start = relativeTime(new Date(from), now);
  const end = until === undefined ? "" : relativeTime(new Date(until), now);
  return [
    dim(`${INDENT}${" ".repeat(at)}now`),
    [INDENT, dim(`├${"─".repeat(at)}`), green("●"), dim(rest)],
    dim(`${INDENT}${start}${" ".repeat(Math.max(1, length + 2 - start.length - end.length))}${end}`.trimEnd()),
  ];
}
