import { createBoundedFetch, type Runtime } from "@dev-github-tool/oauth";
import { buildApiHeaders } from "./api-headers.ts";
import type { GitHubProvider } from "./provider.ts";

/** The requests that follow a sign-in at once: profile, repositories, issues and pull requests. */
const API_CONNECTIONS = 4;

/** How connections are opened. */
export interface WarmingOptions {
  readonly runtime: Runtime;
  readonly signal?: AbortSignal | undefined;
  /** Whether the code exchange is under way already, and has its connection. */
  readonly isExchanging?: boolean | undefined;
}

/**
 * Opens connections to the API and, for the code exchange, to the web site, so that the requests after a sign-in find
 * them open. Resolves when they are; never rejects. Sends no credentials and costs no rate limit.
 *
 * A connection stays open for as long as `runtime.fetch` keeps an unused one, with Node's own about four seconds: while
 * the person is still in the browser, call it again.
 *
 * @see https://docs.github.com/en/rest/rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user
 */
export async function warmConnections(
  { apiUrl, webUrl }: GitHubProvider,
  { runtime, signal, isExchanging = false }: WarmingOptions,
): Promise<void> {
  const fetch = createBoundedFetch(runtime.fetch, { maxBytes: 64 * 1024, timeoutMs: 5_000, step: "API request" });
  const addresses = Array.from({ length: API_CONNECTIONS }, () => `${apiUrl}/rate_limit`);
  if (!isExchanging && new URL(apiUrl).origin !== webUrl) {
    addresses.push(`${webUrl}/robots.txt`);
  }
  // GET, because Node's client closes the connection after every HEAD. What goes wrong here goes wrong again, and is
  // then reported, in the request that the connection was for.
  await Promise.allSettled(
    addresses.map((address) => fetch(address, { headers: buildApiHeaders(), signal: signal ?? null })),
  );
}
