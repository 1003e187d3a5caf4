import type { Repository } from "@dev-github-tool/github";
import type { Fields } from "../../fields.ts";
import { bold, type Column, dim, yellow } from "../../output/index.ts";

const NOTHING = "—";

/** How repositories are drawn. */
export const repositoryColumns: readonly Column<Repository>[] = [
  { label: "Repository", value: ({ nameWithOwner }) => bold(nameWithOwner), essential: true },
  { label: "Description", value: ({ description }) => description ?? "", flexible: true },
  { label: "Language", value: ({ primaryLanguage }) => primaryLanguage?.name ?? dim(NOTHING) },
  { label: "Stars", value: ({ stargazerCount }) => (stargazerCount === 0 ? "" : `${stargazerCount}`), align: "right" },
  {
    label: "Visibility",
    value: ({ visibility }) => (visibility === "PUBLIC" ? "public" : yellow(visibility.toLowerCase())),
    essential: true,
  },
  { label: "Updated", value: ({ updatedAt }) => (updatedAt === null ? "" : new Date(updatedAt)) },
];

/** What `--json` shows of a repository. */
export const repositoryFields: Fields<Repository> = {
  nameWithOwner: ({ nameWithOwner }) => nameWithOwner,
  name: ({ name }) => name,
  description: ({ description }) => description,
  url: ({ url }) => url,
  visibility: ({ visibility }) => visibility,
  isPrivate: ({ isPrivate }) => isPrivate,
  isFork: ({ isFork }) => isFork,
  isArchived: ({ isArchived }) => isArchived,
  stargazerCount: ({ stargazerCount }) => stargazerCount,
  primaryLanguage: ({ primaryLanguage }) => primaryLanguage,
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  pushedAt: ({ pushedAt }) => pushedAt,
};
