import type { PullRequest } from "@dev-github-tool/github";
import type { Fields } from "../../fields.ts";
import { type Column, dim, green } from "../../output/index.ts";

/** What is shown for an account that was deleted; GitHub's own pages call it the same. */
const DELETED_ACCOUNT = "ghost";

/** How pull requests are drawn. */
export const pullRequestColumns: readonly Column<PullRequest>[] = [
  { label: "#", value: ({ number }) => green(`${number}`), align: "right", essential: true },
  { label: "Title", value: ({ title }) => title, essential: true, flexible: true },
  { label: "Author", value: ({ author }) => author?.login ?? dim(DELETED_ACCOUNT), flexible: true },
  {
    label: "Branches",
    value: ({ headRefName, baseRefName }) => `${headRefName} → ${baseRefName}`,
    flexible: true,
    essential: true,
  },
  { label: "State", value: ({ state, isDraft }) => (isDraft && state === "OPEN" ? "draft" : state.toLowerCase()) },
  { label: "Updated", value: ({ updatedAt }) => new Date(updatedAt) },
];

/** What `--json` shows of a pull request. */
export const pullRequestFields: Fields<PullRequest> = {
  number: ({ number }) => number,
  title: ({ title }) => title,
  state: ({ state }) => state,
  isDraft: ({ isDraft }) => isDraft,
  url: ({ url }) => url,
  author: ({ author }) => author,
  headRefName: ({ headRefName }) => headRefName,
  baseRefName: ({ baseRefName }) => baseRefName,
  labels: ({ labels }) => labels,
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
};
