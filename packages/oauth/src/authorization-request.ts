import { parseEndpoint } from "./endpoint.ts";
import type { Client, Provider } from "./provider.ts";
import type { Runtime } from "./runtime.ts";
import { Secret } from "./secret.ts";

/** One login that has begun: the address to open, and what to remember until the redirect comes back. */
export interface AuthorizationRequest {
  /** The address the person opens in their own browser. Holds no secret but `state`. */
  readonly url: string;
  /** A copy, so that a code goes to the server it was asked from whatever is configured later (RFC 9700, 4.4.2). */
  readonly provider: Provider;
  readonly client: Client;
  /** Sent again, byte for byte, when the code is exchanged (RFC 6749, 4.1.3). */
  readonly redirectUri: string;
  readonly scope: readonly string[];
  /** 256 random bits, base64url: proves that a redirect answers this request. */
  readonly state: Secret;
  /** 256 random bits, base64url: proves at the token endpoint that the code was asked for here. */
  readonly codeVerifier: Secret;
}

/** What an authorization request is made from. */
export interface AuthorizationRequestOptions {
  readonly provider: Provider;
  readonly client: Client;
  readonly redirectUri: string;
  /** The scopes to ask for. The parameter is always sent: GitHub takes a missing one for everything ever granted. */
  readonly scope: readonly string[];
}

const SECRET_BYTES = 32;

/**
 * Builds the authorization request of the code flow, with a fresh `state` and a PKCE challenge (S256, always).
 *
 * @throws NetworkError `insecure_endpoint` when the authorization endpoint is neither https nor on loopback.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4
 */
export async function buildAuthorizationRequest(
  { provider, client, redirectUri, scope }: AuthorizationRequestOptions,
  runtime: Runtime,
): Promise<AuthorizationRequest> {
  const url = parseEndpoint(provider.authorizationEndpoint, "authorization URL");
  const state = base64url(runtime.random(SECRET_BYTES));
  const codeVerifier = base64url(runtime.random(SECRET_BYTES));

  url.searchParams.set("response_type", "code");
  url.searchParams.set("client_id", client.clientId);
  url.searchParams.set("redirect_uri", redirectUri);
  url.searchParams.set("scope", scope.join(" "));
  url.searchParams.set("state", state);
  url.searchParams.set("code_challenge", await buildCodeChallenge(codeVerifier));
  url.searchParams.set("code_challenge_method", "S256");

  return {
    url: url.href,
    provider: { ...provider },
    client: { ...client },
    redirectUri,
    scope,
    state: new Secret(state),
    codeVerifier: new Secret(codeVerifier),
  };
}

/**
 * Gives the S256 challenge for a verifier: BASE64URL(SHA256(ASCII(verifier))), 43 characters.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.2
 */
export async function buildCodeChallenge(codeVerifier: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(codeVerifier))));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
