import type { Client, Provider } from "./provider.ts";
import { type Runtime, systemRuntime } from "./runtime.ts";
import type { Refresh } from "./timed-refresh.ts";
import { requestRefreshedTokenSet } from "./token-request.ts";
import type { Trace } from "./trace.ts";

/** Gives the refresh function of a provider, as a token manager wants it. Tokens without a refresh token reject. */
export function refreshWith(
  provider: Provider,
  client: Client,
  runtime: Runtime = systemRuntime,
  trace?: Trace,
): Refresh {
  return async ({ refreshToken }, { signal }) => {
    if (refreshToken === undefined) {
      throw new TypeError("the tokens have no refresh token");
    }
    return requestRefreshedTokenSet({ provider, client, refreshToken }, { runtime, trace, signal });
  };
}
