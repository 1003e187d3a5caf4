import { equal } from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { githubCli, startSandbox } from "@dev-github-tool/sandbox";
import { test } from "vitest";

test("a script that uses gh", async () => {
  const github = await startSandbox();
  const { clientId } = githubCli;
  const { accessToken } = github.issueTokens({ login: "octo-lena", clientId, scope: "repo read:org gist" });
  const proxy = { GH_HOST: "github.localhost", HTTP_PROXY: github.url, NO_PROXY: "" };
  const env = { ...process.env, ...proxy, GH_TOKEN: accessToken };
  const { stdout } = await promisify(execFile)("gh", ["api", "user", "--jq", ".login"], { env });
  await github.close();
  equal(stdout, "octo-lena\n");
});
