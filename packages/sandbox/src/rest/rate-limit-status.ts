import type { RestAnswer, RestRequest } from "./operation.ts";
import { standingOf } from "./rate-limit.ts";

const minuteSeconds = 60;

/** `GET /rate_limit`. Only `core` is counted: nothing else that has a limit of its own is served here. */
export function showRateLimit({ core, viewer }: RestRequest): RestAnswer {
  const standing = standingOf(core, viewer);
  const searches = viewer.person === undefined ? 10 : 30;
  const search = {
    limit: searches,
    used: 0,
    remaining: searches,
    reset: Math.floor(core.now() / 1000) + minuteSeconds,
  };
  return { status: 200, body: { resources: { core: standing, search }, rate: standing } };
}
