import type { Issue } from "@dev-github-tool/github";
import type { Fields } from "../../fields.ts";
import { type Column, dim, green } from "../../output/index.ts";

/** How issues are drawn. */
export const issueColumns: readonly Column<Issue>[] = [
  { label: "#", value: ({ number }) => green(`${number}`), align: "right", essential: true },
  { label: "Title", value: ({ title }) => title, essential: true, flexible: true },
  { label: "Labels", value: ({ labels }) => dim(labels.map(({ name }) => name).join(", ")), flexible: true },
  { label: "State", value: ({ state }) => state.toLowerCase() },
  { label: "Updated", value: ({ updatedAt }) => new Date(updatedAt) },
];

/** What `--json` shows of an issue. */
export const issueFields: Fields<Issue> = {
  number: ({ number }) => number,
  title: ({ title }) => title,
  state: ({ state }) => state,
  url: ({ url }) => url,
  author: ({ author }) => author,
  labels: ({ labels }) => labels,
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
};
