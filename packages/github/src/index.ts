// The door. GitHub as a provider, and the connections to it:

export { buildSettingsUrl, type GitHubAppKind, type GitHubProvider, githubProvider } from "./provider.ts";
export { type WarmingOptions, warmConnections } from "./warm-connections.ts";

// What its scopes mean, and which are missing:

export { type ScopeDescription, scopeCatalogue } from "./scope-catalogue.ts";
export { impliedScopes, missingScopes, normalizeScopes, parseScopes, suggestScope } from "./scopes.ts";

// One person's GitHub, and the end of their token:

export {
  type ApiPage,
  type ApiRequest,
  createGitHubClient,
  type GitHubClient,
  type GitHubClientOptions,
} from "./client.ts";
export { type Author, type Issue, type RepositoryItemsRequest, requestIssues } from "./issues.ts";
export type { Label } from "./label.ts";
export { createTokenManagerAuth, type TokenManagerAuth, type TokenManagerAuthOptions } from "./octokit-auth.ts";
export type { Wait } from "./patience.ts";
export { type Profile, requestProfile } from "./profile.ts";
export { type PullRequest, requestPullRequests } from "./pull-requests.ts";
export { type RepositoriesRequest, type Repository, requestRepositories, requestRepository } from "./repositories.ts";
export { parseRepositoryName, type RepositoryName } from "./repository-name.ts";
export {
  type PublicRevocationRequest,
  type RevocationOutcome,
  type RevocationRequest,
  requestPublicRevocation,
  revokeToken,
} from "./revocation.ts";

// What goes wrong:

export { GitHubApiError, type GitHubApiErrorCode, type GitHubApiErrorDetails, gitHubApiErrorCodes } from "./errors.ts";
