import { listIssueComments, listIssues, showIssue } from "../issues.ts";
import { listMyIssues, listUserIssues } from "../my-issues.ts";
import type { OperationSketch } from "../operation.ts";
import { listPullRequests, listReviewComments, showPullRequest } from "../pull-requests.ts";
import { searchIssues } from "../search/search-issues.ts";
import { searchRepositories } from "../search/search-repositories.ts";
import { repositoryPaths } from "./repository-operations.ts";

const number = ":number{[0-9]{1,12}}";
const ofIssues = { acceptedScopes: ["repo"], acceptedPermissions: "issues=read; pull_requests=read" };
const ofPullRequests = { acceptedScopes: ["repo"], acceptedPermissions: "pull_requests=read" };

/** What is about issues and pull requests, and the searches. */
export const itemOperations: readonly OperationSketch[] = [
  {
    ...ofIssues,
    id: "issues/list-for-repo",
    paths: repositoryPaths("/issues"),
    page: "issues/issues#list-repository-issues",
    handle: listIssues,
  },
  {
    ...ofIssues,
    id: "issues/get",
    paths: repositoryPaths(`/issues/${number}`),
    page: "issues/issues#get-an-issue",
    handle: showIssue,
  },
  {
    ...ofIssues,
    id: "issues/list-comments",
    paths: repositoryPaths(`/issues/${number}/comments`),
    page: "issues/comments#list-issue-comments",
    handle: listIssueComments,
  },
  {
    ...ofPullRequests,
    id: "pulls/list",
    wideningScopes: ["repo"],
    paths: repositoryPaths("/pulls"),
    page: "pulls/pulls#list-pull-requests",
    handle: listPullRequests,
  },
  {
    ...ofPullRequests,
    id: "pulls/get",
    paths: repositoryPaths(`/pulls/${number}`),
    page: "pulls/pulls#get-a-pull-request",
    handle: showPullRequest,
  },
  {
    ...ofPullRequests,
    id: "pulls/list-review-comments",
    paths: repositoryPaths(`/pulls/${number}/comments`),
    page: "pulls/comments#list-review-comments-on-a-pull-request",
    handle: listReviewComments,
  },
  {
    ...ofIssues,
    id: "issues/list",
    wideningScopes: ["repo"],
    paths: ["/issues"],
    page: "issues/issues#list-issues-assigned-to-the-authenticated-user",
    authentication: "token",
    handle: listMyIssues,
  },
  {
    ...ofIssues,
    id: "issues/list-for-authenticated-user",
    paths: ["/user/issues"],
    page: "issues/issues#list-user-account-issues-assigned-to-the-authenticated-user",
    authentication: "token",
    handle: listUserIssues,
  },
  {
    id: "search/issues-and-pull-requests",
    wideningScopes: ["repo"],
    paths: ["/search/issues"],
    page: "search/search#search-issues-and-pull-requests",
    rateResource: "search",
    handle: searchIssues,
  },
  {
    id: "search/repos",
    paths: ["/search/repositories"],
    page: "search/search#search-repositories",
    rateResource: "search",
    handle: searchRepositories,
  },
];
