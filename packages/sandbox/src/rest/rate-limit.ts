import type { Core, Exchange } from "../core.ts";
import { rateWindow } from "../rate-window.ts";
import type { RateWindow } from "../state.ts";
import { RestRefusal } from "./refusal.ts";
import type { Viewer } from "./viewer.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What is limited on its own; the value of `X-RateLimit-Resource`. */
export type RateResource = "core" | "search" | "graphql";

/** Where a viewer stands in the current window. */
export interface RateStanding {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** Seconds since the epoch. */
  readonly reset: number;
}

/** Counts a request against the person, over all apps, against an app that asks for itself, or against everybody else. */
export function countRequest(
  core: Core,
  viewer: Viewer,
  { resource, cost = 1 }: { resource: RateResource; cost?: number },
) {
  windowOf(core, viewer, resource).used += cost;
}

export function standingOf(core: Core, viewer: Viewer, resource: RateResource): RateStanding {
  const limit = limitOf(core, viewer, resource);
  const { used, resetAt } = windowOf(core, viewer, resource);
  const counted = Math.min(used, limit);
  return { limit, used: counted, remaining: limit - counted, reset: Math.floor(resetAt / 1000) };
}

/** @throws RestRefusal 403 or 429 when the requests of this window are used up. */
export function refuseAboveLimit(core: Core, exchange: Exchange, { viewer, resource }: Limited): void {
  if (standingOf(core, viewer, resource).remaining === 0) throw primaryLimitRefusal(core, exchange, viewer);
}

/** Whose requests are counted together. */
type Subject = Pick<Viewer, "person" | "app">;

interface Limited {
  readonly viewer: Viewer;
  readonly resource: RateResource;
}

/**
 * Counts points of the secondary limit, which a seed has to ask for: 1 for a request that reads, 5 for one that writes.
 *
 * @throws RestRefusal 403 or 429 when the minute's points are used up.
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#calculating-points-for-the-secondary-rate-limit
 */
export function countPoints(
  core: Core,
  exchange: Exchange,
  { viewer, points }: { viewer: Viewer; points: number },
): void {
  const most = core.seed.rateLimit.pointsPerMinute;
  if (most === undefined) return;
  const window = rateWindow(core, { name: `points ${subjectOf(viewer)}`, lengthMs: minuteMs });
  window.used += points;
  if (window.used <= most) return;
  throw secondaryLimitRefusal(core, exchange, Math.ceil((window.resetAt - core.now()) / 1000));
}

/** GitHub's refusal of a person, an app or an address that has used up the hour. */
export function primaryLimitRefusal(core: Core, exchange: Exchange, viewer: Subject): RestRefusal {
  const timestamp = new Date(core.now()).toISOString().slice(0, 19).replace("T", " ");
  return new RestRefusal({
    status: core.profile.limitedStatus,
    message: `${aboveLimit(viewer)} If you reach out to GitHub Support for help, please include the request ID ${exchange.id} and timestamp ${timestamp} UTC.`,
    decision: "rate_limited",
    documentationUrl: "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api",
  });
}

function secondaryLimitRefusal(core: Core, exchange: Exchange, retryAfterSeconds: number): RestRefusal {
  return new RestRefusal({
    status: core.profile.limitedStatus,
    decision: "secondary_rate_limited",
    ...secondaryLimit(exchange.id),
    headers: { "Retry-After": String(retryAfterSeconds) },
  });
}

/** GitHub's words for whoever asks too fast. */
export function secondaryLimit(requestId: string): { readonly message: string; readonly documentationUrl: string } {
  return {
    message: `You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID ${requestId}.`,
    documentationUrl:
      "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits",
  };
}

function aboveLimit({ person, app }: Subject): string {
  if (person !== undefined) return `API rate limit exceeded for user ID ${person.id}.`;
  if (app !== undefined) return `API rate limit exceeded for ${app.clientId}.`;
  return "API rate limit exceeded for 127.0.0.1. (But here's the good news: Authenticated requests get a higher rate limit. Check out the documentation for more details.)";
}

/** How many requests somebody may send within a window. */
export function limitOf({ seed: { rateLimit } }: Core, viewer: Subject, resource: RateResource): number {
  const isAnonymous = viewer.person === undefined && viewer.app === undefined;
  if (resource === "core") return isAnonymous ? rateLimit.anonymous : rateLimit.perUser;
  if (resource === "graphql") return isAnonymous ? 0 : (rateLimit.graphqlPerHour ?? 5000);
  return isAnonymous ? (rateLimit.anonymousSearchPerMinute ?? 10) : (rateLimit.searchPerMinute ?? 30);
}

function windowOf(core: Core, viewer: Viewer, resource: RateResource): RateWindow {
  const lengthMs = resource === "search" ? minuteMs : hourMs;
  return rateWindow(core, { name: `${resource} ${subjectOf(viewer)}`, lengthMs });
}

function subjectOf({ app, person }: Viewer): string {
  return app?.clientId ?? (person === undefined ? "anonymous" : String(person.id));
}
