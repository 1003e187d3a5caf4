import { equal } from "node:assert/strict";
import { startSandbox } from "@dev-github-tool/sandbox";
import { Octokit } from "octokit";
import { test } from "vitest";

test("a program that uses octokit", async () => {
  const github = await startSandbox();
  const [{ clientId }] = github.seed.apps;
  const { accessToken } = github.issueTokens({ login: "octo-lena", clientId, scope: "repo" });
  const octokit = new Octokit({ auth: accessToken, baseUrl: `${github.url}/api/v3` });
  const { data } = await octokit.rest.users.getAuthenticated();
  await github.close();
  equal(data.login, "octo-lena");
});
