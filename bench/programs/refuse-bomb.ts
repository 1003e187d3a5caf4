// Prints by how many bytes the process grew while the GitHub client refused an answer that unpacks to 300 MB.
// The argument is the address of GitHub.
import { createGitHubClient, githubProvider } from "@dev-github-tool/github";
import { Secret, systemRuntime, UnexpectedResponseError } from "@dev-github-tool/oauth";

const client = createGitHubClient({
  provider: githubProvider(process.argv[2]),
  accessToken: new Secret("gho_0"),
  runtime: systemRuntime,
});
// What any first request takes is not this answer's doing.
await client.requestJson("/user");
const before = process.memoryUsage().rss;
const refusal = await client.requestJson("/bomb").catch((error: unknown) => error);
const peak = process.resourceUsage().maxRSS * 1024;
if (!(refusal instanceof UnexpectedResponseError && refusal.code === "too_large")) {
  throw new Error("the answer was not refused for its size", { cause: refusal });
}
process.stdout.write(`${peak - before}`);
