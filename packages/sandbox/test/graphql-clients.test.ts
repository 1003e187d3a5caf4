import { Octokit } from "@octokit/core";
import { expect, test } from "vitest";
import { createSandbox } from "../src/index.ts";
import { origin } from "./drive.ts";
import { graph } from "./graphql-drive.ts";
import { tokenOf } from "./small-seed.ts";

const sandbox = createSandbox();
const token = tokenOf(sandbox);

test("octokit's graphql asks and gets data, at an API host of its own and at Enterprise Server's address", async () => {
  for (const baseUrl of ["https://api.github.com", `${origin}/api/v3`]) {
    const octokit = new Octokit({ auth: token, baseUrl, request: { fetch: sandbox.fetch } });
    expect(
      await octokit.graphql("query($login: String!) { user(login: $login) { name } }", { login: "octo-lena" }),
    ).toEqual({
      user: { name: "Lena Octopod" },
    });
  }
});

test("octokit's graphql rejects with GitHub's kind of error", async () => {
  const octokit = new Octokit({ auth: token, request: { fetch: sandbox.fetch } });
  await expect(octokit.graphql('{ user(login: "nobody") { name } }')).rejects.toMatchObject({
    name: "GraphqlResponseError",
    errors: [{ type: "NOT_FOUND" }],
  });
});

/** What GitHub's command line asks for, version 2.23 of Debian, as it was seen to send it. */
const ghQueries = {
  "repo list": [
    "query RepositoryList($perPage: Int!, $endCursor: String, $privacy: RepositoryPrivacy, $fork: Boolean) { repositoryOwner: viewer { login repositories(first: $perPage, after: $endCursor, privacy: $privacy, isFork: $fork, ownerAffiliations: OWNER, orderBy: { field: PUSHED_AT, direction: DESC }) { nodes { nameWithOwner description isPrivate isFork isArchived createdAt pushedAt visibility } totalCount pageInfo { hasNextPage endCursor } } } }",
    { perPage: 30 },
  ],
  "issue list": [
    "fragment issue on Issue { number title url state updatedAt labels(first: 100) { nodes { id name description color } totalCount } stateReason } query IssueList($owner: String!, $repo: String!, $limit: Int, $endCursor: String, $states: [IssueState!] = OPEN, $assignee: String, $author: String, $mention: String) { repository(owner: $owner, name: $repo) { hasIssuesEnabled issues(first: $limit, after: $endCursor, orderBy: { field: CREATED_AT, direction: DESC }, states: $states, filterBy: { assignee: $assignee, createdBy: $author, mentioned: $mention }) { totalCount nodes { ...issue } pageInfo { hasNextPage endCursor } } } }",
    { owner: "octo-lena", repo: "tide-tables", limit: 30, states: ["OPEN"] },
  ],
  "pr list": [
    "fragment pr on PullRequest { number title state url headRefName headRepositoryOwner { id login ... on User { name } } isCrossRepository isDraft createdAt } query PullRequestList($owner: String!, $repo: String!, $limit: Int!, $endCursor: String, $baseBranch: String, $headBranch: String, $state: [PullRequestState!] = OPEN) { repository(owner: $owner, name: $repo) { pullRequests(states: $state, baseRefName: $baseBranch, headRefName: $headBranch, first: $limit, after: $endCursor, orderBy: { field: CREATED_AT, direction: DESC }) { totalCount nodes { ...pr } pageInfo { hasNextPage endCursor } } } }",
    { owner: "octo-lena", repo: "tide-tables", limit: 30, state: ["OPEN"] },
  ],
} as const;

for (const [command, [query, variables]] of Object.entries(ghQueries)) {
  test(`facts 7.10: the query of gh ${command} brings its rows, the newest first`, async () => {
    const { data, errors } = await graph(sandbox, query, { token, variables });
    expect(errors).toEqual([]);
    const [owner] = Object.values(data as Record<string, Record<string, unknown>>);
    const list = owner?.repositories ?? owner?.issues ?? owner?.pullRequests;
    const { nodes, totalCount } = list as {
      nodes: { createdAt?: string; pushedAt?: string; number?: number }[];
      totalCount: number;
    };
    expect(nodes.length).toBeGreaterThan(5);
    expect(nodes.length).toBe(Math.min(totalCount, 30));
    const order = nodes.map((node) => node.pushedAt ?? node.number ?? 0);
    expect(order).toEqual(order.toSorted((left, right) => (left < right ? 1 : -1)));
  });
}
