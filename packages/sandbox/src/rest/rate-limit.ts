import type { Core } from "../core.ts";
import type { RateWindow } from "../state.ts";
import { RestRefusal } from "./refusal.ts";
import type { Viewer } from "./viewer.ts";

const hourMs = 3_600_000;

/** Where a viewer stands in the current hour. */
export interface RateStanding {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** Seconds since the epoch. */
  readonly reset: number;
}

/** Counts one request against the person, over all apps, against an app that asks for itself, or against everybody else. */
export function countRequest(core: Core, viewer: Viewer): void {
  windowOf(core, viewer).used += 1;
}

export function standingOf(core: Core, viewer: Viewer): RateStanding {
  const isAnonymous = viewer.person === undefined && viewer.app === undefined;
  const limit = isAnonymous ? core.seed.rateLimit.anonymous : core.seed.rateLimit.perUser;
  const { used, resetAt } = windowOf(core, viewer);
  const counted = Math.min(used, limit);
  return { limit, used: counted, remaining: limit - counted, reset: Math.floor(resetAt / 1000) };
}

/** @throws RestRefusal 403 when the hour's requests are used up. */
export function refuseAboveLimit(core: Core, viewer: Viewer): void {
  if (standingOf(core, viewer).remaining > 0) return;
  throw new RestRefusal({
    status: 403,
    message: aboveLimit(viewer),
    decision: "rate_limited",
    documentationUrl: "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api",
  });
}

function aboveLimit({ person, app }: Viewer): string {
  if (person !== undefined) return `API rate limit exceeded for user ID ${person.id}.`;
  if (app !== undefined) return `API rate limit exceeded for ${app.clientId}.`;
  return "API rate limit exceeded for 127.0.0.1. (But here's the good news: Authenticated requests get a higher rate limit. Check out the documentation for more details.)";
}

function windowOf(core: Core, viewer: Viewer): RateWindow {
  const key = viewer.app?.clientId ?? (viewer.person === undefined ? "anonymous" : String(viewer.person.id));
  const current = core.state.rateWindows.get(key);
  if (current !== undefined && core.now() < current.resetAt) return current;
  const fresh: RateWindow = { used: 0, resetAt: core.now() + hourMs };
  core.state.rateWindows.set(key, fresh);
  return fresh;
}
