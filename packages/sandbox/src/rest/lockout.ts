import type { Core } from "../core.ts";
import { rateWindow } from "../rate-window.ts";
import { badCredentials, RestRefusal } from "./refusal.ts";

const minuteMs = 60_000;
const counted = { name: "bad credentials", lengthMs: minuteMs };

/** Counts bad credentials, and returns GitHub's refusal of them. */
export function refuseCredentials(core: Core, decision: string): RestRefusal {
  rateWindow(core, counted).used += 1;
  return badCredentials(decision);
}

/**
 * After many bad credentials in a short time GitHub takes no credentials at all for a while, good ones included.
 *
 * @throws RestRefusal 403 while that is so.
 * @see https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api#failed-login-limit
 */
export function refuseWhileLockedOut(core: Core): void {
  const { badCredentialsPerMinute: most } = core.profile;
  if (most === Number.POSITIVE_INFINITY || rateWindow(core, counted).used <= most) return;
  throw new RestRefusal({
    status: 403,
    message: "Maximum number of login attempts exceeded. Please try again later.",
    decision: "locked_out",
    documentationUrl: "https://docs.github.com/rest",
  });
}
