import { expect, test } from "vitest";
import { rest } from "./drive.ts";
import { issue, pull, repository, sandboxWith, tokenOf } from "./small-seed.ts";

const sandbox = sandboxWith(
  [
    repository(1, "harbor", {
      language: "Go",
      description: "Where ships sleep",
      topics: ["ships"],
      stars: 9,
      labels: [{ name: "good first issue", color: "ffffff", description: null }],
      issues: [
        issue(1, { title: "Crane is stuck", labels: ["good first issue"], comments: 4 }),
        issue(2, { author: "coral-kai", assignees: ["octo-lena"], body: "The crane again, says @otis-otter" }),
        issue(3, { state: "closed", closedAt: "2026-03-08T00:00:00Z", author: null }),
      ],
      pullRequests: [
        pull(4, { author: "otis-otter", draft: true }),
        pull(5, {
          state: "closed",
          closedAt: "2026-03-09T00:00:00Z",
          mergedAt: "2026-03-09T00:00:00Z",
          title: "Oil the crane",
        }),
        pull(6, { state: "closed", closedAt: "2026-03-10T00:00:00Z", baseBranch: "next" }),
      ],
    }),
    repository(2, "secret-harbor", { private: true, language: "C", issues: [issue(1, { title: "Secret crane" })] }),
    repository(3, "foghorn", {
      owner: "harbor-works",
      stars: 50,
      archived: true,
      issues: [issue(1, { locked: true })],
    }),
    repository(4, "harbor", { owner: "coral-kai", forkOf: "octo-lena/harbor", stars: 70 }),
  ],
  { rateLimit: { perUser: 5000, anonymous: 5000, searchPerMinute: 1000, anonymousSearchPerMinute: 1000 } },
);
const token = tokenOf(sandbox);

async function found(path: string, by?: string): Promise<unknown[]> {
  const { status, body } = await rest(sandbox, path, { token: by });
  expect([path, status]).toEqual([path, 200]);
  const { items, total_count } = body as { items: Record<string, string>[]; total_count: number };
  expect(total_count).toBe(items.length);
  return items.map((item) => item.full_name ?? `${item.repository_url?.split("/").slice(-1)} ${item.number}`);
}

for (const [query, expected] of [
  ["crane", ["harbor 5", "harbor 2", "harbor 1"]],
  ["crane in:title", ["harbor 5", "harbor 1"]],
  ['"crane is"', ["harbor 1"]],
  ["crane is:issue", ["harbor 2", "harbor 1"]],
  ["crane NOT again", ["harbor 5", "harbor 1"]],
  ["crane AND stuck", ["harbor 1"]],
  ["is:pr is:open", ["harbor 4"]],
  ["type:pr state:closed", ["harbor 6", "harbor 5"]],
  ["is:merged", ["harbor 5"]],
  ["is:unmerged is:closed", ["harbor 6"]],
  ["is:draft", ["harbor 4"]],
  ["is:pr draft:false sort:created-asc", ["harbor 5", "harbor 6"]],
  ["author:Coral-Kai", ["harbor 2"]],
  ["assignee:octo-lena", ["harbor 2"]],
  ["mentions:otis-otter", ["harbor 2"]],
  ["involves:otis-otter", ["harbor 4", "harbor 2"]],
  ["no:assignee is:issue repo:octo-lena/harbor", ["harbor 3", "harbor 1"]],
  ['label:"good first issue"', ["harbor 1"]],
  ['label:bug,"good first issue"', []],
  ['-label:"good first issue" is:issue is:open user:octo-lena', ["harbor 2"]],
  ["org:harbor-works", ["foghorn 1"]],
  ["repo:harbor-works/foghorn repo:octo-lena/harbor is:issue is:open", ["harbor 2", "foghorn 1", "harbor 1"]],
  ["-repo:octo-lena/harbor", ["foghorn 1"]],
  ["is:locked", ["foghorn 1"]],
  ["archived:true", ["foghorn 1"]],
  ["language:go is:closed is:issue", ["harbor 3"]],
  ["base:next", ["harbor 6"]],
  ["head:branch-4", ["harbor 4"]],
  ["comments:>3", ["harbor 1"]],
  ["comments:1..3", []],
  ["created:2026-03-02..2026-03-03", ["harbor 3", "harbor 2"]],
  ["created:<2026-03-02", ["harbor 1", "foghorn 1"]],
  ["created:>=2026-03-05T12:00:00Z", ["harbor 6", "harbor 5"]],
  ["closed:2026-03-08", ["harbor 3"]],
  ["merged:>2026-03-08", ["harbor 5"]],
  ["is:issue is:open sort:comments", ["harbor 1", "harbor 2", "foghorn 1"]],
] as const) {
  test(`facts 7.8: a search of issues for ${query} finds ${expected.length}`, async () => {
    expect(await found(`/search/issues?q=${encodeURIComponent(query)}`)).toEqual(expected);
  });
}

test("facts 7.8: a search finds private issues with a token that may see them, and @me is whoever asks", async () => {
  expect(await found("/search/issues?q=crane+in:title", token)).toEqual(["harbor 5", "harbor 1", "secret-harbor 1"]);
  expect(await found("/search/issues?q=author:@me+is:issue+is:open+user:@me", token)).toEqual([
    "harbor 1",
    "secret-harbor 1",
  ]);
  expect(await found("/search/issues?q=is:private", tokenOf(sandbox, { scope: "" }))).toEqual([]);
});

for (const [query, expected] of [
  ["harbor", ["octo-lena/harbor"]],
  ["harbor fork:true", ["coral-kai/harbor", "octo-lena/harbor"]],
  ["harbor fork:only", ["coral-kai/harbor"]],
  ["ships in:description", ["octo-lena/harbor"]],
  ["sleep in:name", []],
  ["topic:ships", ["octo-lena/harbor"]],
  ["language:go", ["octo-lena/harbor"]],
  ["stars:>=9", ["harbor-works/foghorn", "octo-lena/harbor"]],
  ["stars:1..9", ["octo-lena/harbor"]],
  ["archived:false", ["octo-lena/harbor"]],
  ["org:harbor-works", ["harbor-works/foghorn"]],
  ["user:octo-lena created:<2027-01-01", ["octo-lena/harbor"]],
  ["user:octo-lena -language:go", []],
] as const) {
  test(`facts 7.8: a search of repositories for ${query} finds ${expected.length}`, async () => {
    expect(await found(`/search/repositories?q=${encodeURIComponent(query)}`)).toEqual(expected);
  });
}

test("facts 7.8: repositories are sorted by stars, or as sort and order ask", async () => {
  const path = "/search/repositories?q=fork:true";
  expect(await found(path, token)).toEqual([
    "coral-kai/harbor",
    "harbor-works/foghorn",
    "octo-lena/harbor",
    "octo-lena/secret-harbor",
  ]);
  expect((await found(`${path}&sort=stars&order=asc`, token))[0]).toBe("octo-lena/secret-harbor");
  expect(await found("/search/repositories?q=is:private", token)).toEqual(["octo-lena/secret-harbor"]);
});

for (const [path, code] of [
  ["/search/issues", "missing"],
  ["/search/issues?q=", "missing"],
  ["/search/repositories?q=%20", "missing"],
  [`/search/issues?q=${"x".repeat(257)}`, "invalid"],
  ["/search/issues?q=repo:octo-lena/nothing", "invalid"],
  ["/search/issues?q=repo:octo-lena/secret-harbor", "invalid"],
  ["/search/issues?q=user:nobody", "invalid"],
  ["/search/issues?q=created:yesterday", "invalid"],
  ["/search/repositories?q=stars:many", "invalid"],
  ["/search/issues?q=x&order=up", "invalid"],
] as const) {
  test(`facts 7.3: ${path.slice(0, 50)} answers 422 with the code ${code}`, async () => {
    const { status, body } = await rest(sandbox, path);
    expect([status, body]).toEqual([422, expect.objectContaining({ errors: [expect.objectContaining({ code })] })]);
  });
}

test("facts 7.8: only the first thousand results can be looked at", async () => {
  const { status, body } = await rest(sandbox, "/search/issues?q=crane&per_page=100&page=11");
  expect([status, body]).toEqual([
    422,
    expect.objectContaining({ message: "Only the first 1000 search results are available" }),
  ]);
  expect((await rest(sandbox, "/search/issues?q=crane&per_page=100&page=10")).status).toBe(200);
});

test("facts 7.8: a GitHub App has to say whether it wants issues or pull requests", async () => {
  const app = tokenOf(sandbox, { clientId: "Iv23liDgtSandbox0003", scope: "" });
  const { status, body } = await rest(sandbox, "/search/issues?q=crane", { token: app });
  expect([status, body]).toEqual([
    422,
    expect.objectContaining({ message: "Query must include 'is:issue' or 'is:pull-request'" }),
  ]);
  expect(await found("/search/issues?q=crane+is:pull-request", app)).toEqual(["harbor 5"]);
});
