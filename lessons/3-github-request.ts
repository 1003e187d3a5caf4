// Lesson 3: requests with the token. It is a member of every request and of nothing else: not of an address, not of a
// log, and it goes to GitHub's API only, wherever an answer points.
import { createGitHubClient, requestProfile, requestRepositories } from "@dev-github-tool/github";
import { systemRuntime } from "@dev-github-tool/oauth";
import { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";
import type { Stage } from "./stage.ts";

export async function lesson({ provider, client, redirect, openUrl, say }: Stage): Promise<void> {
  const { accessToken } = await authorizeInBrowser({
    provider,
    client,
    scope: ["read:user"],
    appName: "Lesson 3",
    redirect,
    openUrl,
  });
  const github = createGitHubClient({ provider, accessToken, runtime: systemRuntime });

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
  say("\nThey are named by owner and name, because some belong to organisations or to people you work with.");
  say("All of them are public: the token has no scope for private ones, and GitHub leaves those out without a word.");
  say(
    '\nTry to break it: ask for scope [] instead of ["read:user"]. Everything above still works, since it is public.',
  );
}
