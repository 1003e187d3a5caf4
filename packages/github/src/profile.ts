import type { components } from "@octokit/openapi-types";
import { AnswerFields } from "./answer-fields.ts";
import type { GitHubClient } from "./client.ts";
import { buildWebAddress } from "./web-address.ts";

type WireProfile = components["schemas"]["public-user"];

/** The person a token belongs to, as everyone sees them. */
export interface Profile {
  /** Stays the same when the login changes. */
  readonly id: number;
  readonly login: string;
  readonly name: string | null;
  readonly url: string;
  /** How many public repositories they own. */
  readonly publicRepos: number;
  readonly followers: number;
  readonly following: number;
  readonly createdAt: string;
}

/**
 * Asks whose token it is. Needs no scope.
 *
 * @throws GitHubApiError `unauthorized` when the token is revoked, expired or wrong; and what every API request throws:
 * UnexpectedResponseError, NetworkError, and the reason of an aborted `signal`.
 * @see https://docs.github.com/en/rest/users/users#get-the-authenticated-user
 */
export async function requestProfile(
  client: GitHubClient,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<Profile> {
  const fields = new AnswerFields<WireProfile>(await client.requestJson("/user", { signal }));
  return {
    id: fields.count("id"),
    login: fields.text("login"),
    name: fields.textOrNull("name"),
    url: buildWebAddress(fields.text("html_url"), client.provider),
    publicRepos: fields.count("public_repos"),
    followers: fields.count("followers"),
    following: fields.count("following"),
    createdAt: fields.instant("created_at"),
  };
}
