import type { Answer } from "../answer.ts";
import type { RegisteredApp } from "../apps/registered-app.ts";
import type { Core, RequestContext } from "../core.ts";
import { rateWindow } from "../rate-window.ts";
import { secondaryLimit } from "../rest/rate-limit.ts";
import { profileFor } from "./profiles.ts";

const hourMs = 3_600_000;

/**
 * Counts a token request of an app, and refuses it when there were too many within an hour. GitHub documents the number, not the
 * words: they are those of its other secondary limits.
 *
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
export function refuseAboveTokenLimit(core: Core, c: RequestContext, app: RegisteredApp): Answer | undefined {
  const { tokenRequestsPerHour, limitedStatus } = profileFor(core, app);
  if (tokenRequestsPerHour === Number.POSITIVE_INFINITY) return undefined;
  const window = rateWindow(core, { name: `token requests of ${app.clientId}`, lengthMs: hourMs });
  window.used += 1;
  if (window.used <= tokenRequestsPerHour) return undefined;
  c.env.note.decision = "secondary_rate_limited";
  c.header("Retry-After", String(Math.ceil((window.resetAt - core.now()) / 1000)));
  const { message, documentationUrl } = secondaryLimit(c.env.id);
  return c.json({ message, documentation_url: documentationUrl, status: String(limitedStatus) }, limitedStatus);
}
