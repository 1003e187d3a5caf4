// The tool of the chapter, whole: sign in, then profile, repositories, and one repository's issues and pull requests.
// dgt is the same with a keyring, exit codes, JSON and errors that say what to do next.
import {
  createGitHubClient,
  parseRepositoryName,
  requestIssues,
  requestProfile,
  requestPullRequests,
  requestRepositories,
} from "@dev-github-tool/github";
import { systemRuntime } from "@dev-github-tool/oauth";
import { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";
import type { Stage } from "./stage.ts";

export async function lesson({ provider, client, redirect, openUrl, say, choose }: Stage): Promise<void> {
  say("DEV GITHUB TOOL\n");
  const { accessToken } = await authorizeInBrowser({
    provider,
    client,
    scope: ["read:user"],
    appName: "Dev GitHub Tool",
    redirect,
    openUrl,
  });
  say("Connected. No password was shared.\n");

  const github = createGitHubClient({ provider, accessToken, runtime: systemRuntime });
  const [profile, repositories] = await Promise.all([
    requestProfile(github),
    requestRepositories(github, { limit: 5, sort: "updated" }),
  ]);
  say(`${profile.login}${profile.name === null ? "" : ` · ${profile.name}`}`);
  say(`${profile.publicRepos} public repositories · ${profile.followers} followers\n`);

  repositories.forEach(({ nameWithOwner, stargazerCount, isPrivate, primaryLanguage, description }, index) => {
    const stars = stargazerCount > 0 ? ` ★ ${stargazerCount}` : "";
    say(
      `${index + 1}. ${nameWithOwner}${stars} · ${isPrivate ? "private" : "public"} · ${primaryLanguage?.name ?? "—"}`,
    );
    say(`   ${description ?? "no description"}`);
  });
  const chosen = repositories[(await choose("\nWhich repository?", repositories.length)) - 1];
  if (chosen === undefined) {
    say("There is no repository to look at.");
    return;
  }

  const request = { repository: parseRepositoryName(chosen.nameWithOwner), limit: 5 };
  const [issues, pullRequests] = await Promise.all([
    requestIssues(github, request),
    requestPullRequests(github, request),
  ]);

  say(`\nOpen issues of ${chosen.nameWithOwner}`);
  for (const { number, title, labels } of issues) {
    say(`  #${number} ${title}${labels.map(({ name }) => ` [${name}]`).join("")}`);
  }
  if (issues.length === 0) {
    say("  There are none.");
  }

  say("\nOpen pull requests");
  for (const { number, title, author, headRefName, baseRefName } of pullRequests) {
    say(`  #${number} ${title}`);
    say(`     ${author?.login ?? "a deleted account"}: ${headRefName} → ${baseRefName}`);
  }
  if (pullRequests.length === 0) {
    say("  There are none.");
  }

  say("\nYour GitHub password was never used here, and never shared.");
}
