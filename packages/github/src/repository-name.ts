import { GitHubApiError } from "./errors.ts";

declare const parsed: unique symbol;

/** A repository's name that was checked against GitHub's grammar, and so is safe in a path. */
export interface RepositoryName {
  readonly [parsed]: true;
  /** Login of the person or organisation. */
  readonly owner: string;
  readonly name: string;
  /** `owner/name`. */
  readonly nameWithOwner: string;
}

/** Accounts of managed users end in `_` and a short code; some old accounts end in a hyphen or have two in a row. */
const OWNER = /^[A-Za-z0-9][A-Za-z0-9_-]{0,38}$/;
const NAME = /^[A-Za-z0-9._-]{1,100}$/;
/** The first two would climb in a path; GitHub keeps the endings for clones and wikis. */
const RESERVED = /^\.{1,2}$|\.(?:git|wiki)$/i;

/**
 * Parses `owner/name` before it gets anywhere near a request: dots and backslashes climb in URLs, encoded or not.
 *
 * @throws GitHubApiError `invalid_repository_name` when GitHub could not have a repository of that name.
 * @see https://docs.github.com/en/repositories/creating-and-managing-repositories/creating-a-new-repository
 */
export function parseRepositoryName(text: string): RepositoryName {
  const [owner = "", name = "", ...rest] = text.split("/");
  if (rest.length > 0 || !OWNER.test(owner) || !NAME.test(name) || RESERVED.test(name)) {
    throw new GitHubApiError("the repository is not named in the form owner/name", { code: "invalid_repository_name" });
  }
  // The brand exists for the compiler only: this is the one place that may give it.
  return { owner, name, nameWithOwner: `${owner}/${name}` } as RepositoryName;
}
