import {
  buildAuthorizationRequest,
  judgeAuthorizationResponse,
  requestTokenSet,
  Secret,
  type TokenSet,
} from "@dev-github-tool/oauth";
import { type PlantedApp, walkSignIn } from "@dev-github-tool/sandbox";
import { startTestGitHub, type TestGitHub } from "../../../test/canary/test-github.ts";
import { testRuntime } from "../../../test/canary/test-runtime.ts";
import { createGitHubClient, type GitHubClient, type GitHubProvider, githubProvider } from "../src/index.ts";

const redirectUri = "http://127.0.0.1:53127/callback";

export interface SignedIn {
  readonly github: TestGitHub;
  readonly app: PlantedApp;
  readonly provider: GitHubProvider;
  readonly tokens: TokenSet;
  readonly client: GitHubClient;
}

/** A sandbox on a port of its own, and the client of a person who has signed in to it and granted these scopes. */
export async function signedIn({ scope = ["read:user"] }: { scope?: readonly string[] } = {}): Promise<SignedIn> {
  const github = await startTestGitHub();
  const [app] = github.sandbox.seed.apps;
  const [person] = github.sandbox.seed.people;
  if (app === undefined || person === undefined) {
    throw new Error("the seed has no app or nobody to sign in");
  }
  const runtime = testRuntime();
  const provider = githubProvider(github.url);
  const client = { clientId: app.clientId, clientSecret: new Secret(app.clientSecret) };
  const request = await buildAuthorizationRequest({ provider, client, redirectUri, scope }, runtime);
  const redirect = await walkSignIn({
    url: request.url,
    login: person.login,
    password: person.password,
    decision: "approve",
    fetch: async (address, init) =>
      address.startsWith(redirectUri)
        ? new Response(null, { headers: { "x-reached": address } })
        : github.sandbox.fetch(address, init),
  });
  const { searchParams } = new URL(redirect.headers.get("x-reached") ?? "");
  const tokens = await requestTokenSet(judgeAuthorizationResponse(request, searchParams), { runtime });
  return {
    github,
    app,
    provider,
    tokens,
    client: createGitHubClient({ provider, accessToken: tokens.accessToken, runtime }),
  };
}
