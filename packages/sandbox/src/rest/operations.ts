import { checkAppToken, deleteAppGrant, deleteAppToken, resetAppToken } from "./app-token.ts";
import { revokeCredentials } from "./credentials.ts";
import { listIssues } from "./issues.ts";
import type { Operation } from "./operation.ts";
import { listPullRequests } from "./pull-requests.ts";
import { showRateLimit } from "./rate-limit-status.ts";
import { notFound } from "./refusal.ts";
import { listRepositories, showRepository } from "./repositories.ts";
import { showRoot } from "./root.ts";
import { showAuthenticatedUser } from "./user.ts";

const docs = "https://docs.github.com/rest";

/** Every operation that is served. */
export const operations: readonly Operation[] = [
  {
    id: "meta/root",
    method: "GET",
    paths: ["/"],
    documentationUrl: `${docs}/meta/meta#github-api-root`,
    acceptedScopes: [],
    authentication: "optional-token",
    freeOfRateLimit: false,
    handle: showRoot,
  },
  {
    id: "users/get-authenticated",
    method: "GET",
    paths: ["/user"],
    documentationUrl: `${docs}/users/users#get-the-authenticated-user`,
    acceptedScopes: [],
    authentication: "token",
    freeOfRateLimit: false,
    handle: showAuthenticatedUser,
  },
  {
    id: "repos/list-for-authenticated-user",
    method: "GET",
    paths: ["/user/repos"],
    documentationUrl: `${docs}/repos/repos#list-repositories-for-the-authenticated-user`,
    acceptedScopes: [],
    authentication: "token",
    freeOfRateLimit: false,
    handle: listRepositories,
  },
  {
    id: "repos/get",
    method: "GET",
    paths: ["/repos/:owner/:repo", "/repositories/:id{[0-9]+}"],
    documentationUrl: `${docs}/repos/repos#get-a-repository`,
    acceptedScopes: ["repo"],
    authentication: "optional-token",
    freeOfRateLimit: false,
    handle: showRepository,
  },
  {
    id: "issues/list-for-repo",
    method: "GET",
    paths: ["/repos/:owner/:repo/issues", "/repositories/:id{[0-9]+}/issues"],
    documentationUrl: `${docs}/issues/issues#list-repository-issues`,
    acceptedScopes: ["repo"],
    authentication: "optional-token",
    freeOfRateLimit: false,
    handle: listIssues,
  },
  {
    id: "pulls/list",
    method: "GET",
    paths: ["/repos/:owner/:repo/pulls", "/repositories/:id{[0-9]+}/pulls"],
    documentationUrl: `${docs}/pulls/pulls#list-pull-requests`,
    acceptedScopes: ["repo"],
    authentication: "optional-token",
    freeOfRateLimit: false,
    handle: listPullRequests,
  },
  {
    id: "rate-limit/get",
    method: "GET",
    paths: ["/rate_limit"],
    documentationUrl: `${docs}/rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user`,
    acceptedScopes: [],
    authentication: "optional-token",
    freeOfRateLimit: true,
    handle: showRateLimit,
  },
  {
    id: "apps/check-token",
    method: "POST",
    paths: ["/applications/:client_id/token"],
    documentationUrl: `${docs}/apps/oauth-applications#check-a-token`,
    acceptedScopes: [],
    authentication: "app",
    freeOfRateLimit: false,
    handle: checkAppToken,
  },
  {
    id: "apps/reset-token",
    method: "PATCH",
    paths: ["/applications/:client_id/token"],
    documentationUrl: `${docs}/apps/oauth-applications#reset-a-token`,
    acceptedScopes: [],
    authentication: "app",
    freeOfRateLimit: false,
    handle: resetAppToken,
  },
  {
    id: "apps/delete-token",
    method: "DELETE",
    paths: ["/applications/:client_id/token"],
    documentationUrl: `${docs}/apps/oauth-applications#delete-an-app-token`,
    acceptedScopes: [],
    authentication: "app",
    freeOfRateLimit: false,
    handle: deleteAppToken,
  },
  {
    id: "apps/delete-authorization",
    method: "DELETE",
    paths: ["/applications/:client_id/grant"],
    documentationUrl: `${docs}/apps/oauth-applications#delete-an-app-authorization`,
    acceptedScopes: [],
    authentication: "app",
    freeOfRateLimit: false,
    handle: deleteAppGrant,
  },
  {
    id: "credentials/revoke",
    method: "POST",
    paths: ["/credentials/revoke"],
    documentationUrl: `${docs}/credentials/revoke#revoke-a-list-of-credentials`,
    acceptedScopes: [],
    authentication: "none",
    freeOfRateLimit: false,
    handle: revokeCredentials,
  },
];

/** What every other path and method comes to: GitHub answers 404, also for a method it does not support. */
export const unknownOperation: Operation = {
  id: "unknown",
  method: "GET",
  paths: [],
  documentationUrl: docs,
  acceptedScopes: [],
  authentication: "optional-token",
  freeOfRateLimit: false,
  handle: () => {
    throw notFound("not_found");
  },
};
