import * as oauth from "oauth4webapi";
import { createBoundedTextFetch } from "./bounded-fetch.ts";
import { parseEndpoint } from "./endpoint.ts";
import { DevGitHubError, TokenRequestError } from "./errors.ts";
import type { Client, Provider } from "./provider.ts";
import type { Fetch, Runtime } from "./runtime.ts";
import { Secret } from "./secret.ts";
import { judgeTokenResponse } from "./token-response.ts";
import type { TokenSet } from "./tokens.ts";
import type { Trace, TraceInput } from "./trace.ts";

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
  /** What a trace calls it. */
  readonly name: "tokens_requested" | "device_token_requested" | "refresh_requested";
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
    name: grant.name,
    from: "client",
    to: "authorization server",
    kind: "request",
    title: grant.title,
    method: "POST",
    url,
    params: { ...grant.params, client_id: client.clientId, client_secret: client.clientSecret },
  });
  const answered = { ...route, from: "authorization server", to: "client", kind: "response" } as const;
  let status: number | undefined;
  try {
    const response = await grant.send(endpoint);
    status = response.status;
    const now = runtime.now();
    const tokens = await judgeTokenResponse(response, {
      traits: provider.traits,
      secrets: [client.clientSecret, ...Object.values(grant.params).filter((value) => value instanceof Secret)],
      now,
      judge: (conform) => grant.judge(endpoint, conform),
    });
    trace?.record({
      ...answered,
      name: "tokens_granted",
      title: "tokens granted",
      status,
      params: describe(tokens, now),
    });
    return tokens;
  } catch (error) {
    // Without a status there was no answer to record.
    if (status !== undefined && error instanceof DevGitHubError) {
      trace?.record({ ...answered, status, ...describeRefusal(error) });
    }
    throw error;
  }
}

/** RFC 8628, section 3.5: two of the errors mean that the device is to ask again. */
const PENDING: ReadonlySet<string> = new Set(["authorization_pending", "slow_down"]);

function describeRefusal(error: DevGitHubError): Pick<TraceInput, "name" | "title" | "code" | "params"> {
  return error instanceof TokenRequestError && PENDING.has(error.providerCode)
    ? { name: "approval_pending", title: "nobody has approved yet", params: { error: error.providerCode } }
    : { name: "tokens_refused", title: "no tokens granted", code: error.code };
}

function describe(tokens: TokenSet, now: number): TraceInput["params"] {
  const seconds = (instant: number | undefined): string | undefined =>
    instant === undefined ? undefined : String(Math.round((instant - now) / 1000));
  return {
    access_token: tokens.accessToken,
    expires_in: seconds(tokens.expiresAt),
    refresh_token: tokens.refreshToken,
    refresh_token_expires_in: seconds(tokens.refreshTokenExpiresAt),
    scope: tokens.scope?.join(" "),
  };
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
      ...(provider.deviceAuthorizationEndpoint !== undefined && {
        device_authorization_endpoint: provider.deviceAuthorizationEndpoint,
      }),
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
