// Lesson 2: the callback and the exchange. The browser comes back to a port of this machine with a code. The program
// compares the state before anything else, and trades the code, with the verifier, for a token.
import { revokeToken } from "@dev-github-tool/github";
import { createTrace, type EventName, maskSecret } from "@dev-github-tool/oauth";
import { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";
import type { BreakIt, Stage } from "./stage.ts";

const steps: Readonly<Partial<Record<EventName, string>>> = {
  secrets_made:
    "1. The program draws two random values, state and verifier, and makes the challenge from the verifier.",
  page_opened: "2. It opens GitHub's page in the browser, with state and challenge. The verifier stays here.",
  approval_asked: "3. You sign in and decide. The program sees none of it.",
  redirect_sent: "4. GitHub sends the browser back, with a code.",
  redirect_received: "5. The browser arrives at the program's port.",
  state_checked: "   First of all: is this the state of step 1? Otherwise somebody else began this, and it is ignored.",
  tokens_requested: "6. The program sends code, verifier and client secret straight to GitHub, past the browser.",
  tokens_granted:
    "7. GitHub makes a challenge of the verifier, finds it equal to that of step 2, and answers with a token.",
  tokens_refused: "7. GitHub answers without a token.",
  failed: "   So the sign-in ends.",
};

export async function lesson(stage: Stage): Promise<void> {
  const { provider, client, redirect, openUrl, runtime, say } = stage;
  const trace = createTrace({
    runtime,
    onEvent: ({ seq, name, params, passed }) => {
      say(`${seq === 1 ? "" : "\n"}${steps[name] ?? name}`);
      for (const [param, value] of Object.entries(params)) {
        say(`      ${param} = ${value}`);
      }
      if (passed !== undefined) {
        say(`      ${passed ? "✔ It is." : "✖ It is not."}`);
      }
    },
  });

  const { accessToken, scope } = await authorizeInBrowser({
    provider,
    client,
    scope: ["read:user"],
    appName: "Lesson 2",
    redirect,
    openUrl,
    runtime,
    trace,
  });

  say(
    "\nValues that could harm you are masked. Equal marks, such as #7f3a, stand for equal values: the state of step 5 is " +
      "that of step 2, and the verifier of step 1 is first sent in step 6.\n",
  );
  say(`The token: ${maskSecret(accessToken)}. It may: ${scope?.join(", ") || "read what is public"}.`);
  say(`Printed by mistake, it would be ${accessToken}.`);
  await revokeToken({ provider, client, accessToken, runtime });
  say("The lesson needs it no more, and has asked GitHub to end it.");
}

export const breakIt: BreakIt = {
  change: "    client,",
  into: "    client: { clientId: client.clientId },",
  see:
    "The program forgets its secret, and step 7 brings incorrect_client_credentials in place of a token: the verifier " +
    "says that the code was asked for here, the secret says by whom, and GitHub wants both.",
};
