import type { RunningSandbox } from "../start-sandbox.ts";

/** Variables that point clients at a sandbox, in groups: those of one group belong together. */
export interface EnvironmentGroup {
  readonly whom: string;
  readonly variables: Readonly<Record<string, string>>;
}

export interface Place {
  /** Path of the unix socket, where it listens on one. */
  readonly socket: string | undefined;
  /** Where the authority of its certificate was written down, where it has one. */
  readonly authorityFile: string | undefined;
}

/**
 * Returns what to put into the environment of programs that are tried.
 *
 * gh knows a host `github.localhost` that speaks plain HTTP, and Go's client sends it through `HTTP_PROXY`: the sandbox's port is
 * that proxy. With TLS it is none, and gh is left out.
 */
export function environmentOf(github: RunningSandbox, place: Place): readonly EnvironmentGroup[] {
  const { url, controlToken, seed, authority } = github;
  const [app] = seed.apps;
  const own = { GITHUB_CLIENT_ID: app.clientId, GITHUB_CLIENT_SECRET: app.clientSecret };
  const registered = { whom: "an app that is registered here", variables: own };
  const control = {
    whom: "the control API, and do",
    variables: {
      DGT_SANDBOX_URL: url,
      DGT_SANDBOX_TOKEN: controlToken,
      ...(place.socket !== undefined && { DGT_SANDBOX_SOCKET: place.socket }),
    },
  };
  if (place.socket !== undefined) return [control, registered, ...trustIn(place)];
  const groups: EnvironmentGroup[] = [
    control,
    registered,
    { whom: "dgt", variables: { DGT_HOST: url } },
    {
      whom: "octokit (its baseUrl) and what runs in GitHub Actions",
      variables: {
        GITHUB_SERVER_URL: url,
        GITHUB_API_URL: `${url}/api/v3`,
        GITHUB_GRAPHQL_URL: `${url}/api/graphql`,
      },
    },
    {
      whom: "OAuth clients of any kind",
      variables: {
        OAUTH_ISSUER: `${url}/login/oauth`,
        OAUTH_AUTHORIZATION_URL: `${url}/login/oauth/authorize`,
        OAUTH_TOKEN_URL: `${url}/login/oauth/access_token`,
        OAUTH_DEVICE_URL: `${url}/login/device/code`,
      },
    },
  ];
  if (authority === undefined)
    groups.push({ whom: "gh", variables: { GH_HOST: "github.localhost", HTTP_PROXY: url, NO_PROXY: "" } });
  return [...groups, ...trustIn(place)];
}

function trustIn({ authorityFile }: Place): readonly EnvironmentGroup[] {
  if (authorityFile === undefined) return [];
  const variables = { NODE_EXTRA_CA_CERTS: authorityFile, SSL_CERT_FILE: authorityFile };
  return [{ whom: "everybody who is to trust its certificate", variables }];
}
