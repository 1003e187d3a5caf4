// Checkpoint 1: why does a code come back, and not a token? Eve can read the browser's history. What does she get?
import { buildAuthorizationRequest, judgeAuthorizationResponse, requestTokenSet } from "@dev-github-tool/oauth";
import { type StartOptions, walkSignIn } from "@dev-github-tool/sandbox";
import type { SandboxStage } from "./stage.ts";

export const sandbox: StartOptions = {
  seed: { people: [{ login: "alice" }], apps: [{ clientId: "dev-github-tool" }] },
};

const redirectUri = "http://127.0.0.1:53127/callback";

export async function lesson(stage: SandboxStage): Promise<void> {
  const { provider, client, runtime, say } = stage;
  const [alice] = stage.sandbox.seed.people;
  /** Alice signs in and approves. Gives the request, and the address that her browser is sent back to. */
  const signIn = async () => {
    const request = await buildAuthorizationRequest({ provider, client, redirectUri, scope: ["read:user"] }, runtime);
    let history = new URL(redirectUri);
    await walkSignIn({
      ...{ url: request.url, login: alice.login, password: alice.password, decision: "approve" },
      fetch: async (address, init) => {
        if (!address.startsWith(redirectUri)) {
          return fetch(address, init);
        }
        history = new URL(address);
        return new Response("Eve reads it from here.");
      },
    });
    return { request, answer: history.searchParams };
  };
  /** What GitHub says to somebody who sends these values to the token endpoint. */
  const tryOut = async (values: Record<string, string>): Promise<string> => {
    const body = new URLSearchParams({ client_id: client.clientId, redirect_uri: redirectUri, ...values });
    const response = await fetch(provider.tokenEndpoint, {
      method: "POST",
      body,
      headers: { accept: "application/json" },
    });
    const { error } = (await response.json()) as { readonly error?: string };
    return error ?? "a token";
  };

  const client_secret = client.clientSecret?.reveal() ?? "";
  const found = (await signIn()).answer.get("code") ?? "";
  say(`Eve sends the code she found, and GitHub answers: ${await tryOut({ code: found })}.`);
  say("    She lacks the client secret.\n");
  say(`She has the secret too, from a carelessly published app: ${await tryOut({ code: found, client_secret })}.`);
  say("    She lacks the verifier, which was in no address and stayed in the program that asked (PKCE).\n");

  const { request, answer } = await signIn();
  const { accessToken } = await requestTokenSet(judgeAuthorizationResponse(request, answer), { runtime });
  say("The program sends code, secret and verifier: a token.");
  say(`The same code once more, with the secret: ${await tryOut({ code: answer.get("code") ?? "", client_secret })}.`);
  say("    It was good for one time.\n");

  const authorization = `Bearer ${accessToken.reveal()}`;
  const { status } = await fetch(`${provider.apiUrl}/user`, { headers: { authorization } });
  say(`Had the address brought that token, Eve would ask for /user with it: HTTP ${status}, from any machine.`);
}
