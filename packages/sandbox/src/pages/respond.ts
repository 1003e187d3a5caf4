import type { Answer } from "../answer.ts";
import type { RequestContext } from "../core.ts";
import type { Markup } from "./document.ts";
import { layout, type Visitor } from "./layout.ts";
import { styleHash } from "./style.ts";

export interface Page {
  readonly status: number;
  readonly title: string;
  readonly main: Markup;
  /** The redirect address a form of this page may lead to in the end. */
  readonly leadsTo?: string | undefined;
  /** Set for pages of the settings, which lead to one another. */
  readonly visitor?: Visitor | undefined;
}

export function respondWithPage(c: RequestContext, page: Page): Answer {
  c.header("Content-Security-Policy", contentSecurityPolicy(page.leadsTo));
  c.header("Cache-Control", "no-store");
  // The page's own forms then carry a usable Origin; nobody else learns the address.
  c.header("Referrer-Policy", "same-origin");
  c.header("X-Content-Type-Options", "nosniff");
  c.header("X-Frame-Options", "DENY");
  return c.html(layout(page), page.status);
}

/** RFC 9700, section 4.16: authorization pages must not be framed. */
function contentSecurityPolicy(leadsTo: string | undefined): string {
  // Chromium applies form-action to the redirects that follow a form as well, so the client's address has to be in it.
  const formAction = leadsTo === undefined ? "'self'" : `'self' ${formTarget(new URL(leadsTo))}`;
  return [
    "default-src 'none'",
    `style-src ${styleHash}`,
    "img-src data:",
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
}

/** What a policy can name as it stands: anything else, such as a semicolon in a host, would end the directive and begin another. */
const plainOrigin = /^https?:\/\/[a-z0-9.-]+(?::\d+)?$/;

/** Content security policies cannot name IPv6 addresses, and schemes other than HTTP have no origin: the scheme has to do. */
function formTarget(url: URL): string {
  return plainOrigin.test(url.origin) ? url.origin : url.protocol;
}
