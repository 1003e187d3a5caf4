import { type Client, type Provider, parseEndpoint } from "@dev-github-tool/oauth";
import { GitHubApiError } from "./errors.ts";

/** The two kinds of app that can sign a person in: OAuth apps have scopes, GitHub Apps have permissions instead. */
export type GitHubAppKind = "oauth-app" | "github-app";

/** A GitHub as a provider, with the addresses of its web site and its API. */
export interface GitHubProvider extends Provider {
  readonly app: GitHubAppKind;
  /** The origin of the web site, without a trailing slash. */
  readonly webUrl: string;
  /** Where the REST API begins, without a trailing slash. */
  readonly apiUrl: string;
}

/**
 * Gives GitHub as a provider: github.com, a data residency host (`https://octo.ghe.com`) or an Enterprise Server.
 *
 * @param baseUrl The origin of the web site: https, or http on a loopback address.
 * @throws NetworkError `insecure_endpoint` when `baseUrl` is neither; GitHubApiError `invalid_base_url` when it is more
 * than an origin.
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
 */
export function githubProvider(
  baseUrl = "https://github.com",
  { app = "oauth-app" }: { readonly app?: GitHubAppKind | undefined } = {},
): GitHubProvider {
  const { origin, host, href } = parseEndpoint(baseUrl, "app registration");
  if (href !== `${origin}/`) {
    throw new GitHubApiError("the address of GitHub is more than an origin", {
      code: "invalid_base_url",
      step: "app registration",
    });
  }
  return {
    name: host === "github.com" ? "GitHub" : `GitHub at ${host}`,
    // Pinned, because github.com names it in `iss`, and its metadata is wrong on Enterprise Server and data residency.
    issuer: `${origin}/login/oauth`,
    authorizationEndpoint: `${origin}/login/oauth/authorize`,
    tokenEndpoint: `${origin}/login/oauth/access_token`,
    deviceAuthorizationEndpoint: `${origin}/login/device/code`,
    traits: {
      // github.com has switched `iss` on, off and on again, and Enterprise Server does not send it.
      issuerParameter: "optional",
      tokenErrors: "body",
      scopeSeparator: ",",
      clientAuthentication: "client_secret_post",
    },
    app,
    webUrl: origin,
    apiUrl: host === "github.com" || host.endsWith(".ghe.com") ? origin.replace("://", "://api.") : `${origin}/api/v3`,
  };
}

/**
 * Builds the address of the page where a person sees what they granted to an app, and takes it back.
 *
 * @throws GitHubApiError `invalid_client_id` when the client id has characters that no client id has.
 * @see https://docs.github.com/en/apps/oauth-apps/using-oauth-apps/reviewing-your-authorized-oauth-apps
 */
export function buildSettingsUrl(provider: GitHubProvider, client: Client): string {
  const clientId = judgeClientId(client);
  return provider.app === "oauth-app"
    ? `${provider.webUrl}/settings/connections/applications/${clientId}`
    : `${provider.webUrl}/settings/apps/authorizations`;
}

/**
 * Gives back the client id when it is fit for a path, where dots alone would climb to another endpoint.
 *
 * @throws GitHubApiError `invalid_client_id`.
 */
export function judgeClientId({ clientId }: Client): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(clientId)) {
    throw new GitHubApiError("the client id has characters that no client id has", {
      code: "invalid_client_id",
      step: "app registration",
    });
  }
  return clientId;
}
