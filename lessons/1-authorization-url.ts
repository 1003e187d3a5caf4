// Lesson 1: the authorization URL. Before a program may see anything, a person has to be asked, by GitHub and not by the
// program. So all the program does is build an address and open it in the person's own browser.
import { buildAuthorizationRequest } from "@dev-github-tool/oauth";
import type { BreakIt, Stage } from "./stage.ts";

const purposes: Readonly<Record<string, string>> = {
  response_type: "What shall come back: a code, which is of no use to whoever else sees it. A token would be.",
  client_id: "Which program asks. It stands in every such address, and is no secret.",
  redirect_uri: "Where the browser shall bring the code: to a port of this machine, where the program listens.",
  scope: "What the program wants to do. read:user is reading your profile; public repositories need nothing.",
  state: "A random value that comes back unchanged. A redirect without it does not answer this question.",
  code_challenge: "The fingerprint (SHA-256) of a second random value, the verifier, which the program keeps.",
  code_challenge_method: "How the fingerprint was made. S256 is SHA-256.",
};

export async function lesson({ provider, client, runtime, say, readHeadings }: Stage): Promise<void> {
  const request = await buildAuthorizationRequest(
    { provider, client, redirectUri: "http://127.0.0.1:53127/callback", scope: ["read:user"] },
    runtime,
  );

  say(`The address to open in the browser:\n\n${request.url}\n`);
  say("It carries seven values:\n");
  for (const [name, value] of new URL(request.url).searchParams) {
    say(`  ${name} = ${value}`);
    say(`      ${purposes[name]}`);
  }
  say("\nNot in it: your password, the client secret, and the verifier.");
  say(`The verifier is a Secret. All that a program can print of it by mistake is ${request.codeVerifier}.\n`);

  const headings = await readHeadings(request.url);
  say(
    headings.length === 0
      ? "Open the address, and look at GitHub's pages. In this lesson nothing listens for the answer."
      : `The pages that GitHub shows there are headed: ${headings.join(" → ")}`,
  );
}

export const breakIt: BreakIt = {
  change: "http://127.0.0.1:53127/callback",
  into: "http://localhost:53127/callback",
  see: 'The page is headed "Be careful!": the app is registered for 127.0.0.1, and localhost is another name.',
};
