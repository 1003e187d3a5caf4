import * as oauth from "oauth4webapi";
import type { AuthorizationCode } from "./authorization-response.ts";
import { createBoundedFetch } from "./bounded-fetch.ts";
import { parseEndpoint } from "./endpoint.ts";
import type { Client, Provider } from "./provider.ts";
import type { Runtime } from "./runtime.ts";
import { judgeTokenResponse } from "./token-response.ts";
import type { TokenSet } from "./tokens.ts";
import type { Trace, TraceInput } from "./trace.ts";

const step = "token exchange";

/** An answer larger than this is no token response; GitHub's have about 300 bytes. */
const MAX_BYTES = 64 * 1024;
const TIMEOUT_MS = 10_000;

/** What the exchange needs beside the code. */
export interface TokenRequestOptions {
  readonly runtime: Runtime;
  readonly trace?: Trace | undefined;
  /** Aborts the request; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Exchanges an authorization code for tokens at the server it was asked from, with the verifier and the redirect URI of
 * that request. Sends one request: a code works once, so a lost answer is never asked for again.
 *
 * @throws TokenRequestError when the server refuses, for example `bad_verification_code`.
 * @throws UnexpectedResponseError when the answer is no token response; NetworkError when none came.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.5
 */
export async function requestTokenSet(
  { code, request }: AuthorizationCode,
  { runtime, trace, signal }: TokenRequestOptions,
): Promise<TokenSet> {
  const { provider, redirectUri, codeVerifier, state } = request;
  const endpoint = parseEndpoint(provider.tokenEndpoint, step);
  const server: oauth.AuthorizationServer = { issuer: provider.issuer, token_endpoint: provider.tokenEndpoint };
  const client: oauth.Client = { client_id: request.client.clientId };
  trace?.record({
    ...exchange,
    title: "exchange the code, with the verifier, for tokens",
    url: endpoint,
    params: {
      grant_type: "authorization_code",
      client_id: client.client_id,
      client_secret: request.client.clientSecret,
      redirect_uri: redirectUri,
      code,
      code_verifier: codeVerifier,
    },
  });
  const answered = { code: code.reveal(), state: state.reveal() };
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    clientAuthentication(provider, request.client),
    oauth.validateAuthResponse(server, client, new URLSearchParams(answered), answered.state),
    redirectUri,
    codeVerifier.reveal(),
    {
      ...(signal === undefined ? {} : { signal }),
      // parseEndpoint lets http through on a loopback address only.
      [oauth.allowInsecureRequests]: endpoint.protocol === "http:",
      [oauth.customFetch]: createBoundedFetch(runtime.fetch, { maxBytes: MAX_BYTES, timeoutMs: TIMEOUT_MS, step }),
    },
  );
  const tokens = await judgeTokenResponse(response, {
    traits: provider.traits,
    secrets: [code, codeVerifier, request.client.clientSecret],
    now: runtime.now(),
    judge: (conform) => oauth.processAuthorizationCodeResponse(server, client, conform),
  });
  trace?.record({
    ...granted,
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

const exchange = {
  step,
  from: "client",
  to: "authorization server",
  channel: "back",
  kind: "request",
  method: "POST",
} satisfies Partial<TraceInput>;

const granted = {
  step,
  from: "authorization server",
  to: "client",
  channel: "back",
  kind: "response",
} satisfies Partial<TraceInput>;

function clientAuthentication({ traits }: Provider, { clientSecret }: Client): oauth.ClientAuth {
  if (clientSecret === undefined) {
    return oauth.None();
  }
  return traits.clientAuthentication === "client_secret_post"
    ? oauth.ClientSecretPost(clientSecret.reveal())
    : oauth.ClientSecretBasic(clientSecret.reveal());
}
