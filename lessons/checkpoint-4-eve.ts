// Checkpoint 4: Eve's code in Alice's browser. Eve begins a sign-in of her own, stops before the end, and makes Alice's
// browser finish it. A program that does not compare the state signs Alice in to Eve's account, and saves there what is Alice's.
import { createGitHubClient, requestProfile } from "@dev-github-tool/github";
import { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";
import type { StartOptions } from "@dev-github-tool/sandbox";
import type { SandboxStage } from "./stage.ts";

export const sandbox: StartOptions = {
  fault: "eve",
  seed: { people: [{ login: "alice" }, { login: "eve" }], apps: [{ clientId: "dev-github-tool" }] },
};

export async function lesson(stage: SandboxStage): Promise<void> {
  const { provider, client, redirect, openUrl, runtime, say } = stage;
  const exchanges = (): number => stage.sandbox.journal.count({ grant: "authorization_code" });

  const { accessToken } = await authorizeInBrowser({
    provider,
    client,
    scope: ["read:user"],
    appName: "Checkpoint 4",
    redirect,
    openUrl: async (url) => {
      say("Alice begins to sign in. What comes back first is Eve's code, with Eve's state:");
      await openUrl(url);
      say(`    Codes sent to GitHub so far: ${exchanges()}. The program still waits for its own answer.\n`);
      say("Alice opens the address again:");
      await openUrl(url);
    },
    onEvent: ({ kind }) => {
      if (kind === "foreign_callback") {
        say("    The program: this is not the state I drew. The code is not used, and nothing is stored.");
      }
    },
    runtime,
  });

  const { login } = await requestProfile(createGitHubClient({ provider, accessToken, runtime }));
  say(`    Codes sent to GitHub: ${exchanges()}. The account that is connected now: ${login}`);
}
