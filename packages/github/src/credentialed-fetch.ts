import {
  createBoundedFetch,
  type Fetch,
  type Runtime,
  type Secret,
  UnexpectedResponseError,
} from "@dev-github-tool/oauth";
import { buildApiHeaders } from "./api-headers.ts";
import type { GitHubProvider } from "./provider.ts";
import { readRefusal } from "./refusal.ts";

const step = "API request";
/** A page of a hundred issues with long texts has less than half of this. */
const MAX_BYTES = 10 * 1024 * 1024;
const TIMEOUT_MS = 10_000;
const MAX_REDIRECTS = 5;
/** @see https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects */
const REDIRECTS = new Set([301, 302, 307, 308]);

/** What every request to the API carries and needs. */
export interface CredentialedFetchOptions {
  readonly provider: GitHubProvider;
  readonly accessToken: Secret;
  /** See `GitHubClientOptions`. */
  readonly replaceToken?: ((failed: Secret) => Promise<Secret | undefined>) | undefined;
  readonly runtime: Runtime;
  /** The `User-Agent`; the package's own unless given. */
  readonly userAgent: string | undefined;
}

/**
 * Creates the `fetch` under every API request: it sends GET only, and the token to the API and nowhere else.
 *
 * Redirects within the API are followed, as renamed repositories need it. The headers of the caller are dropped: nothing
 * but the address and the signal passes. Answers are whole, bounded, and either 200 or a refusal in GitHub's JSON. When
 * GitHub says that the token is dead, the request is sent once more with the one that took its place.
 *
 * @throws UnexpectedResponseError `redirected` or `field_invalid` when an address lies outside the API; nothing is sent
 * there, with or without the token.
 * @throws NetworkError when a request or its answer did not get through.
 */
export function createCredentialedFetch(options: CredentialedFetchOptions): Fetch {
  const { provider, replaceToken, runtime, userAgent } = options;
  const fetch = createBoundedFetch(runtime.fetch, { maxBytes: MAX_BYTES, timeoutMs: TIMEOUT_MS, step });
  let current = options.accessToken;

  async function send(url: URL, accessToken: Secret, signal: AbortSignal | null): Promise<Response> {
    let at = url;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      const response = await fetch(at, {
        headers: { ...buildApiHeaders(userAgent), authorization: `Bearer ${accessToken.reveal()}` },
        signal,
      });
      if (!REDIRECTS.has(response.status)) {
        return conformAnswer(response);
      }
      at = judgeRedirect(response.headers.get("location") ?? "", { from: at, provider });
    }
    throw new UnexpectedResponseError(`the API redirects more than ${MAX_REDIRECTS} times`, {
      code: "redirected",
      step,
    });
  }

  return async (input, init) => {
    const url = judgeNextPage(String(input), provider);
    const signal = init?.signal ?? null;
    const used = current;
    const response = await send(url, used, signal);
    if (replaceToken === undefined || !(await saysTokenIsDead(response))) {
      return response;
    }
    // Requests run side by side: another one may have replaced the token since this one was sent.
    const other = current.reveal() === used.reveal() ? await replaceToken(used) : current;
    if (other === undefined || other.reveal() === used.reveal()) {
      return response;
    }
    current = other;
    return send(url, other, signal);
  };
}

/** GitHub's words for a dead token. Other 401s come from things between here and GitHub, and prove nothing. */
const DEAD_TOKEN = "Bad credentials";

async function saysTokenIsDead(response: Response): Promise<boolean> {
  return response.status === 401 && (await readRefusal(response.clone())).message === DEAD_TOKEN;
}

/** The first address of a list is ours; every other one comes from a `Link` header. */
function judgeNextPage(address: string, provider: GitHubProvider): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !isWithinApi(url, provider)) {
    throw new UnexpectedResponseError("the link to the next page leaves the API", { code: "field_invalid", step });
  }
  return url;
}

function judgeRedirect(location: string, { from, provider }: { from: URL; provider: GitHubProvider }): URL {
  const url = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (location === "" || url === undefined || !isWithinApi(url, provider)) {
    throw new UnexpectedResponseError("the API redirects to another place", { code: "redirected", step });
  }
  return url;
}

/** Compares the parsed address, after `..`, `%2e`, `\` and `user@` have become what the request would make of them. */
function isWithinApi(url: URL, { apiUrl }: GitHubProvider): boolean {
  const api = new URL(apiUrl);
  const root = api.pathname.replace(/\/$/, "");
  return (
    url.origin === api.origin &&
    url.username === "" &&
    url.password === "" &&
    url.pathname.startsWith(`${root}/`) &&
    // octokit puts the API's address before `//evil.test`, which a browser would take for another host.
    !url.pathname.includes("//")
  );
}

/** The same answer in the only two forms that octokit reads without tripping over a body. */
async function conformAnswer(response: Response): Promise<Response> {
  const { status } = response;
  if (status >= 400) {
    const { message } = await readRefusal(response);
    const headers = new Headers(response.headers);
    headers.set("content-type", "application/json");
    return Response.json({ message }, { status, headers });
  }
  if (status !== 200 || response.body === null) {
    throw new UnexpectedResponseError(`the API answered HTTP ${status} without an answer`, {
      code: "unexpected_status",
      step,
    });
  }
  return response;
}
