import type { components } from "@octokit/openapi-types";
import { AnswerFields } from "./answer-fields.ts";
import type { GitHubClient } from "./client.ts";
import { collectItems } from "./collect-items.ts";
import type { RepositoryName } from "./repository-name.ts";
import { buildWebAddress } from "./web-address.ts";

type WireRepository = components["schemas"]["repository"];

/** One repository, its members named as in `gh repo list --json`. Instants are RFC 3339. */
export interface Repository {
  /** `owner/name`; the owner may be an organisation or another person. */
  readonly nameWithOwner: string;
  readonly name: string;
  readonly description: string | null;
  readonly url: string;
  readonly visibility: "PUBLIC" | "PRIVATE" | "INTERNAL";
  readonly isPrivate: boolean;
  readonly isFork: boolean;
  readonly isArchived: boolean;
  readonly stargazerCount: number;
  readonly primaryLanguage: { readonly name: string } | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  readonly pushedAt: string | null;
}

/** Which repositories to list, and how many. */
export interface RepositoriesRequest {
  /** At most this many, from 1. */
  readonly limit: number;
  readonly visibility?: "all" | "public" | "private" | undefined;
  /** Whose repositories; all three kinds unless given. */
  readonly affiliation?: readonly ("owner" | "collaborator" | "organization_member")[] | undefined;
  /** What comes first: the most recent, or for `full_name` the first of the alphabet. */
  readonly sort?: "updated" | "pushed" | "created" | "full_name" | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks for the repositories of the token's owner, the most recently updated first. A token without the scope `repo` gets
 * the public ones only, and no error.
 *
 * @throws GitHubApiError, UnexpectedResponseError, NetworkError, and the reason of an aborted `signal`.
 * @see https://docs.github.com/en/rest/repos/repos#list-repositories-for-the-authenticated-user
 */
export async function requestRepositories(
  client: GitHubClient,
  { limit, visibility, affiliation, sort = "updated", signal }: RepositoriesRequest,
): Promise<readonly Repository[]> {
  const pages = client.requestPages("/user/repos", {
    query: { per_page: Math.min(limit, 100), sort, visibility, affiliation: affiliation?.join(",") },
    signal,
  });
  const found = await collectItems(pages, { limit, accepts: () => true });
  return found.map((item) => readRepository(item, client));
}

/**
 * Asks for one repository, following it to a new name.
 *
 * @throws GitHubApiError `not_found` when there is none of that name, or the token may not see it; and what every API
 * request throws.
 * @see https://docs.github.com/en/rest/repos/repos#get-a-repository
 */
export async function requestRepository(
  client: GitHubClient,
  { repository, signal }: { readonly repository: RepositoryName; readonly signal?: AbortSignal | undefined },
): Promise<Repository> {
  return readRepository(await client.requestJson(`/repos/${repository.nameWithOwner}`, { signal }), client);
}

function readRepository(item: unknown, client: GitHubClient): Repository {
  const fields = new AnswerFields<WireRepository>(item);
  const isPrivate = fields.flag("private");
  const language = fields.textOrNull("language");
  return {
    nameWithOwner: fields.text("full_name"),
    name: fields.text("name"),
    description: fields.textOrNull("description"),
    url: buildWebAddress(fields.text("html_url"), client.provider),
    visibility: fields.textOrNull("visibility") === "internal" ? "INTERNAL" : isPrivate ? "PRIVATE" : "PUBLIC",
    isPrivate,
    isFork: fields.flag("fork"),
    isArchived: fields.flag("archived"),
    stargazerCount: fields.count("stargazers_count"),
    primaryLanguage: language === null ? null : { name: language },
    createdAt: fields.instantOrNull("created_at"),
    updatedAt: fields.instantOrNull("updated_at"),
    pushedAt: fields.instantOrNull("pushed_at"),
  };
}
