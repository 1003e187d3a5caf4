import type { Core, Exchange } from "../core.ts";
import type { Identity } from "../identify.ts";
import { limitOf, primaryLimitRefusal, type RateResource, secondaryLimit } from "../rest/rate-limit.ts";

const hourMs = 3_600_000;

interface Above {
  readonly identity: Pick<Identity, "person" | "app">;
  /** Until the hour is over. */
  readonly resetInMs?: number | undefined;
}

/** GitHub's refusal of somebody who has used up the hour. GraphQL's has status 200. */
export function rateLimitReached(core: Core, exchange: Exchange, { identity, resetInMs = hourMs }: Above): Response {
  const resource = resourceOf(exchange.note.operation ?? "");
  const limit = String(limitOf(core, identity, resource));
  const { message, documentationUrl } = primaryLimitRefusal(core, exchange, identity);
  const headers = {
    "X-RateLimit-Limit": limit,
    "X-RateLimit-Remaining": "0",
    "X-RateLimit-Used": limit,
    "X-RateLimit-Reset": String(Math.ceil((core.now() + resetInMs) / 1000)),
    "X-RateLimit-Resource": resource,
  };
  if (resource === "graphql") return Response.json({ errors: [{ type: "RATE_LIMITED", message }] }, { headers });
  return refusal(core, { message, documentationUrl, headers });
}

function resourceOf(operation: string): RateResource {
  if (operation === "graphql") return operation;
  return operation.startsWith("search/") ? "search" : "core";
}

/** GitHub's refusal of requests that come too fast. Clients know it by its words. */
export function secondaryLimitReached(core: Core, exchange: Exchange, retryAfter = "60"): Response {
  return refusal(core, { ...secondaryLimit(exchange.id), headers: { "Retry-After": retryAfter } });
}

export function serverError(): Response {
  return Response.json({ message: "Server Error" }, { status: 500 });
}

export function turnedAway(status: 429 | 503, retryAfter: string | undefined): Response {
  const words = status === 429 ? "Too many requests.\n" : "Service unavailable.\n";
  const headers = { "Content-Type": "text/plain; charset=utf-8", ...(retryAfter && { "Retry-After": retryAfter }) };
  return new Response(words, { status, headers });
}

export function page(status = 502): Response {
  const html =
    "<!doctype html>\n<title>SANDBOX</title>\n<p>This page was sent in place of the answer, by a fault.</p>\n";
  return new Response(html, { status, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

/** The name is reserved for what does not exist (RFC 6761, section 6.4), so that nothing is really sent anywhere. */
export function elsewhere(location = "https://elsewhere.invalid/login/oauth/access_token", status = 307): Response {
  return new Response(null, { status, headers: { Location: location } });
}

interface Refusal {
  readonly message: string;
  readonly documentationUrl: string | undefined;
  readonly headers: Record<string, string>;
}

function refusal({ profile }: Core, { message, documentationUrl, headers }: Refusal): Response {
  const { limitedStatus: status } = profile;
  const body = { message, documentation_url: documentationUrl, status: String(status) };
  return Response.json(body, { status, headers: { ...headers, "Content-Type": "application/json; charset=utf-8" } });
}
