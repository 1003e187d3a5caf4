// The whole tool: sign in, then profile, repositories, and one repository's issues and pull requests. It asks for more at
// the moment you want more. dgt is the same with a vault for its tokens, exit codes, JSON, and errors that say what to do.
import {
  createGitHubClient,
  type GitHubClient,
  parseRepositoryName,
  type Repository,
  requestIssues,
  requestProfile,
  requestPullRequests,
  requestRepositories,
  revokeToken,
} from "@dev-github-tool/github";
import type { Secret } from "@dev-github-tool/oauth";
import { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";
import type { BreakIt, Stage } from "./stage.ts";

export async function lesson(stage: Stage): Promise<void> {
  const { provider, client, redirect, openUrl, runtime, say, choose, confirm } = stage;
  const received: Secret[] = [];
  const connect = async (scope: readonly string[]): Promise<GitHubClient> => {
    const appName = "Dev GitHub Tool";
    const { accessToken } = await authorizeInBrowser({ provider, client, scope, appName, redirect, openUrl, runtime });
    received.push(accessToken);
    return createGitHubClient({ provider, accessToken, runtime });
  };
  const list = async (connected: GitHubClient): Promise<readonly Repository[]> => {
    const repositories = await requestRepositories(connected, { limit: 5, sort: "updated" });
    repositories.forEach(({ nameWithOwner, stargazerCount, isPrivate, primaryLanguage, description }, index) => {
      const stars = stargazerCount > 0 ? ` ★ ${stargazerCount}` : "";
      const language = primaryLanguage?.name ?? "—";
      say(`${index + 1}. ${nameWithOwner}${stars} · ${isPrivate ? "private" : "public"} · ${language}`);
      say(`   ${description ?? "no description"}`);
    });
    return repositories;
  };

  say("DEV GITHUB TOOL\n");
  let github = await connect(["read:user"]);
  const { login, name, publicRepos, followers } = await requestProfile(github);
  say(`Connected, and no password was shared.\n\n${login}${name === null ? "" : ` · ${name}`}`);
  say(`${publicRepos} public repositories · ${followers} followers\n`);
  let repositories = await list(github);

  say("\nPrivate repositories need the scope repo. It also allows writing: GitHub has none that only reads.");
  if (await confirm("Ask for it, and show them too?")) {
    github = await connect(["read:user", "repo"]);
    repositories = await list(github);
  }

  const chosen = repositories[(await choose("\nWhich repository?", repositories.length)) - 1];
  if (chosen !== undefined) {
    const request = { repository: parseRepositoryName(chosen.nameWithOwner), limit: 5 };
    const issues = await requestIssues(github, request);
    const pullRequests = await requestPullRequests(github, request);
    say(`\nOpen issues of ${chosen.nameWithOwner}`);
    for (const { number, title, labels } of issues) {
      say(`  #${number} ${title}${labels.map((label) => ` [${label.name}]`).join("")}`);
    }
    say(issues.length === 0 ? "  There are none.\n" : "");
    say("Open pull requests");
    for (const { number, title, author, headRefName, baseRefName } of pullRequests) {
      say(`  #${number} ${title}\n     ${author?.login ?? "a deleted account"}: ${headRefName} → ${baseRefName}`);
    }
    say(pullRequests.length === 0 ? "  There are none.\n" : "");
  } else {
    say("\nThere is no repository to look into.\n");
  }
  await Promise.all(received.map((accessToken) => revokeToken({ provider, client, accessToken, runtime })));
  say("Your GitHub password was never used here, and never shared.");
}

export const breakIt: BreakIt = {
  change: "parseRepositoryName(chosen.nameWithOwner)",
  into: 'parseRepositoryName("octo-lena/pocket-lighthouse")',
  see: "It is private, and GitHub answers as if it did not exist: not_found. Say yes to private repositories, and it is there.",
};
