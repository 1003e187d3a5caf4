import type { Fetch, Trace } from "@dev-github-tool/oauth";
import type { GitHubProvider } from "./provider.ts";

/** The words of paths that are GitHub's. Every other one is somebody's name, and a name may be private. */
const WORDS = new Set(["user", "repos", "issues", "pulls"]);

/** Gives a `fetch` that tells the trace of each request and of its answer; `fetch` itself where there is no trace. */
export function traceRequests(
  fetch: Fetch,
  { trace, provider }: { readonly trace: Trace | undefined; readonly provider: GitHubProvider },
): Fetch {
  if (trace === undefined) {
    return fetch;
  }
  return async (input, init) => {
    const request = {
      step: "API request",
      channel: "back",
      method: "GET",
      url: withoutNames(String(input), provider),
    } as const;
    trace.record({
      ...request,
      name: "api_requested",
      from: "client",
      to: "resource server",
      kind: "request",
      title: "ask the API, with the access token",
    });
    const response = await fetch(input, init);
    trace.record({
      ...request,
      name: "api_answered",
      from: "resource server",
      to: "client",
      kind: "response",
      title: "the API answers",
      status: response.status,
      params: { "x-oauth-scopes": response.headers.get("x-oauth-scopes") ?? undefined },
    });
    return response;
  };
}

function withoutNames(address: string, { apiUrl }: GitHubProvider): string {
  const path = address.startsWith(`${apiUrl}/`) ? address.slice(apiUrl.length + 1).replace(/[?#].*$/s, "") : "";
  return `${apiUrl}/${path
    .split("/")
    .map((word) => (word === "" || WORDS.has(word) ? word : ":name"))
    .join("/")}`;
}
