import { expect, test } from "vitest";
import { origin, rest } from "./drive.ts";
import { graph } from "./graphql-drive.ts";
import { issue, pull, repository, sandboxWith, tokenOf } from "./small-seed.ts";

const harbor = repository(1, "harbor", {
  formerNames: ["pier"],
  labels: [
    { name: "bug", color: "d73a4a", description: null },
    { name: "docs", color: "00ff00", description: "Words" },
  ],
  milestones: [
    { number: 1, title: "Tide", description: null, state: "open", dueOn: null, createdAt: "2026-01-02T00:00:00Z" },
  ],
  language: "Go",
  topics: ["ships"],
  issues: [
    issue(1, { labels: ["bug"], milestone: 1, body: "See @coral-kai.", comments: 2, assignees: ["octo-lena"] }),
    issue(2, { state: "closed", closedAt: "2026-03-09T00:00:00Z", stateReason: "not_planned" }),
    issue(3, { author: "coral-kai", labels: ["docs", "bug"] }),
    issue(4, { author: null }),
  ],
  pullRequests: [
    pull(5, { draft: true, requestedReviewers: ["coral-kai"] }),
    pull(6, { state: "closed", closedAt: "2026-03-20T00:00:00Z", mergedAt: "2026-03-20T00:00:00Z" }),
    pull(7, { state: "closed", closedAt: "2026-03-21T00:00:00Z", headDeleted: true, author: null }),
    pull(8, { headRepository: "coral-kai/harbor", baseBranch: "next" }),
  ],
});
const sandbox = sandboxWith([
  harbor,
  repository(2, "harbor", { owner: "coral-kai", forkOf: "octo-lena/harbor", stars: 5 }),
  repository(3, "secret", { private: true, archived: true, pushedAt: "2026-05-01T00:00:00Z" }),
]);
const token = tokenOf(sandbox);

async function dataOf(query: string, variables: object = {}): Promise<unknown> {
  const { status, data, errors } = await graph(sandbox, query, { token, variables });
  expect([status, errors]).toEqual([200, []]);
  return data;
}

test("facts 7.9: { viewer { login } } answers who asks, at both addresses", async () => {
  expect(await dataOf("{ viewer { login isViewer } }")).toEqual({ viewer: { login: "octo-lena", isViewer: true } });
  const response = await sandbox.fetch("https://api.github.com/graphql", {
    method: "POST",
    headers: { Authorization: `token ${token}`, "Content-Type": "application/json" },
    body: '{"query":"query UserCurrent{viewer{login}}"}',
  });
  expect(await response.json()).toEqual({ data: { viewer: { login: "octo-lena" } } });
  expect(response.headers.get("X-RateLimit-Resource")).toBe("graphql");
  expect(response.headers.get("X-OAuth-Scopes")).toBe("notifications, read:org, repo, user");
});

test("ids are those of REST, and lead back to what they name", async () => {
  const paths = ["/user", "/orgs/harbor-works", "/repos/octo-lena/harbor"];
  const items = ["/repos/octo-lena/harbor/issues/3", "/repos/octo-lena/harbor/pulls/8"];
  const ids: string[] = [];
  for (const path of [...paths, ...items])
    ids.push(((await rest(sandbox, path, { token })).body as { node_id: string }).node_id);
  const nodes = (await dataOf("query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", { ids })) as object;
  const kinds = ["User", "Organization", "Repository", "Issue", "PullRequest"];
  expect(nodes).toEqual({ nodes: kinds.map((__typename, index) => ({ __typename, id: ids[index] })) });
});

test("a repository is told with what hangs on it", async () => {
  expect(
    await dataOf(`{ repository(owner: "Octo-Lena", name: "pier") {
      nameWithOwner visibility viewerPermission owner { login __typename }
      primaryLanguage { name } languages(first: 1) { totalSize edges { size node { name } } }
      repositoryTopics(first: 9) { nodes { topic { name } } }
      defaultBranchRef { name target { oid ... on Commit { messageHeadline author { user { login } } } } }
      labels(first: 1) { totalCount nodes { name } pageInfo { hasNextPage } }
      milestones(first: 1) { nodes { title state } }
      issues { totalCount } pullRequests(states: MERGED) { totalCount }
    } }`),
  ).toEqual({
    repository: {
      nameWithOwner: "octo-lena/harbor",
      visibility: "PUBLIC",
      viewerPermission: "ADMIN",
      owner: { login: "octo-lena", __typename: "User" },
      primaryLanguage: { name: "Go" },
      languages: { totalSize: 1024, edges: [{ size: 1024, node: { name: "Go" } }] },
      repositoryTopics: { nodes: [{ topic: { name: "ships" } }] },
      defaultBranchRef: {
        name: "main",
        target: {
          oid: expect.stringMatching(/^[0-9a-f]{40}$/),
          messageHeadline: "Pull request 6 (#6)",
          author: { user: { login: "octo-lena" } },
        },
      },
      labels: { totalCount: 2, nodes: [{ name: "bug" }], pageInfo: { hasNextPage: true } },
      milestones: { nodes: [{ title: "Tide", state: "OPEN" }] },
      issues: { totalCount: 4 },
      pullRequests: { totalCount: 1 },
    },
  });
});

test("repositories are those the viewer may see, filtered and sorted", async () => {
  const list = async (args: string, owner = "viewer", by = token) => {
    const query = `{ list: ${owner} { repositories(first: 9, ${args}) { totalCount nodes { nameWithOwner } } } }`;
    const { data } = await graph(sandbox, query, { token: by });
    const { list: found } = data as { list: { repositories: { nodes: { nameWithOwner: string }[] } } };
    return found.repositories.nodes.map((node) => node.nameWithOwner);
  };
  const byPush = "orderBy: { field: PUSHED_AT, direction: DESC }";
  expect(await list(byPush)).toEqual(["octo-lena/secret", "octo-lena/harbor"]);
  expect(await list(byPush, "viewer", tokenOf(sandbox, { scope: "read:org" }))).toEqual(["octo-lena/harbor"]);
  expect(await list("privacy: PRIVATE")).toEqual(["octo-lena/secret"]);
  expect(await list("visibility: PUBLIC, isArchived: false")).toEqual(["octo-lena/harbor"]);
  expect(await list("isFork: true", 'repositoryOwner(login: "coral-kai")')).toEqual(["coral-kai/harbor"]);
  expect(await list("isFork: false", 'user(login: "coral-kai")')).toEqual([]);
  expect(await list("affiliations: [OWNER]", 'user(login: "coral-kai")')).toEqual([]);
  expect(await list("ownerAffiliations: [ORGANIZATION_MEMBER]")).toEqual([]);
});

test("issues are filtered by state, labels and filterBy, and paged from both ends", async () => {
  const issues = async (args: string) => {
    const data = (await dataOf(`{ repository(owner: "octo-lena", name: "harbor") {
      issues(${args}) { nodes { number } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }
    } }`)) as { repository: { issues: { nodes: { number: number }[]; pageInfo: Record<string, unknown> } } };
    const { nodes, pageInfo } = data.repository.issues;
    return { numbers: nodes.map(({ number }) => number), pageInfo };
  };
  const numbers = async (args: string) => (await issues(args)).numbers;
  expect(await numbers("first: 9")).toEqual([1, 2, 3, 4]);
  expect(await numbers("first: 9, states: [OPEN], orderBy: { field: CREATED_AT, direction: DESC }")).toEqual([4, 3, 1]);
  expect(await numbers('first: 9, labels: ["DOCS"]')).toEqual([3]);
  expect(await numbers('first: 9, filterBy: { createdBy: "Coral-Kai" }')).toEqual([3]);
  expect(await numbers('first: 9, filterBy: { mentioned: "coral-kai" }')).toEqual([1]);
  expect(await numbers("first: 9, filterBy: { assignee: null, states: CLOSED }")).toEqual([2]);
  expect(await numbers('first: 9, filterBy: { assignee: "*", milestoneNumber: "1" }')).toEqual([1]);
  expect(await numbers('first: 9, filterBy: { since: "2026-03-03T00:00:00Z" }')).toEqual([3, 4]);
  const first = await issues("first: 3");
  expect(first).toMatchObject({ numbers: [1, 2, 3], pageInfo: { hasNextPage: true, hasPreviousPage: false } });
  const next = await issues(`first: 3, after: "${first.pageInfo.endCursor}"`);
  expect(next).toMatchObject({ numbers: [4], pageInfo: { hasNextPage: false, hasPreviousPage: true } });
  expect(await numbers("last: 2")).toEqual([3, 4]);
  expect(await numbers(`last: 2, before: "${next.pageInfo.startCursor}"`)).toEqual([2, 3]);
});

test("an issue and a pull request tell their authors, comments, labels and branches", async () => {
  const data = await dataOf(`{ repository(owner: "octo-lena", name: "harbor") {
    issue(number: 1) { title state stateReason author { login } milestone { title } comments(first: 5) { totalCount nodes { body } } }
    closed: issueOrPullRequest(number: 2) { ... on Issue { state stateReason closed } }
    ghost: issue(number: 4) { author { login } }
    merged: pullRequest(number: 6) { state merged mergeCommit { oid } mergedBy { login } }
    orphan: pullRequest(number: 7) { state isCrossRepository headRepository { name } headRepositoryOwner { login } }
    foreign: pullRequest(number: 8) { isCrossRepository baseRefName headRefName headRepository { nameWithOwner } headRepositoryOwner { login } }
  } }`);
  expect(data).toMatchObject({
    repository: {
      issue: { state: "OPEN", stateReason: null, milestone: { title: "Tide" }, comments: { totalCount: 2 } },
      closed: { state: "CLOSED", stateReason: "NOT_PLANNED", closed: true },
      ghost: { author: null },
      merged: { state: "MERGED", merged: true, mergeCommit: { oid: expect.any(String) } },
      orphan: { state: "CLOSED", isCrossRepository: true, headRepository: null, headRepositoryOwner: null },
      foreign: { isCrossRepository: true, baseRefName: "next", headRepository: { nameWithOwner: "coral-kai/harbor" } },
    },
  });
});

test("facts 7.10: what gh asks of pull requests is there: commits and requests for reviews, and none of what a seed does not know", async () => {
  const data = await dataOf(`{ repository(owner: "octo-lena", name: "harbor") {
    milestone(number: 1) { title } none: milestone(number: 2) { title } latestRelease { tagName }
    releases(first: 1) { totalCount nodes { name } } assignableUsers(first: 5, query: "lena") { nodes { login } }
    pullRequest(number: 5) { mergeStateStatus headRefOid baseRef { name branchProtectionRule { id } }
      commits(last: 1) { totalCount nodes { url commit { oid messageHeadline messageBody statusCheckRollup { state } authors(first: 1) { nodes { user { login } } } } pullRequest { number } } }
      reviewRequests(first: 5) { nodes { asCodeOwner requestedReviewer { ... on User { login } } } }
      reviews(first: 5) { totalCount } latestReviews(first: 5) { nodes { state } } files(first: 5) { nodes { path } }
      projectCards(first: 5) { totalCount } statusCheckRollup { state } potentialMergeCommit { oid } } } }`);
  const { body } = await rest(sandbox, "/repos/octo-lena/harbor/pulls/5", { token });
  const { commits, head } = body as { commits: number; head: { sha: string } };
  expect(data).toEqual({
    repository: {
      ...{ milestone: { title: "Tide" }, none: null, latestRelease: null, releases: { totalCount: 0, nodes: [] } },
      assignableUsers: { nodes: [{ login: "octo-lena" }] },
      pullRequest: {
        ...{ mergeStateStatus: "DRAFT", headRefOid: head.sha, baseRef: { name: "main", branchProtectionRule: null } },
        commits: {
          totalCount: commits,
          nodes: [
            {
              url: `${origin}/octo-lena/harbor/pull/5/commits/${head.sha}`,
              commit: {
                ...{ oid: head.sha, messageHeadline: "Pull request 5, part 3", messageBody: "" },
                ...{ statusCheckRollup: null, authors: { nodes: [{ user: { login: "octo-lena" } }] } },
              },
              pullRequest: { number: 5 },
            },
          ],
        },
        reviewRequests: { nodes: [{ asCodeOwner: false, requestedReviewer: { login: "coral-kai" } }] },
        ...{ reviews: { totalCount: 0 }, latestReviews: { nodes: [] }, files: null, projectCards: { totalCount: 0 } },
        ...{ statusCheckRollup: null, potentialMergeCommit: null },
      },
    },
  });
});

test("search knows whose review is waited for, and that nobody reviewed anything", async () => {
  const found = async (query: string) => {
    const { body } = await rest(sandbox, `/search/issues?q=${encodeURIComponent(`repo:octo-lena/harbor ${query}`)}`, {
      token,
    });
    return (body as { items: readonly { number: number }[] }).items.map(({ number }) => number).sort();
  };
  expect(await found("review-requested:coral-kai")).toEqual([5]);
  expect(await found("review-requested:@me")).toEqual([]);
  expect(await found("reviewed-by:coral-kai")).toEqual([]);
  expect(await found("review:none")).toEqual([5, 6, 7, 8]);
  expect(await found("review:approved")).toEqual([]);
});

test("facts 7.10: a search for the last results brings the best ones, as gh expects", async () => {
  const { search } = (await dataOf(
    '{ search(query: "repo:octo-lena/harbor is:issue", type: ISSUE, last: 2) { nodes { ... on Issue { number } } pageInfo { hasNextPage endCursor } } }',
  )) as { search: { nodes: object[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
  expect(search.nodes).toEqual([{ number: 4 }, { number: 3 }]);
  const after = `after: "${search.pageInfo.endCursor}"`;
  expect(
    await dataOf(
      `{ search(query: "repo:octo-lena/harbor is:issue", type: ISSUE, last: 2, ${after}) { nodes { ... on Issue { number } } } }`,
    ),
  ).toEqual({ search: { nodes: [{ number: 2 }, { number: 1 }] } });
});

test("fields of different types may share a name on different objects, as gh asks for the state", async () => {
  const query =
    'query($number: Int!) { repository(owner: "octo-lena", name: "harbor") { issue: issueOrPullRequest(number: $number) { __typename ... on Issue { state } ... on PullRequest { state } } } }';
  for (const [number, expected] of [
    [2, { __typename: "Issue", state: "CLOSED" }],
    [6, { __typename: "PullRequest", state: "MERGED" }],
  ] as const)
    expect(await dataOf(query, { number })).toEqual({ repository: { issue: expected } });
});

test("labels are sought and sorted, and every reaction is named", async () => {
  expect(
    await dataOf(`{ repository(owner: "octo-lena", name: "harbor") {
      sought: labels(first: 5, query: "word") { nodes { name } }
      sorted: labels(first: 5, orderBy: { field: NAME, direction: DESC }) { nodes { name } }
      issue(number: 1) { reactionGroups { content users(first: 1) { totalCount } } }
    } }`),
  ).toMatchObject({
    repository: {
      sought: { nodes: [{ name: "docs" }] },
      sorted: { nodes: [{ name: "docs" }, { name: "bug" }] },
      issue: { reactionGroups: Array.from({ length: 8 }, () => ({ users: { totalCount: 0 } })) },
    },
  });
});

test("search finds issues, repositories and people", async () => {
  expect(
    await dataOf(`{
      issues: search(query: "repo:octo-lena/harbor is:issue label:bug", type: ISSUE, first: 5) { issueCount nodes { ... on Issue { number } } }
      repositories: search(query: "harbor fork:only", type: REPOSITORY, first: 5) { repositoryCount nodes { ... on Repository { nameWithOwner } } }
      people: search(query: "coral", type: USER, first: 5) { userCount nodes { ... on User { login } } }
    }`),
  ).toEqual({
    issues: { issueCount: 2, nodes: [{ number: 3 }, { number: 1 }] },
    repositories: { repositoryCount: 1, nodes: [{ nameWithOwner: "coral-kai/harbor" }] },
    people: { userCount: 1, nodes: [{ login: "coral-kai" }] },
  });
});
