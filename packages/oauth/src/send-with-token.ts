import type { Runtime } from "./runtime.ts";
import { requireToken } from "./token-unavailable.ts";
import { type Fresh, hasToken, type Verdict } from "./verdict.ts";

/** Methods that change nothing, so that sending twice does no more than once (RFC 9110, 9.2.1). */
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** One request that wants a token. */
export interface TokenedRequest {
  readonly input: string | URL;
  readonly init: RequestInit | undefined;
  readonly origins: readonly string[];
  readonly runtime: Runtime;
  readonly getToken: (signal: AbortSignal | undefined) => Promise<Verdict>;
  readonly replaceFailedToken: (failed: Fresh, question: { signal?: AbortSignal | undefined }) => Promise<Verdict>;
}

/** Sends a request with the token if its origin may have it, and once more with another token after a 401. */
export async function sendWithToken(request: TokenedRequest): Promise<Response> {
  const { input, init = {}, origins, runtime, getToken, replaceFailedToken } = request;
  const { origin } = new URL(input);
  if (!origins.includes(origin)) {
    return runtime.fetch(input, init);
  }
  const signal = init.signal ?? undefined;
  const used = requireToken(await getToken(signal));
  const response = await runtime.fetch(input, withToken(init, used));
  if (response.status !== 401 || !SAFE_METHODS.has((init.method ?? "GET").toUpperCase())) {
    return response;
  }
  const verdict = await replaceFailedToken(used, { signal });
  if (!hasToken(verdict)) {
    return response;
  }
  await response.body?.cancel();
  return runtime.fetch(input, withToken(init, verdict));
}

/** Redirects are not followed: the platform would carry the header to wherever they point on the same origin, and no check would see it. */
function withToken(init: RequestInit, { accessToken }: Fresh): RequestInit {
  const headers = new Headers(init.headers);
  headers.set("authorization", `Bearer ${accessToken.reveal()}`);
  return { ...init, headers, redirect: "manual" };
}
