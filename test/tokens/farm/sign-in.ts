import {
  buildAuthorizationRequest,
  type Client,
  judgeAuthorizationResponse,
  type Provider,
  type Runtime,
  requestTokenSet,
  type TokenSet,
} from "@dev-github-tool/oauth";
import { type Sandbox, walkSignIn } from "@dev-github-tool/sandbox";

const redirectUri = "http://127.0.0.1:53127/callback";

/** Signs the sandbox's first person in, without a port for the redirect, and gives back the tokens. */
export async function signIn(options: {
  readonly sandbox: Sandbox;
  readonly provider: Provider;
  readonly client: Client;
  readonly runtime: Runtime;
  readonly scope?: readonly string[];
}): Promise<TokenSet> {
  const { sandbox, provider, client, scope = ["read:user"] } = options;
  const runtime = { ...options.runtime, fetch: sandbox.fetch };
  const request = await buildAuthorizationRequest({ provider, client, redirectUri, scope }, runtime);
  const [{ login, password }] = sandbox.seed.people;
  const redirect = await walkSignIn({
    url: request.url,
    login,
    password,
    decision: "approve",
    fetch: async (address, init) =>
      address.startsWith(redirectUri)
        ? new Response(null, { headers: { "x-reached": address } })
        : sandbox.fetch(address, init),
  });
  const { searchParams } = new URL(redirect.headers.get("x-reached") ?? "");
  return requestTokenSet(judgeAuthorizationResponse(request, searchParams), { runtime });
}
