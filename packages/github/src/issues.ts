import type { components } from "@octokit/openapi-types";
import { AnswerFields } from "./answer-fields.ts";
import type { ApiPage, GitHubClient } from "./client.ts";
import { collectItems } from "./collect-items.ts";
import { type Label, readLabel } from "./label.ts";
import type { RepositoryName } from "./repository-name.ts";
import { buildWebAddress } from "./web-address.ts";

type WireIssue = components["schemas"]["issue"];

/** Who wrote an issue or a pull request. */
export interface Author {
  readonly login: string;
}

/** One issue, its members named as in `gh issue list --json`. Instants are RFC 3339. */
export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly state: "OPEN" | "CLOSED";
  readonly url: string;
  /** Null when the account was deleted. */
  readonly author: Author | null;
  readonly labels: readonly Label[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Which issues or pull requests of one repository to list, and how many. */
export interface RepositoryItemsRequest {
  readonly repository: RepositoryName;
  /** At most this many, from 1. */
  readonly limit: number;
  /** `open` unless given. */
  readonly state?: "open" | "closed" | "all" | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The API's longest page, and a shorter one that is answered much sooner and mostly holds a handful of issues. */
const LONG_PAGE = 100;
const SHORT_PAGE = 30;
const HANDFUL = 10;

/**
 * Asks for the issues of a repository, the newest first: as many as `limit` when there are as many, however many pull
 * requests stand between them in GitHub's list.
 *
 * @throws GitHubApiError `not_found` when there is no such repository, or the token may not see it; and what every API
 * request throws.
 * @see https://docs.github.com/en/rest/issues/issues#list-repository-issues
 */
export async function requestIssues(
  client: GitHubClient,
  { repository, limit, state = "open", signal }: RepositoryItemsRequest,
): Promise<readonly Issue[]> {
  const request = (perPage: number): AsyncIterable<ApiPage> =>
    client.requestPages(`/repos/${repository.nameWithOwner}/issues`, { query: { state, per_page: perPage }, signal });
  const found =
    (limit <= HANDFUL ? await collectFromFirstPage(request(SHORT_PAGE), limit) : undefined) ??
    (await collectItems(request(LONG_PAGE), { limit, accepts: isIssue }));
  return found.map((item) => readIssue(item, client));
}

/** Gives undefined when the first page has too few issues and is not the last one: long pages then take fewer requests. */
async function collectFromFirstPage(
  pages: AsyncIterable<ApiPage>,
  limit: number,
): Promise<readonly unknown[] | undefined> {
  for await (const { items, isLast } of pages) {
    const issues = items.filter(isIssue);
    return issues.length >= limit || isLast ? issues.slice(0, limit) : undefined;
  }
  return [];
}

/** GitHub lists pull requests among the issues, told apart by this member alone. */
function isIssue(item: unknown): boolean {
  return !new AnswerFields<WireIssue>(item).has("pull_request");
}

function readIssue(item: unknown, client: GitHubClient): Issue {
  const fields = new AnswerFields<WireIssue>(item);
  return {
    number: fields.count("number"),
    title: fields.text("title"),
    state: fields.text("state") === "closed" ? "CLOSED" : "OPEN",
    url: buildWebAddress(fields.text("html_url"), client.provider),
    author: fields.has("user") ? { login: fields.object("user").text("login") } : null,
    labels: fields.list("labels").map(readLabel),
    createdAt: fields.instant("created_at"),
    updatedAt: fields.instant("updated_at"),
  };
}
