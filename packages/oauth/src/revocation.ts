import * as oauth from "oauth4webapi";
import { createBoundedFetch } from "./bounded-fetch.ts";
import { parseEndpoint } from "./endpoint.ts";
import { TokenRequestError, UnexpectedResponseError } from "./errors.ts";
import type { Client, Provider } from "./provider.ts";
import type { Revoke } from "./revoker.ts";
import { type Runtime, systemRuntime } from "./runtime.ts";
import type { Secret } from "./secret.ts";
import { readServerWords } from "./server-words.ts";
import { describeEndpoint, ENDPOINT_BOUNDS, type TokenRequestOptions } from "./token-endpoint.ts";

const step = "token exchange";

/** One token to give back, at a provider with a revocation endpoint. */
export interface RevocationRequest {
  readonly provider: Provider;
  readonly client: Client;
  readonly token: Secret;
  readonly kind: "access_token" | "refresh_token";
}

/**
 * Gives a token back. A token the server does not know counts as given back, and so does one of a kind it cannot revoke.
 *
 * @throws TokenRequestError when the server refuses the client; UnexpectedResponseError when it is unavailable;
 * NetworkError when no answer came.
 * @see https://www.rfc-editor.org/rfc/rfc7009#section-2
 */
export async function requestRevocation(
  { provider, client, token, kind }: RevocationRequest,
  { runtime, trace, signal }: TokenRequestOptions,
): Promise<void> {
  const url = parseEndpoint(provider.revocationEndpoint ?? "", step);
  const {
    server,
    client: core,
    authentication,
    options,
  } = describeEndpoint(
    { provider, client },
    { url, signal, fetch: createBoundedFetch(runtime.fetch, ENDPOINT_BOUNDS) },
  );
  trace?.record({
    name: "revocation_requested",
    step,
    channel: "back",
    from: "client",
    to: "authorization server",
    kind: "request",
    title: `give the ${kind === "access_token" ? "access" : "refresh"} token back`,
    method: "POST",
    url,
    params: { client_id: client.clientId, client_secret: client.clientSecret, token },
  });
  const sending = { ...options, additionalParameters: { token_type_hint: kind } };
  const response = await oauth.revocationRequest(server, core, authentication, token.reveal(), sending);
  try {
    await oauth.processRevocationResponse(response);
  } catch (error) {
    if (!(error instanceof oauth.ResponseBodyError)) {
      const { status } = response;
      throw new UnexpectedResponseError(`the revocation endpoint answered HTTP ${status}`, {
        code: status === 429 || status >= 500 ? "unavailable" : "unexpected_status",
        step,
        status,
      });
    }
    // RFC 7009, 2.2.1: the server does not revoke tokens of this kind; there is nothing more to be done about it.
    if (error.error !== "unsupported_token_type") {
      const words = readServerWords(error.error, error.error_description, [token, client.clientSecret]);
      throw new TokenRequestError(words, error.status);
    }
  }
}

/** Gives the revoke function of a provider with a revocation endpoint: the refresh token first, then the access token. */
export function revokeWith(provider: Provider, client: Client, runtime: Runtime = systemRuntime): Revoke {
  return async ({ accessToken, refreshToken }) => {
    if (refreshToken !== undefined) {
      await requestRevocation({ provider, client, token: refreshToken, kind: "refresh_token" }, { runtime });
    }
    await requestRevocation({ provider, client, token: accessToken, kind: "access_token" }, { runtime });
  };
}
