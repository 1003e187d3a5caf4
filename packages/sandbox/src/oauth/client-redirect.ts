import { type Address, issuerOf } from "../address.ts";
import type { Core } from "../core.ts";
import type { AuthorizationRequest } from "../state.ts";

/**
 * Returns the address that carries an answer to the client: its redirect address as it was sent, byte for byte, with the
 * answer, the client's `state` and the issuer (RFC 9207, section 2) added.
 */
export function clientRedirect(
  core: Core,
  { address, request, answer }: { address: Address; request: AuthorizationRequest; answer: Record<string, string> },
): string {
  const parameters = new URLSearchParams(answer);
  if (request.state !== undefined) parameters.set("state", request.state);
  if (core.profile.issuerInRedirects) parameters.set("iss", issuerOf(address));
  return `${request.redirectUri}${request.redirectUri.includes("?") ? "&" : "?"}${parameters}`;
}

/** @see https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-authorization-request-errors */
export const accessDenied = {
  error: "access_denied",
  error_description: "The user has denied your application access.",
  error_uri:
    "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-authorization-request-errors/#access-denied",
} as const;
