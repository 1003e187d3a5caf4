import {
  GitHubApiError,
  type GitHubClient,
  type Issue,
  type Profile,
  type PullRequest,
  type Repository,
  type RepositoryName,
  requestIssues,
  requestProfile,
  requestPullRequests,
  requestRepositories,
} from "@dev-github-tool/github";

/** What the main run shows of each kind. */
const LIMIT = 5;

/** The open work of one repository. */
export interface Work {
  readonly repository: RepositoryName;
  /** Undefined when the repository has issues switched off. */
  readonly issues: readonly Issue[] | undefined;
  readonly pullRequests: readonly PullRequest[];
}

/** What is under way: requests that do not need each other's answers run side by side. */
export interface Requests {
  readonly profile: Promise<Profile>;
  readonly repositories: Promise<readonly Repository[]>;
  /** Undefined when the repository is still to be chosen. */
  readonly work: Promise<Work> | undefined;
}

/** Starts everything that can be asked now. */
export function startRequests(
  client: GitHubClient,
  { repository, signal }: { readonly repository: RepositoryName | undefined; readonly signal: AbortSignal },
): Requests {
  const requests = {
    profile: requestProfile(client, { signal }),
    repositories: requestRepositories(client, { limit: LIMIT, signal }),
    work: repository === undefined ? undefined : requestWork(client, { repository, signal }),
  };
  // The first failure ends the run, and those after it would otherwise be nobody's.
  for (const request of [requests.profile, requests.repositories, requests.work]) {
    request?.catch(() => {});
  }
  return requests;
}

/** Asks for the open issues and the open pull requests of a repository. */
export async function requestWork(
  client: GitHubClient,
  { repository, signal }: { readonly repository: RepositoryName; readonly signal: AbortSignal },
): Promise<Work> {
  const list = { repository, limit: LIMIT, signal };
  const [issues, pullRequests] = await Promise.all([
    requestIssues(client, list).catch((error: unknown) => {
      if (error instanceof GitHubApiError && error.code === "gone") {
        return undefined;
      }
      throw error;
    }),
    requestPullRequests(client, list),
  ]);
  return { repository, issues, pullRequests };
}
