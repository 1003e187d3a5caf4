import type { components } from "@octokit/openapi-types";
import { AnswerFields } from "./answer-fields.ts";
import type { GitHubClient } from "./client.ts";
import { collectItems } from "./collect-items.ts";
import type { Author, RepositoryItemsRequest } from "./issues.ts";
import { type Label, readLabel } from "./label.ts";
import { buildWebAddress } from "./web-address.ts";

type WirePullRequest = components["schemas"]["pull-request-simple"];

/** One pull request, its members named as in `gh pr list --json`. Instants are RFC 3339. */
export interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly state: "OPEN" | "CLOSED" | "MERGED";
  readonly isDraft: boolean;
  readonly url: string;
  /** Null when the account was deleted. */
  readonly author: Author | null;
  /** The branch with the changes. */
  readonly headRefName: string;
  /** The branch they are meant for. */
  readonly baseRefName: string;
  readonly labels: readonly Label[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

/**
 * Asks for the pull requests of a repository, the newest first.
 *
 * @throws GitHubApiError `not_found` when there is no such repository, or the token may not see it; and what every API
 * request throws.
 * @see https://docs.github.com/en/rest/pulls/pulls#list-pull-requests
 */
export async function requestPullRequests(
  client: GitHubClient,
  { repository, limit, state = "open", signal }: RepositoryItemsRequest,
): Promise<readonly PullRequest[]> {
  const pages = client.requestPages(`/repos/${repository.nameWithOwner}/pulls`, {
    query: { state, per_page: Math.min(limit, 100) },
    signal,
  });
  const found = await collectItems(pages, { limit, accepts: () => true });
  return found.map((item) => readPullRequest(item, client));
}

function readPullRequest(item: unknown, client: GitHubClient): PullRequest {
  const fields = new AnswerFields<WirePullRequest>(item);
  return {
    number: fields.count("number"),
    title: fields.text("title"),
    state: fields.text("state") === "open" ? "OPEN" : fields.has("merged_at") ? "MERGED" : "CLOSED",
    isDraft: fields.has("draft") && fields.flag("draft"),
    url: buildWebAddress(fields.text("html_url"), client.provider),
    author: fields.has("user") ? { login: fields.object("user").text("login") } : null,
    // The branches' names outlive a deleted fork, whose repository is null.
    headRefName: fields.object("head").text("ref"),
    baseRefName: fields.object("base").text("ref"),
    labels: fields.list("labels").map(readLabel),
    createdAt: fields.instant("created_at"),
    updatedAt: fields.instant("updated_at"),
  };
}
