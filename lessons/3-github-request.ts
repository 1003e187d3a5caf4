// Lesson 3: requests with the token. It travels in a header of every request and nowhere else: not in an address, not in a
// log, and to GitHub's API only, wherever an answer points.
import { createGitHubClient, requestProfile, requestRepositories, revokeToken } from "@dev-github-tool/github";
import { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";
import type { BreakIt, Stage } from "./stage.ts";

export async function lesson({ provider, client, redirect, openUrl, runtime, say }: Stage): Promise<void> {
  const { accessToken } = await authorizeInBrowser({
    provider,
    client,
    scope: ["read:user"],
    appName: "Lesson 3",
    redirect,
    openUrl,
  });
  const github = createGitHubClient({ provider, accessToken, runtime });

  const [profile, repositories] = await Promise.all([
    requestProfile(github),
    requestRepositories(github, { limit: 5, sort: "updated" }),
  ]);

  say(`You are ${profile.login}${profile.name === null ? "" : ` (${profile.name})`}.`);
  say("\nThe five repositories that changed last:\n");
  for (const { nameWithOwner, description, stargazerCount, primaryLanguage } of repositories) {
    say(`  ${nameWithOwner}  ★ ${stargazerCount}  ${primaryLanguage?.name ?? "—"}`);
    say(`      ${description ?? "no description"}`);
  }
  say("\nEach has its owner's name, as some belong to organizations or to people you work with.");
  say("All of them are public: the token has no scope for private ones, and GitHub leaves those out without a word.");
  say(
    `\nWhat the token may do, as GitHub says with every answer: ${github.grantedScopes?.join(", ") || "nothing more"}.`,
  );
  await revokeToken({ provider, client, accessToken, runtime });
  say("The lesson needs the token no more, and has asked GitHub to end it.");
}

export const breakIt: BreakIt = {
  change: 'scope: ["read:user"]',
  into: 'scope: ["read-user"]',
  see:
    'There is no such scope, and no error either: the lesson runs, and the token may do "nothing more" than read what ' +
    "is public. So look at what was granted, not at what you asked for.",
};
