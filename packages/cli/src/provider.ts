import { type GitHubProvider, githubProvider } from "@dev-github-tool/github";
import type { Host } from "./host.ts";

/** The provider an app is registered with. GitHub Apps are told from OAuth apps by how their client ids begin. */
export function providerOf(host: Host, clientId: string): GitHubProvider {
  return githubProvider(host.baseUrl, { app: clientId.startsWith("Iv") ? "github-app" : "oauth-app" });
}
