import {
  createGitHubClient,
  githubProvider,
  parseRepositoryName,
  requestIssues,
  requestProfile,
} from "@dev-github-tool/github";
import { Secret, systemRuntime } from "@dev-github-tool/oauth";

export async function report(token: string, baseUrl = "https://github.com") {
  const provider = githubProvider(baseUrl);
  const client = createGitHubClient({ provider, accessToken: new Secret(token), runtime: systemRuntime });
  const repository = parseRepositoryName("octo-lena/tide-tables");
  const [profile, issues] = await Promise.all([
    requestProfile(client),
    requestIssues(client, { repository, limit: 5 }),
  ]);
  return [`signed in as ${profile.login}`, ...issues.map(({ number, title }) => `#${number} ${title}`)];
}
