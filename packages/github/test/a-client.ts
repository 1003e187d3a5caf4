import { type Runtime, Secret, systemRuntime } from "@dev-github-tool/oauth";
import { plant } from "../../../test/canary/ledger.ts";
import { createGitHubClient, type GitHubClient, type GitHubClientOptions, githubProvider } from "../src/index.ts";

/** A client of the GitHub at `url`, with a token of its own unless one is given. */
export function clientOf(
  url: string,
  {
    runtime = {},
    token = plant("access token"),
    ...options
  }: { runtime?: Partial<Runtime>; token?: string } & Partial<Pick<GitHubClientOptions, "onWait" | "userAgent">> = {},
): GitHubClient {
  return createGitHubClient({
    provider: githubProvider(url),
    accessToken: new Secret(token),
    runtime: { ...systemRuntime, ...runtime },
    ...options,
  });
}

/** The error a promise rejects with; a promise that resolves fails the test. */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  const settled = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ("error" in settled) {
    return settled.error;
  }
  throw new Error("an error was expected, and there was none");
}
