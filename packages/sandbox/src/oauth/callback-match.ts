import type { SeedCallback } from "../seed.ts";
import type { Profile } from "./profile.ts";

/** RFC 3986 allows no other characters in a URI; whitespace, controls and backslashes are where URL parsers disagree. */
const uriText = /^[!#$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]+$/;

/** Scheme, host and port of a loopback address, written as people register them, and the rest. */
const loopbackText = /^(https?:\/\/(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost))(?::\d{1,5})?(\/.*|\?.*|)$/;

const loopbackHost = /^(?:127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Dot segments and encoded separators could turn into another path at the client's own server. */
const shiftyPath = /\/\.{1,2}(?:\/|$)|%(?:2e|2f|5c)/i;

/**
 * Judges a redirect address against one registered callback, in GitHub's two modes: equal, or (wildcard) the same host or
 * a sub-domain of it, the same port, and the same path or a deeper one. In both modes the port of a loopback address may vary.
 *
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#redirect-urls
 */
export function matchesCallback(
  redirectUri: string,
  callback: SeedCallback,
  {
    anyPortOnLocalhost,
    redirectMatching,
    slashCountsAsBelow,
  }: Pick<Profile, "anyPortOnLocalhost" | "redirectMatching" | "slashCountsAsBelow">,
): boolean {
  // RFC 6749, section 3.1.2: "The endpoint URI MUST NOT include a fragment component."
  if (!uriText.test(redirectUri) || redirectUri.includes("#") || !URL.canParse(redirectUri)) return false;
  if (!callback.wildcard || redirectMatching === "exact")
    return (
      withoutLoopbackPort(redirectUri, anyPortOnLocalhost) === withoutLoopbackPort(callback.url, anyPortOnLocalhost)
    );
  if (shiftyPath.test(redirectUri.replace(/\?.*$/, ""))) return false;
  const requested = new URL(redirectUri);
  const registered = new URL(callback.url);
  return (
    requested.protocol === registered.protocol &&
    requested.username === "" &&
    requested.password === "" &&
    isSameOrSubdomain(requested.hostname, registered.hostname) &&
    (requested.port === registered.port || mayVaryPort(requested, registered, anyPortOnLocalhost)) &&
    isSameOrBelow(requested.pathname, registered.pathname) &&
    (slashCountsAsBelow || requested.pathname !== `${registered.pathname}/`)
  );
}

function withoutLoopbackPort(uri: string, anyPortOnLocalhost: boolean): string {
  const [, origin, rest] = loopbackText.exec(uri) ?? [];
  if (origin === undefined || (origin.endsWith("localhost") && !anyPortOnLocalhost)) return uri;
  return `${origin}${rest}`;
}

function mayVaryPort(requested: URL, registered: URL, anyPortOnLocalhost: boolean): boolean {
  if (requested.hostname !== registered.hostname) return false;
  return loopbackHost.test(registered.hostname) || (anyPortOnLocalhost && registered.hostname === "localhost");
}

function isSameOrSubdomain(host: string, registered: string): boolean {
  return host === registered || host.endsWith(`.${registered}`);
}

function isSameOrBelow(path: string, registered: string): boolean {
  return path === registered || path.startsWith(registered.endsWith("/") ? registered : `${registered}/`);
}
