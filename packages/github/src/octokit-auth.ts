import { type Fresh, hasToken, requireToken, type TokenManager } from "@dev-github-tool/oauth";
import type { Octokit } from "@octokit/core";

type OctokitRequest = Octokit["request"];
type OctokitEndpoint = ReturnType<OctokitRequest["endpoint"]["merge"]> & { readonly url: string };

/** What octokit hands to an authentication strategy, with what stands in its option `auth`. */
export interface TokenManagerAuthOptions {
  readonly manager: TokenManager;
  readonly octokitOptions?: { readonly baseUrl?: string | undefined } | undefined;
}

/** An authentication strategy of octokit, made from a token manager. */
export interface TokenManagerAuth {
  /** The token as octokit's own strategies give it, in the clear. */
  (): Promise<{ readonly type: "token"; readonly tokenType: "oauth"; readonly token: string }>;
  /** Wraps each request of octokit. */
  hook(request: OctokitRequest, endpoint: OctokitEndpoint): Promise<Awaited<ReturnType<OctokitRequest>>>;
}

/** Methods that change nothing, so that sending twice does no more than once (RFC 9110, 9.2.1). */
const SAFE_METHODS = new Set(["GET", "HEAD"]);
const DEFAULT_BASE_URL = "https://api.github.com";

/**
 * Lets an octokit take its token from a token manager: each request carries the current one, and a GET that is answered 401
 * is sent once more, with the token that took the place of the one that failed. Requests to other origins than that of
 * octokit's `baseUrl` carry none.
 *
 * The hook throws TokenUnavailableError when there is no token.
 *
 * @see https://github.com/octokit/authentication-strategies.js
 * @example
 * const octokit = new Octokit({ authStrategy: createTokenManagerAuth, auth: { manager } });
 */
export function createTokenManagerAuth({ manager, octokitOptions }: TokenManagerAuthOptions): TokenManagerAuth {
  const { origin } = new URL(octokitOptions?.baseUrl ?? DEFAULT_BASE_URL);

  const auth = async () => {
    const { accessToken } = requireToken(await manager.getAccessToken());
    return { type: "token", tokenType: "oauth", token: accessToken.reveal() } as const;
  };

  const hook: TokenManagerAuth["hook"] = async (request, endpoint) => {
    if (new URL(request.endpoint(endpoint).url).origin !== origin) {
      return request(endpoint);
    }
    const used = requireToken(await manager.getAccessToken());
    try {
      return await request(withToken(endpoint, used));
    } catch (error) {
      if (!isUnauthorized(error) || !SAFE_METHODS.has(endpoint.method)) {
        throw error;
      }
      const verdict = await manager.replaceFailedToken(used);
      if (!hasToken(verdict)) {
        throw error;
      }
      return request(withToken(endpoint, verdict));
    }
  };

  return Object.assign(auth, { hook });
}

function withToken(endpoint: OctokitEndpoint, { accessToken }: Fresh): OctokitEndpoint {
  return { ...endpoint, headers: { ...endpoint.headers, authorization: `Bearer ${accessToken.reveal()}` } };
}

function isUnauthorized(error: unknown): boolean {
  return error instanceof Error && "status" in error && error.status === 401;
}
