import {
  DevGitHubError,
  isTokenText,
  type Runtime,
  type Secret,
  type Trace,
  UnexpectedResponseError,
} from "@dev-github-tool/oauth";
import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { readJson, readList } from "./answer-body.ts";
import { createCredentialedFetch } from "./credentialed-fetch.ts";
import { GitHubApiError } from "./errors.ts";
import { readHttpFailure } from "./http-failure.ts";
import { buildPatience, createRetryJudge, type Wait } from "./patience.ts";
import type { GitHubProvider } from "./provider.ts";
import { judgeRefusal } from "./refusal.ts";
import { parseScopes } from "./scopes.ts";
import { traceRequests } from "./trace-requests.ts";

const step = "API request";
/** Three thousand items: whoever wants more wants a search. */
const MAX_PAGES = 30;

/** What a client is made from. */
export interface GitHubClientOptions {
  readonly provider: GitHubProvider;
  readonly accessToken: Secret;
  /**
   * Called when GitHub says that a token is dead: gives the token that took its place, such as a refreshed one, or undefined.
   * The request is then sent once more, and later ones with the new token. A `DevGitHubError` that it throws, the request throws.
   */
  readonly replaceToken?: ((failed: Secret) => Promise<Secret | undefined>) | undefined;
  readonly runtime: Runtime;
  /** Called before a wait of a few seconds that GitHub asked for. Without it, and for longer waits, requests fail. */
  readonly onWait?: ((wait: Wait) => void) | undefined;
  /** Is told of each request and of its answer; names of owners and repositories stay out of it. */
  readonly trace?: Trace | undefined;
  /** The `User-Agent`; GitHub asks for the program's name. */
  readonly userAgent?: string | undefined;
}

/** Parameters of one request to the API. */
export interface ApiRequest {
  /** The query; what is undefined is left out. */
  readonly query?: Readonly<Record<string, string | number | undefined>> | undefined;
  /** Aborts the request; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** One page of a list. */
export interface ApiPage {
  readonly items: readonly unknown[];
  readonly isLast: boolean;
}

/** GitHub's REST API on behalf of one person. It only reads: every request is a GET. */
export interface GitHubClient {
  readonly provider: GitHubProvider;
  /** The token's scopes as the last answer named them; undefined before the first one and for GitHub Apps. */
  readonly grantedScopes: readonly string[] | undefined;
  /** Asks for the JSON at a path under the API's address, such as `/user`. Names in it must have been parsed. */
  requestJson(path: string, request?: ApiRequest): Promise<unknown>;
  /** Asks for a list page by page, each when it is wanted. */
  requestPages(path: string, request?: ApiRequest): AsyncIterable<ApiPage>;
}

/**
 * Creates a client that sends the token to the provider's API and nowhere else: no other origin, whatever a redirect or
 * a `Link` says, and never in a URL. Answers are bounded to 10 MiB and 10 seconds; a broken connection or a server error
 * is tried again twice, within a second.
 *
 * @throws GitHubApiError `invalid_access_token` when the token has characters that no token has.
 * @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export function createGitHubClient(options: GitHubClientOptions): GitHubClient {
  const { provider, accessToken, runtime, onWait, userAgent } = options;
  // Refused here because the platform's own refusal quotes the header with the token in it.
  if (!isTokenText(accessToken.reveal())) {
    throw new GitHubApiError("the access token has characters that no token has", { code: "invalid_access_token" });
  }
  let grantedScopes: readonly string[] | undefined;
  const sent = [accessToken];
  const replaceToken = async (failed: Secret): Promise<Secret | undefined> => {
    const other = await options.replaceToken?.(failed);
    sent.push(...(other === undefined ? [] : [other]));
    return other;
  };
  const credentialedFetch = traceRequests(
    createCredentialedFetch({ provider, accessToken, replaceToken, runtime, userAgent }),
    { trace: options.trace, provider },
  );
  const ApiOctokit = Octokit.plugin(createRetryJudge({ runtime }), paginateRest, retry, throttling);
  const octokit = new ApiOctokit({
    ...buildPatience({ runtime, onWait }),
    baseUrl: provider.apiUrl,
    log: silent,
    request: {
      log: silent,
      parseSuccessResponseBody: false,
      fetch: async (input: string, init: RequestInit) => {
        const response = await credentialedFetch(input, init);
        const scopes = response.headers.get("x-oauth-scopes");
        grantedScopes = scopes === null ? grantedScopes : parseScopes(scopes);
        return response;
      },
    },
  });

  /** The address is put together here, so that no member of a query can pass for an option of octokit. */
  const prepare = (path: string, { query = {}, signal }: ApiRequest) =>
    octokit.request.defaults({
      method: "GET",
      url: `${path}${buildQuery(query)}`,
      request: signal === undefined ? {} : { signal },
    });

  const judgeFailure = (error: unknown, { signal }: ApiRequest): unknown => {
    signal?.throwIfAborted();
    const refusal = readHttpFailure(error);
    if (refusal !== undefined) {
      return judgeRefusal(refusal, { provider, secrets: sent, now: runtime.now() });
    }
    return error instanceof Error && error.cause instanceof DevGitHubError ? error.cause : error;
  };

  return {
    provider,
    get grantedScopes() {
      return grantedScopes;
    },
    async requestJson(path, request = {}) {
      try {
        const answer = await prepare(path, request)({});
        return await readJson(answer.data);
      } catch (error) {
        throw judgeFailure(error, request);
      }
    },
    async *requestPages(path, request = {}) {
      const links = new Set<string>();
      try {
        for await (const { data, headers } of octokit.paginate.iterator(prepare(path, request))) {
          const link = headers.link ?? "";
          const isLast = !/rel="next"/.test(link);
          yield { items: await readList(data), isLast };
          if (!isLast && (links.has(link) || links.size === MAX_PAGES - 1)) {
            throw new UnexpectedResponseError("the pages of the answer do not end", { code: "too_large", step });
          }
          links.add(link);
        }
      } catch (error) {
        throw judgeFailure(error, request);
      }
    },
  };
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

function buildQuery(query: NonNullable<ApiRequest["query"]>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) {
      parameters.set(name, String(value));
    }
  }
  return parameters.size === 0 ? "" : `?${parameters}`;
}
