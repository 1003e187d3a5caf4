// Checkpoint 2: a token without the scope repo meets a private repository.
import {
  createGitHubClient,
  type GitHubClient,
  missingScopes,
  parseRepositoryName,
  requestRepository,
} from "@dev-github-tool/github";
import { DevGitHubError } from "@dev-github-tool/oauth";
import { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";
import type { StartOptions } from "@dev-github-tool/sandbox";
import type { SandboxStage } from "./stage.ts";

const diary = { owner: "alice", name: "diary", private: true, description: "What the harbor knows" };
export const sandbox: StartOptions = {
  seed: { people: [{ login: "alice" }], repositories: [diary], apps: [{ clientId: "dev-github-tool" }] },
};
const repository = parseRepositoryName("alice/diary");

export async function lesson({ provider, client, redirect, openUrl, runtime, say }: SandboxStage): Promise<void> {
  const connect = async (scope: readonly string[]): Promise<GitHubClient> => {
    const appName = "Checkpoint 2";
    const { accessToken } = await authorizeInBrowser({ provider, client, scope, appName, redirect, openUrl, runtime });
    return createGitHubClient({ provider, accessToken, runtime });
  };

  say("First the program asks for read:user, which is all it needs.");
  const github = await connect(["read:user"]);
  say(`\nAlice wants to see ${repository.nameWithOwner}, which is private:`);
  await requestRepository(github, { repository }).catch((error: unknown) => {
    if (!(error instanceof DevGitHubError)) {
      throw error;
    }
    say(`    ${error.message} (${error.code})`);
  });
  const granted = github.grantedScopes ?? [];
  say("    GitHub does not say that it exists. The program compares what the token may do with what this needs:");
  say(`    granted: ${granted.join(", ")}; missing: ${missingScopes(granted, ["repo"]).join(", ")}\n`);

  say("So it says why it wants more (repo reads private repositories, and writes to them), and asks Alice.");
  const { description, isPrivate } = await requestRepository(await connect(["read:user", "repo"]), { repository });
  say(`    ${repository.nameWithOwner} (${isPrivate ? "private" : "public"}): ${description}`);
}
