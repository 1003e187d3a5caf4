import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { createServer } from "node:net";
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

/** Looks a name up on this machine. */
export type Lookup = (name: string) => Promise<readonly string[]>;

const systemLookup: Lookup = async (name) => (await lookup(name, { all: true })).map(({ address }) => address);

/** The check of the loopback address that the redirect is caught at. */
export function createLoopbackCheck(find: Lookup = systemLookup): Check {
  return {
    id: "loopback",
    title: "Loopback address",
    step: "callback validation",
    run: async ({ redirectUri }) => {
      const url = redirectUri !== undefined && URL.canParse(redirectUri) ? new URL(redirectUri) : undefined;
      const port = Number(url?.port ?? 0);
      const isName = url?.hostname === "localhost";
      const found = isName ? await find("localhost").catch(() => []) : [];
      const foreign = found.filter((address) => !/^127\.|^::1$/.test(address));
      if (isName && (foreign.length > 0 || found.length === 0)) {
        return {
          mark: "fail",
          evidence: found.length === 0 ? "localhost has no address here" : `localhost is ${foreign.join(" and ")} here`,
          reason: "the browser would take the code to another machine than this one.",
          command: "register http://127.0.0.1/callback as the app's callback URL, and leave GITHUB_REDIRECT_URI out",
          code: "port_unavailable",
        };
      }
      const wanted = isName ? ["127.0.0.1", "::1"] : [url?.hostname === "[::1]" ? "::1" : "127.0.0.1"];
      const taken = (
        await Promise.all(wanted.map(async (address) => ((await isFree(address, port)) ? [] : [address])))
      ).flat();
      if (taken.length > 0) {
        return {
          mark: "fail",
          evidence: `port ${port} of ${taken.join(" and ")} is taken, or may not be used`,
          reason: isName
            ? "the browser may take the code to the program that listens there."
            : "the redirect could not be caught.",
          command: "leave GITHUB_REDIRECT_URI out: dgt then takes a free port, which GitHub accepts for 127.0.0.1",
          code: "port_unavailable",
        };
      }
      return ok(`${wanted.join(" and ")}${port === 0 ? "" : `, port ${port}`}: free`);
    },
  };
}

/** Whether a port can be bound; where the machine lacks the family, nobody can listen either. */
async function isFree(host: string, port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true, ipv6Only: true });
    await once(server, "listening");
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT";
  } finally {
    server.close();
  }
}
