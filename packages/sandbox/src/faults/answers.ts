import type { RegisteredApp } from "../apps/registered-app.ts";
import type { Core } from "../core.ts";
import type { SeedPerson } from "../seed.ts";

/** Whose request a fault answers, as far as it is known. */
export interface AnsweredTo {
  readonly person: SeedPerson | undefined;
  readonly app: RegisteredApp | undefined;
}

const hourMs = 3_600_000;
const limitsPage = "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api";

/** GitHub's refusal of a person, an app or an address that has used up the hour. */
export function rateLimitReached(core: Core, { person, app }: AnsweredTo, resetInMs: number = hourMs): Response {
  const { perUser, anonymous } = core.seed.rateLimit;
  const limit = String(person === undefined && app === undefined ? anonymous : perUser);
  const whom = person === undefined ? (app?.clientId ?? "127.0.0.1") : `user ID ${person.id}`;
  return refusal(403, {
    message: `API rate limit exceeded for ${whom}.`,
    documentationUrl: limitsPage,
    headers: {
      "X-RateLimit-Limit": limit,
      "X-RateLimit-Remaining": "0",
      "X-RateLimit-Used": limit,
      "X-RateLimit-Reset": String(Math.ceil((core.now() + resetInMs) / 1000)),
      "X-RateLimit-Resource": "core",
    },
  });
}

/** GitHub's refusal of requests that come too fast. Clients know it by these words. */
export function secondaryLimitReached(retryAfter = "60"): Response {
  return refusal(403, {
    message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
    documentationUrl: `${limitsPage}#about-secondary-rate-limits`,
    headers: { "Retry-After": retryAfter },
  });
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

function refusal(
  status: number,
  {
    message,
    documentationUrl,
    headers,
  }: { message: string; documentationUrl: string; headers: Record<string, string> },
): Response {
  const body = { message, documentation_url: documentationUrl, status: String(status) };
  return Response.json(body, { status, headers: { ...headers, "Content-Type": "application/json; charset=utf-8" } });
}
