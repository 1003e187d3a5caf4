// Lesson 2: the callback and the exchange. The browser comes back to a port of this machine with a code. The program
// compares the state before anything else, and trades the code, with the verifier, for a token.
import { createTrace, maskSecret, systemRuntime } from "@dev-github-tool/oauth";
import { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";
import type { Stage } from "./stage.ts";

export async function lesson({ provider, client, redirect, openUrl, say }: Stage): Promise<void> {
  const trace = createTrace({
    runtime: systemRuntime,
    onEvent: ({ seq, title, from, to, params, passed }) => {
      say(`${seq}. ${title}  (${from} → ${to})${passed === undefined ? "" : passed ? "  ✔ equal" : "  ✖ different"}`);
      for (const [name, value] of Object.entries(params)) {
        say(`      ${name} = ${value}`);
      }
    },
  });

  const tokens = await authorizeInBrowser({
    provider,
    client,
    scope: ["read:user"],
    appName: "Lesson 2",
    redirect,
    openUrl,
    trace,
  });

  say(`\nThe token: ${maskSecret(tokens.accessToken)}. Printed by mistake it would be: ${tokens.accessToken}`);
  say(`It may do: ${tokens.scope?.join(", ") || "read what is public"}.`);
  say(
    tokens.expiresAt === undefined
      ? "It has no known end: it lives until it is revoked, or unused for a year."
      : `It ends at ${new Date(tokens.expiresAt).toISOString()}.`,
  );
  say(
    "\nThe marks (#7f3a) tell equal values apart: the state that came back has the mark of the one that was sent, and the",
  );
  say("code goes to the token endpoint beside a verifier that no browser has seen.");
  say(
    "\nTry to break it: run it with BY_HAND=1 and, before you approve, open the redirect_uri above in another tab with",
  );
  say(
    "?code=stolen&state=guess behind it. The page says that this is not the sign-in that is waiting, the check above says",
  );
  say("✖, nothing is exchanged, and your own sign-in still completes.");
}
