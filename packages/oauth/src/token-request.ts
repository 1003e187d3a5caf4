import * as oauth from "oauth4webapi";
import type { AuthorizationCode } from "./authorization-response.ts";
import type { Client, Provider } from "./provider.ts";
import type { Secret } from "./secret.ts";
import { requestGrant, type TokenRequestOptions } from "./token-endpoint.ts";
import type { TokenSet } from "./tokens.ts";

/**
 * Exchanges an authorization code for tokens at the server it was asked from, with the verifier and the redirect URI of
 * that request. Sends one request: a code works once, so a lost answer is never asked for again.
 *
 * @throws TokenRequestError when the server refuses, for example `bad_verification_code`.
 * @throws UnexpectedResponseError when the answer is no token response; NetworkError when none came.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.5
 */
export function requestTokenSet({ code, request }: AuthorizationCode, options: TokenRequestOptions): Promise<TokenSet> {
  const { redirectUri, codeVerifier } = request;
  // The state was compared when the redirect was judged; the core wants to see that for itself.
  const answered = { code: code.reveal(), state: request.state.reveal() };
  return requestGrant(
    {
      provider: request.provider,
      client: request.client,
      grant: {
        name: "tokens_requested",
        title: "exchange the code, with the verifier, for tokens",
        params: { grant_type: "authorization_code", redirect_uri: redirectUri, code, code_verifier: codeVerifier },
        send: ({ server, client, authentication, options: core }) =>
          oauth.authorizationCodeGrantRequest(
            server,
            client,
            authentication,
            oauth.validateAuthResponse(server, client, new URLSearchParams(answered), answered.state),
            redirectUri,
            codeVerifier.reveal(),
            core,
          ),
        judge: ({ server, client }, conform) => oauth.processAuthorizationCodeResponse(server, client, conform),
      },
    },
    options,
  );
}

/**
 * Trades a refresh token for new tokens. Sends one request. Whether the old refresh token still works afterwards is the
 * server's affair; a token manager takes care that it is spent once.
 *
 * @throws TokenRequestError when the server refuses, for example `bad_refresh_token` or `invalid_grant`.
 * @throws UnexpectedResponseError when the answer is no token response; NetworkError when none came.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-6
 */
export function requestRefreshedTokenSet(
  {
    provider,
    client,
    refreshToken,
  }: { readonly provider: Provider; readonly client: Client; readonly refreshToken: Secret },
  options: TokenRequestOptions,
): Promise<TokenSet> {
  return requestGrant(
    {
      provider,
      client,
      grant: {
        name: "refresh_requested",
        title: "trade the refresh token for new tokens",
        params: { grant_type: "refresh_token", refresh_token: refreshToken },
        send: ({ server, client: core, authentication, options: sending }) =>
          oauth.refreshTokenGrantRequest(server, core, authentication, refreshToken.reveal(), sending),
        judge: ({ server, client: core }, conform) => oauth.processRefreshTokenResponse(server, core, conform),
      },
    },
    options,
  );
}
