import type { OperationSketch } from "../operation.ts";
import {
  listRepositories,
  listRepositoriesOfAccount,
  listRepositoriesOfOrganization,
  showRepository,
} from "../repositories.ts";
import { listBranches, listCommits, listContributors, listLabels, listLanguages } from "../repository-parts.ts";

/** The documented address of a repository, and the one by id that GitHub's links lead to. */
export function repositoryPaths(rest = ""): readonly string[] {
  return [`/repos/:owner/:repo${rest}`, `/repositories/:id{[0-9]{1,15}}${rest}`];
}

/** What is about repositories. */
export const repositoryOperations: readonly OperationSketch[] = [
  {
    id: "repos/list-for-authenticated-user",
    paths: ["/user/repos"],
    page: "repos/repos#list-repositories-for-the-authenticated-user",
    wideningScopes: ["repo"],
    acceptedPermissions: "metadata=read",
    authentication: "token",
    handle: listRepositories,
  },
  {
    id: "repos/list-for-user",
    paths: ["/users/:username/repos", "/user/:id{[0-9]{1,12}}/repos"],
    page: "repos/repos#list-repositories-for-a-user",
    acceptedPermissions: "metadata=read",
    handle: listRepositoriesOfAccount,
  },
  {
    id: "repos/list-for-org",
    paths: ["/orgs/:org/repos", "/organizations/:id{[0-9]{1,12}}/repos"],
    page: "repos/repos#list-organization-repositories",
    acceptedPermissions: "metadata=read",
    handle: listRepositoriesOfOrganization,
  },
  {
    id: "repos/get",
    paths: repositoryPaths(),
    page: "repos/repos#get-a-repository",
    acceptedScopes: ["repo"],
    acceptedPermissions: "metadata=read",
    handle: showRepository,
  },
  {
    id: "issues/list-labels-for-repo",
    paths: repositoryPaths("/labels"),
    page: "issues/labels#list-labels-for-a-repository",
    acceptedScopes: ["repo"],
    acceptedPermissions: "issues=read; pull_requests=read",
    handle: listLabels,
  },
  {
    id: "repos/list-branches",
    paths: repositoryPaths("/branches"),
    page: "branches/branches#list-branches",
    acceptedScopes: ["repo"],
    acceptedPermissions: "contents=read",
    handle: listBranches,
  },
  {
    id: "repos/list-commits",
    paths: repositoryPaths("/commits"),
    page: "commits/commits#list-commits",
    acceptedScopes: ["repo"],
    acceptedPermissions: "contents=read",
    handle: listCommits,
  },
  {
    id: "repos/list-contributors",
    paths: repositoryPaths("/contributors"),
    page: "repos/repos#list-repository-contributors",
    acceptedScopes: ["repo"],
    acceptedPermissions: "metadata=read",
    handle: listContributors,
  },
  {
    id: "repos/list-languages",
    paths: repositoryPaths("/languages"),
    page: "repos/repos#list-repository-languages",
    acceptedScopes: ["repo"],
    acceptedPermissions: "metadata=read",
    handle: listLanguages,
  },
];
