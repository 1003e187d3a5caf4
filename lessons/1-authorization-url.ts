// Lesson 1: the authorization URL. Before a program may see anything, a person has to be asked, by GitHub and not by the
// program. So all the program does is build an address and open it in the person's own browser.
import { buildAuthorizationRequest, systemRuntime } from "@dev-github-tool/oauth";
import type { Stage } from "./stage.ts";

const purposes: Readonly<Record<string, string>> = {
  response_type: "asks for a code. A code is worthless to whoever intercepts it; a token would not be.",
  client_id: "says which program asks. It is printed in every such address and is no secret.",
  redirect_uri: "says where the browser shall bring the code: a port that this program listens on, on this machine.",
  scope: "says what is asked for. read:user is your name and avatar; public repositories need nothing.",
  state: "is drawn at random and comes back unchanged. A redirect without it was not caused by this program.",
  code_challenge: "is the SHA-256 of a random verifier that stays here. Only who has the verifier can use the code.",
  code_challenge_method: "says how the challenge was made. The other way, plain, would show the verifier to everybody.",
};

export async function lesson({ provider, client, say }: Stage): Promise<void> {
  const request = await buildAuthorizationRequest(
    { provider, client, redirectUri: "http://127.0.0.1:53127/callback", scope: ["read:user"] },
    systemRuntime,
  );

  say("The address to open:\n");
  say(`  ${request.url}\n`);
  say("It goes to the page where GitHub asks the person, and carries seven things:\n");
  for (const [name, value] of new URL(request.url).searchParams) {
    say(`  ${name} = ${value}`);
    say(`      ${purposes[name]}`);
  }
  say(
    "\nWhat it does not carry: a password, which only GitHub's own page asks for; the client secret; and the verifier.",
  );
  say(`This is all that the program can print of the verifier: ${request.codeVerifier}`);
  say("\nTry to break it: run the lesson again. State and challenge are new each time; the other five are the same.");
}
