import * as oauth from "oauth4webapi";
import { createBoundedTextFetch } from "./bounded-fetch.ts";
import { parseEndpoint } from "./endpoint.ts";
import type { Client, Provider } from "./provider.ts";
import type { Fetch, Runtime } from "./runtime.ts";
import { Secret } from "./secret.ts";
import { judgeTokenResponse } from "./token-response.ts";
import type { TokenSet } from "./tokens.ts";
import type { Trace } from "./trace.ts";

const step = "token exchange";

/** An answer larger than this is no token response; GitHub's have about 300 bytes. */
const MAX_BYTES = 64 * 1024;
/** What one answer of any of the provider's endpoints may cost. */
export const ENDPOINT_BOUNDS = { maxBytes: MAX_BYTES, timeoutMs: 10_000, step } as const;

/** What a token request needs beside what it asks for. */
export interface TokenRequestOptions {
  readonly runtime: Runtime;
  readonly trace?: Trace | undefined;
  /** Aborts the request; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** What the protocol core is given for every grant. */
export interface TokenEndpoint {
  readonly server: oauth.AuthorizationServer;
  readonly client: oauth.Client;
  readonly authentication: oauth.ClientAuth;
  readonly options: oauth.TokenEndpointRequestOptions;
}

/** One grant: what it says, and the core's two halves of it. */
export interface Grant {
  readonly title: string;
  /** What is sent beside the client's own credentials; those that are a `Secret` are masked where the server echoes them. */
  readonly params: Readonly<Record<string, string | Secret>>;
  readonly send: (endpoint: TokenEndpoint) => Promise<Response>;
  readonly judge: (endpoint: TokenEndpoint, conform: Response) => Promise<oauth.TokenEndpointResponse>;
}

/** Sends one grant to the provider's token endpoint, once, and judges the answer. */
export async function requestGrant(
  { provider, client, grant }: { readonly provider: Provider; readonly client: Client; readonly grant: Grant },
  { runtime, trace, signal }: TokenRequestOptions,
): Promise<TokenSet> {
  const url = parseEndpoint(provider.tokenEndpoint, step);
  const endpoint = describeEndpoint(
    { provider, client },
    { url, signal, fetch: createBoundedTextFetch(runtime.fetch, ENDPOINT_BOUNDS) },
  );
  const route = { step, channel: "back" } as const;
  trace?.record({
    ...route,
    from: "client",
    to: "authorization server",
    kind: "request",
    title: grant.title,
    method: "POST",
    url,
    params: { ...grant.params, client_id: client.clientId, client_secret: client.clientSecret },
  });
  const response = await grant.send(endpoint);
  const tokens = await judgeTokenResponse(response, {
    traits: provider.traits,
    secrets: [client.clientSecret, ...Object.values(grant.params).filter((value) => value instanceof Secret)],
    now: runtime.now(),
    judge: (conform) => grant.judge(endpoint, conform),
  });
  trace?.record({
    ...route,
    from: "authorization server",
    to: "client",
    kind: "response",
    title: "tokens granted",
    status: response.status,
    params: {
      access_token: tokens.accessToken,
      refresh_token: tokens.refreshToken,
      scope: tokens.scope?.join(" "),
    },
  });
  return tokens;
}

/** What the protocol core wants to know before it sends anything to one of the provider's endpoints. */
export function describeEndpoint(
  { provider, client }: { readonly provider: Provider; readonly client: Client },
  { url, fetch, signal }: { readonly url: URL; readonly fetch: Fetch; readonly signal: AbortSignal | undefined },
): TokenEndpoint {
  return {
    server: {
      issuer: provider.issuer,
      token_endpoint: provider.tokenEndpoint,
      ...(provider.revocationEndpoint !== undefined && { revocation_endpoint: provider.revocationEndpoint }),
    },
    client: { client_id: client.clientId },
    authentication: clientAuthentication(provider, client),
    options: {
      ...(signal === undefined ? {} : { signal }),
      // parseEndpoint lets http through on a loopback address only.
      [oauth.allowInsecureRequests]: url.protocol === "http:",
      [oauth.customFetch]: fetch,
    },
  };
}

function clientAuthentication({ traits }: Provider, { clientSecret }: Client): oauth.ClientAuth {
  if (clientSecret === undefined) {
    return oauth.None();
  }
  return traits.clientAuthentication === "client_secret_post"
    ? oauth.ClientSecretPost(clientSecret.reveal())
    : oauth.ClientSecretBasic(clientSecret.reveal());
}
