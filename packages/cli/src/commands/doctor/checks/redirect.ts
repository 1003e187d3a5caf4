import { isLoopback } from "@dev-github-tool/oauth";
import { type Check, ok } from "../finding.ts";

export const redirect: Check = {
  id: "redirect",
  title: "Redirect URI",
  step: "authorization URL",
  run: async ({ authorizationUrl, redirectUri, isOwnUrl }) => {
    const used = authorizationUrl.searchParams.get("redirect_uri");
    if (used === null || !URL.canParse(used)) {
      return {
        mark: "warn",
        evidence: used === null ? "no redirect_uri" : "redirect_uri is no address",
        reason: "GitHub then uses the first registered callback address.",
        command: "redirect_uri=http://127.0.0.1/callback",
      };
    }
    if (!isOwnUrl && redirectUri !== undefined && redirectUri !== used) {
      const { exact, wildcard, strict } = compareRedirects(redirectUri, used);
      const evidence = `used: ${used}; registered: ${redirectUri}`;
      if (strict) {
        return ok(
          evidence,
          "the port of a loopback address may differ: on GitHub, and by RFC 8252, section 7.3. Some servers compare it all the same.",
        );
      }
      return {
        mark: wildcard ? "warn" : "fail",
        evidence,
        reason: `GitHub with exact matching ${verdict(exact)}, with wildcard matching ${verdict(wildcard)}; strict servers, which compare every character, refuse.`,
        command: `redirect_uri=${redirectUri}`,
        code: "redirect_uri_mismatch",
      };
    }
    const { hostname } = new URL(used);
    return hostname === "localhost"
      ? {
          mark: "warn",
          evidence: used,
          reason: "localhost is two addresses, and a name that can be mapped elsewhere; 127.0.0.1 is neither.",
          command: "register http://127.0.0.1/callback as the app's callback URL, and leave GITHUB_REDIRECT_URI out",
        }
      : ok(used, isLoopback(new URL(used)) ? "GitHub ignores the port of a loopback address." : undefined);
  },
};

function verdict(isAccepted: boolean): string {
  return isAccepted ? "accepts this" : "refuses this";
}

/** Who takes an address for the registered one. */
interface Comparison {
  readonly exact: boolean;
  readonly wildcard: boolean;
  readonly strict: boolean;
}

/**
 * Compares redirect URIs as GitHub does: the port of a loopback address never counts; with wildcard matching, sub-domains and
 * paths below the registered one are accepted too. Strict servers compare every character, but for the port of a loopback
 * address that is a number.
 *
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#redirect-urls
 * @see https://www.rfc-editor.org/rfc/rfc8252#section-7.3
 */
function compareRedirects(registered: string, used: string): Comparison {
  const one = new URL(registered);
  const other = new URL(used);
  const isSamePort = one.port === other.port || (isLoopback(one) && isLoopback(other));
  const isSameOrigin = one.protocol === other.protocol && one.hostname === other.hostname && isSamePort;
  const isSubdomain = one.protocol === other.protocol && isSamePort && other.hostname.endsWith(`.${one.hostname}`);
  const below = one.pathname.endsWith("/") ? one.pathname : `${one.pathname}/`;
  const exact = isSameOrigin && one.pathname === other.pathname && other.search === one.search;
  return {
    exact,
    strict: exact && (one.port === other.port || one.hostname !== "localhost"),
    wildcard: (isSameOrigin || isSubdomain) && (one.pathname === other.pathname || other.pathname.startsWith(below)),
  };
}
