import { describe, expect, it } from "vitest";
import { parseRepositoryName, requestIssues, requestPullRequests, requestRepositories } from "../src/index.ts";
import { clientOf } from "./a-client.ts";
import { answerJson, serve } from "./serve.ts";
import { wireIssue, wirePullRequest, wireRepository } from "./wire.ts";

const repository = parseRepositoryName("octocat/hello-world");
const pullRequest = wireIssue({
  pull_request: { url: "https://api.github.com/x", html_url: null, diff_url: null, patch_url: null },
});

async function listOf(body: unknown) {
  const github = await serve((_request, response) => answerJson(response, body));
  return clientOf(github.url);
}

describe("what is normal", () => {
  it("no repositories, no issues, no pull requests", async () => {
    const client = await listOf([]);
    await expect(requestRepositories(client, { limit: 5 })).resolves.toEqual([]);
    await expect(requestIssues(client, { repository, limit: 5 })).resolves.toEqual([]);
    await expect(requestPullRequests(client, { repository, limit: 5 })).resolves.toEqual([]);
  });

  it("an issue and a pull request whose author's account is gone", async () => {
    const [issue] = await requestIssues(await listOf([wireIssue({ user: null })]), { repository, limit: 5 });
    expect(issue?.author).toBeNull();
    const [pull] = await requestPullRequests(await listOf([wirePullRequest({ user: null })]), { repository, limit: 5 });
    expect(pull?.author).toBeNull();
  });

  it("a repository without language, description and pushes", async () => {
    const [found] = await requestRepositories(
      await listOf([wireRepository({ language: null, description: null, pushed_at: null })]),
      { limit: 5 },
    );
    expect(found).toMatchObject({ primaryLanguage: null, description: null, pushedAt: null });
  });

  it("a label that is a name only", async () => {
    const labels = ["bug", { name: "ui", color: "not a colour" }, { color: "FFFFFF" }];
    const [issue] = await requestIssues(await listOf([wireIssue({ labels })]), { repository, limit: 5 });
    expect(issue?.labels).toEqual([
      { name: "bug", color: null, description: null },
      { name: "ui", color: null, description: null },
      { name: "", color: "FFFFFF", description: null },
    ]);
  });

  it("an Enterprise Server too old to know visibility and drafts", async () => {
    const { visibility: _, ...old } = wireRepository({ private: true });
    const [found] = await requestRepositories(await listOf([old]), { limit: 5 });
    expect(found).toMatchObject({ visibility: "PRIVATE", isPrivate: true });
    const { draft: __, ...pull } = wirePullRequest();
    await expect(requestPullRequests(await listOf([pull]), { repository, limit: 5 })).resolves.toMatchObject([
      { isDraft: false },
    ]);
  });
});

it("gives repositories back in gh's words", async () => {
  const [found] = await requestRepositories(await listOf([wireRepository({ visibility: "internal", private: true })]), {
    limit: 5,
  });
  expect(found).toEqual({
    nameWithOwner: "octocat/hello-world",
    name: "hello-world",
    description: "My first repository",
    url: expect.stringMatching(/\/octocat\/hello-world$/),
    visibility: "INTERNAL",
    isPrivate: true,
    isFork: false,
    isArchived: false,
    stargazerCount: 80,
    primaryLanguage: { name: "TypeScript" },
    createdAt: "2011-01-26T19:01:12Z",
    updatedAt: "2026-01-26T19:14:43Z",
    pushedAt: "2026-01-26T19:06:43Z",
  });
});

it("gives issues back in gh's words", async () => {
  await expect(requestIssues(await listOf([wireIssue()]), { repository, limit: 5 })).resolves.toEqual([
    {
      number: 1347,
      title: "Found a bug",
      state: "OPEN",
      url: expect.stringMatching(/\/octocat\/hello-world\/issues\/1347$/),
      author: { login: "octocat" },
      labels: [{ name: "bug", color: "f29513", description: "Something isn't working" }],
      createdAt: "2011-04-22T13:33:48Z",
      updatedAt: "2011-04-22T13:33:48Z",
    },
  ]);
});

it("gives pull requests back in gh's words, merged ones as such", async () => {
  const client = await listOf([
    wirePullRequest({ draft: true }),
    wirePullRequest({ state: "closed" }),
    wirePullRequest({ state: "closed", merged_at: "2026-01-26T19:01:12Z" }),
  ]);
  const found = await requestPullRequests(client, { repository, limit: 5, state: "all" });
  expect(found.map(({ state, isDraft }) => [state, isDraft])).toEqual([
    ["OPEN", true],
    ["CLOSED", false],
    ["MERGED", false],
  ]);
  expect(found[0]).toMatchObject({ headRefName: "new-topic", baseRefName: "main", author: { login: "octocat" } });
});

describe("five issues means five issues", () => {
  /** A repository whose newest items are `before` pull requests, and then `issues` issues. */
  async function repositoryWith({ before, issues }: { before: number; issues: number }) {
    const items = [
      ...Array<unknown>(before).fill(pullRequest),
      ...Array.from({ length: issues }, (_, index) => wireIssue({ number: index + 1 })),
    ];
    const github = await serve((request, response) => {
      const query = new URL(`http://x${request.url}`).searchParams;
      const perPage = Number(query.get("per_page"));
      const start = (Number(query.get("page") ?? 1) - 1) * perPage;
      query.set("page", String(start / perPage + 2));
      const link = `<http://${request.headers.host}/api/v3/repositories/1/issues?${query}>; rel="next"`;
      answerJson(response, items.slice(start, start + perPage), {
        headers: start + perPage < items.length ? { link } : {},
      });
    });
    const find = async (limit: number) =>
      (await requestIssues(clientOf(github.url), { repository, limit })).map(({ number }) => number);
    return { find, requests: github.requests };
  }

  it("in one request when pull requests are not in the way", async () => {
    const { find, requests } = await repositoryWith({ before: 20, issues: 200 });
    expect(await find(5)).toEqual([1, 2, 3, 4, 5]);
    expect(requests).toHaveLength(1);
  });

  it.each([
    [29, 2],
    [30, 2],
    [99, 3],
    [250, 4],
  ])("behind %i pull requests", async (before, most) => {
    const { find, requests } = await repositoryWith({ before, issues: 200 });
    expect(await find(5)).toEqual([1, 2, 3, 4, 5]);
    expect(requests.length).toBeLessThanOrEqual(most);
  });

  it("and three when there are three, wherever they are", async () => {
    const few = await repositoryWith({ before: 10, issues: 3 });
    expect(await few.find(5)).toEqual([1, 2, 3]);
    expect(few.requests).toHaveLength(1);
    const behind = await repositoryWith({ before: 150, issues: 3 });
    expect(await behind.find(5)).toEqual([1, 2, 3]);
  });

  it("and none when all are pull requests", async () => {
    expect(await (await repositoryWith({ before: 40, issues: 0 })).find(5)).toEqual([]);
  });

  it("and a hundred and fifty means as many", async () => {
    const { find, requests } = await repositoryWith({ before: 10, issues: 300 });
    expect(await find(150)).toHaveLength(150);
    expect(requests).toHaveLength(2);
  });
});
