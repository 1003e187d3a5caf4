// Checkpoint 3: registered is /callback, used is /callback/. The four classic mismatches, at three servers.
import { DevGitHubError } from "@dev-github-tool/oauth";
import { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";
import { createSandbox, type StartOptions } from "@dev-github-tool/sandbox";
import type { SandboxStage } from "./stage.ts";

const registered = "http://127.0.0.1:8000/callback";
const attempts = {
  "the same": registered,
  "slash at the end": "http://127.0.0.1:8000/callback/",
  "https for http": "https://127.0.0.1:8000/callback",
  "another port": "http://127.0.0.1:8001/callback",
  localhost: "http://localhost:8000/callback",
};
const servers = {
  "GitHub, app of before August 2026": { profile: "github", wildcard: true },
  "GitHub, newer app": { profile: "github", wildcard: false },
  "a strict server": { profile: "strict", wildcard: false },
} as const;

/** As for an app that is registered now: what its callback URL says is compared exactly. */
export const sandbox: StartOptions = { switches: { redirectMatching: "exact" } };

/** Whether the server leads on to its sign-in page, or shows a page that refuses. */
async function isAccepted(
  used: string,
  { profile, wildcard }: (typeof servers)[keyof typeof servers],
): Promise<boolean> {
  const apps = [{ clientId: "my-app", callbacks: [{ url: registered, wildcard }] }];
  const server = createSandbox({ profile, seed: { people: [{ login: "alice" }], apps } });
  const challenge = { code_challenge: "x".repeat(43), code_challenge_method: "S256" };
  const query = { client_id: "my-app", redirect_uri: used, response_type: "code", scope: "", state: "s", ...challenge };
  const { status } = await server.fetch(`http://github.localhost/login/oauth/authorize?${new URLSearchParams(query)}`);
  return status === 302;
}

export async function lesson({ provider, client, openUrl, say }: SandboxStage): Promise<void> {
  say(`Registered: ${registered}\n`);
  for (const [server, traits] of Object.entries(servers)) {
    say(`At ${server}:`);
    for (const [difference, used] of Object.entries(attempts)) {
      say(`  ${difference.padEnd(18)}${used.padEnd(34)}${(await isAccepted(used, traits)) ? "accepted" : "refused"}`);
    }
    say();
  }

  say("What a program hears of it, when it listens at /callback/ and /callback is registered:\n");
  const waiting = { appName: "Checkpoint 3", redirect: { path: "/callback/" }, timeoutMs: 1_500 };
  await authorizeInBrowser({ provider, client, scope: [], openUrl, ...waiting }).catch((error: unknown) => {
    if (!(error instanceof DevGitHubError)) {
      throw error;
    }
    say(`    ${error.message} (${error.code})\n`);
  });
  say('Nothing: GitHub shows its page "Be careful!" and sends nobody back. So a program must give up by itself.');
}
