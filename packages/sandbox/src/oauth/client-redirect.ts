import { issuerOf } from "../address.ts";
import type { RegisteredApp } from "../apps/registered-app.ts";
import type { Core, RequestContext } from "../core.ts";
import { profileFor } from "./profiles.ts";

/** Who is answered where. The address was judged to be the app's. */
export interface RedirectTarget {
  readonly app: RegisteredApp;
  readonly redirectUri: string;
  readonly state: string | undefined;
}

interface ClientAnswer {
  readonly target: RedirectTarget;
  readonly answer: Readonly<Record<string, string>>;
}

/**
 * Returns the address that carries an answer to the client: its redirect address as it was sent, byte for byte, with the
 * answer, the client's `state` and the issuer (RFC 9207, section 2) added.
 */
export function clientRedirect(core: Core, c: RequestContext, { target, answer }: ClientAnswer): string {
  const { app, redirectUri, state } = target;
  const parameters = new URLSearchParams(answer);
  if (state !== undefined) parameters.set("state", state);
  if (profileFor(core, app).issuerInRedirects) parameters.set("iss", issuerOf(c.env.address));
  return `${redirectUri}${redirectUri.includes("?") ? "&" : "?"}${parameters}`;
}

/** Returns where a refusal goes that is no matter of the address: GitHub's pages and its users tell different places. */
export function refusalTarget(core: Core, target: RedirectTarget): RedirectTarget {
  const [first] = target.app.callbacks;
  if (first === undefined || profileFor(core, target.app).refusalsGoTo === "request") return target;
  return { ...target, redirectUri: first.url };
}

const page = "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-authorization-request-errors/";

/** @see https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-authorization-request-errors */
export const authorizationErrors = {
  access_denied: {
    error: "access_denied",
    error_description: "The user has denied your application access.",
    error_uri: `${page}#access-denied`,
  },
  application_suspended: {
    error: "application_suspended",
    error_description: "Your application has been suspended. Contact support@github.com.",
    error_uri: `${page}#application-suspended`,
  },
  redirect_uri_mismatch: {
    error: "redirect_uri_mismatch",
    error_description: "The redirect_uri MUST match the registered callback URL for this application.",
    error_uri: `${page}#redirect-uri-mismatch`,
  },
} as const;
