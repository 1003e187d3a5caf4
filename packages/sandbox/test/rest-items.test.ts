import { expect, test } from "vitest";
import { createSandbox } from "../src/index.ts";
import { listed, origin, rest } from "./drive.ts";
import { issue, pull, repository, sandboxWith, tokenOf } from "./small-seed.ts";

const harbor = repository(1, "harbor", {
  labels: [
    { name: "bug", color: "d73a4a", description: null },
    { name: "Help Wanted", color: "00ff00", description: "Please" },
  ],
  milestones: [
    { number: 1, title: "Low tide", description: null, state: "open", dueOn: null, createdAt: "2026-01-02T00:00:00Z" },
  ],
  issues: [
    issue(1, {
      labels: ["bug"],
      milestone: 1,
      body: "See @coral-kai about it.",
      comments: 2,
      assignees: ["octo-lena"],
    }),
    issue(2, { state: "closed", closedAt: "2026-03-09T00:00:00Z", stateReason: "not_planned", type: "Task" }),
    issue(3, {
      author: "coral-kai",
      comments: 3,
      discussion: ["first", "second", "third"].map((body, index) => ({
        author: index === 1 ? null : "otis-otter",
        body,
        createdAt: `2026-03-0${index + 4}T00:00:00Z`,
      })),
    }),
  ],
  pullRequests: [
    pull(4, { requestedReviewers: ["coral-kai"], locked: true }),
    pull(5, {
      state: "closed",
      mergedAt: "2026-03-20T00:00:00Z",
      closedAt: "2026-03-20T00:00:00Z",
      author: null,
      headDeleted: true,
    }),
    pull(6, { draft: true, headRepository: "coral-kai/harbor", assignees: ["octo-lena"] }),
  ],
});
const fork = repository(2, "harbor", { owner: "coral-kai", forkOf: "octo-lena/harbor" });

const sandbox = sandboxWith([harbor, fork]);
const token = tokenOf(sandbox);
const numbers = (path: string) => listed(sandbox, path, { token, field: "number" });

test("facts 7.8: issues are filtered by milestone, type and who is mentioned", async () => {
  const base = "/repos/octo-lena/harbor/issues?state=all";
  expect(await numbers(`${base}&milestone=1`)).toEqual([1]);
  expect(await numbers(`${base}&milestone=*`)).toEqual([1]);
  expect(await numbers(`${base}&milestone=none&direction=asc`)).toEqual([2, 3, 4, 5, 6]);
  expect(await numbers(`${base}&type=Task`)).toEqual([2]);
  expect(await numbers(`${base}&mentioned=Coral-Kai`)).toEqual([1]);
  expect(await numbers(`${base}&mentioned=coral`)).toEqual([]);
  expect((await rest(sandbox, `${base}&milestone=first`)).status).toBe(422);
});

test("a single issue tells why it was closed, its milestone and its type, and when it was changed", async () => {
  const closed = await rest(sandbox, "/repos/octo-lena/harbor/issues/2");
  expect(closed.body).toMatchObject({ state_reason: "not_planned", type: { name: "Task" } });
  expect(closed.headers.get("Last-Modified")).toBe("Mon, 02 Mar 2026 12:00:00 GMT");
  expect((await rest(sandbox, "/repos/octo-lena/harbor/issues/1")).body).toMatchObject({
    milestone: { title: "Low tide", open_issues: 1, closed_issues: 0 },
    labels: [{ name: "bug" }],
  });
  for (const number of ["7", "0", "999999999999"])
    expect((await rest(sandbox, `/repos/octo-lena/harbor/issues/${number}`)).status).toBe(404);
});

test("a pull request is found as an issue too, but an issue as a pull request is 404", async () => {
  expect((await rest(sandbox, "/repos/octo-lena/harbor/issues/4")).body).toHaveProperty("pull_request");
  expect((await rest(sandbox, "/repos/octo-lena/harbor/pulls/1")).status).toBe(404);
  expect((await rest(sandbox, "/repos/octo-lena/harbor/pulls/1/comments")).status).toBe(404);
  expect((await rest(sandbox, "/repos/octo-lena/harbor/pulls/4/comments")).body).toEqual([]);
});

test("a single pull request tells whether it was merged, who is to review, and where its branch lies", async () => {
  const { body } = await rest(sandbox, "/repos/octo-lena/harbor/pulls/4");
  expect(body).toMatchObject({
    merged: false,
    mergeable: true,
    locked: true,
    requested_reviewers: [{ login: "coral-kai" }],
  });
  const merged = (await rest(sandbox, "/repos/octo-lena/harbor/pulls/5")).body;
  expect(merged).toMatchObject({ merged: true, user: null, head: { repo: null, user: null } });
  expect((await rest(sandbox, "/repos/octo-lena/harbor/pulls/6")).body).toMatchObject({
    mergeable_state: "draft",
    head: { label: "coral-kai:branch-6", repo: { full_name: "coral-kai/harbor" } },
  });
  expect(await numbers("/repos/octo-lena/harbor/pulls?head=coral-kai:branch-6")).toEqual([6]);
});

test("the merge of a pull request is among the commits", async () => {
  const merged = (await rest(sandbox, "/repos/octo-lena/harbor/pulls/5")).body as { merge_commit_sha: string };
  const shas = await listed(sandbox, "/repos/octo-lena/harbor/commits", { field: "sha" });
  expect(shas).toContain(merged.merge_commit_sha);
});

test("comments are those of the seed, and since leaves the older ones out", async () => {
  const path = "/repos/octo-lena/harbor/issues/3/comments";
  expect(await listed(sandbox, path, { field: "body" })).toEqual(["first", "second", "third"]);
  expect((await rest(sandbox, `${path}?per_page=1&page=2`)).body).toMatchObject([{ user: null }]);
  expect(await listed(sandbox, `${path}?since=2026-03-05T00:00:00Z`, { field: "body" })).toEqual(["second", "third"]);
  expect(await listed(sandbox, "/repos/octo-lena/harbor/issues/1/comments", { field: "body" })).toHaveLength(2);
});

test("a media type asks for texts without markup, as HTML, or in every form, and markup in them is text", async () => {
  const hostile = sandboxWith([repository(1, "harbor", { issues: [issue(1, { body: "<b>&\n\nx" })] })]);
  const ask = async (accept: string) =>
    rest(hostile, "/repos/octo-lena/harbor/issues/1", { headers: { Accept: accept } });
  const html = await ask("application/vnd.github.html+json");
  expect(html.headers.get("X-GitHub-Media-Type")).toBe("github.v3; param=html; format=json");
  expect(html.body).toMatchObject({ body_html: '<p dir="auto">&lt;b&gt;&amp;</p>\n<p dir="auto">x</p>' });
  expect(html.body).not.toHaveProperty("body");
  expect((await ask("application/vnd.github.v3.text+json")).body).toMatchObject({ body_text: "<b>&\n\nx" });
  expect((await ask("application/vnd.github.full+json")).body).toMatchObject({
    body: "<b>&\n\nx",
    body_text: expect.any(String),
    body_html: expect.any(String),
  });
  expect(
    (await ask("application/vnd.github.merge-info-preview+json, application/vnd.github.nebula-preview")).status,
  ).toBe(200);
});

test("an Accept that names neither JSON nor a type of GitHub's answers 415", async () => {
  for (const accept of ["application/xml", "text/html", "image/*;q=0.8"]) {
    const { status, body } = await rest(sandbox, "/meta", { headers: { Accept: accept } });
    expect([status, body]).toEqual([415, expect.objectContaining({ message: expect.stringContaining("Must accept") })]);
  }
  for (const accept of ["", "*/*", "application/json; charset=utf-8", "text/html, */*;q=0.1"])
    expect((await rest(sandbox, "/meta", { headers: { Accept: accept } })).status).toBe(200);
});

test("facts 7.8: /issues holds what concerns the person, in the repositories that are meant", async () => {
  expect(await numbers("/issues")).toEqual([6, 1]);
  expect(await numbers("/issues?filter=created&direction=asc")).toEqual([1, 4, 6]);
  expect(await numbers("/issues?filter=all&state=all")).toHaveLength(6);
  expect(await numbers("/issues?filter=repos&labels=bug")).toEqual([1]);
  expect(await numbers("/issues?pulls=false")).toEqual([1]);
  expect(await numbers("/issues?orgs=true")).toEqual([]);
  expect(await numbers("/issues?owned=true&orgs=true")).toEqual([6, 1]);
  expect(await numbers("/user/issues?filter=subscribed&since=2026-03-05T00:00:00Z")).toEqual([6]);
  const kai = tokenOf(sandbox, { login: "coral-kai" });
  expect(await listed(sandbox, "/issues?filter=mentioned", { token: kai, field: "number" })).toEqual([1]);
  expect(await listed(sandbox, "/user/issues?filter=mentioned", { token: kai, field: "number" })).toEqual([]);
  expect((await rest(sandbox, "/issues", { token })).body).toMatchObject([{ repository: { name: "harbor" } }, {}]);
  expect((await rest(sandbox, "/issues?collab=yes", { token })).status).toBe(422);
});

test("issues of a repository without issues answer 410, its pull requests do not", async () => {
  const without = sandboxWith([repository(1, "harbor", { hasIssues: false, pullRequests: [pull(1)] })]);
  const gone = await rest(without, "/repos/octo-lena/harbor/issues/2");
  expect([gone.status, gone.body]).toEqual([
    410,
    expect.objectContaining({ message: "Issues are disabled for this repo" }),
  ]);
  expect((await rest(without, "/repos/octo-lena/harbor/issues/2/comments")).status).toBe(410);
  expect((await rest(without, "/repos/octo-lena/harbor/issues/1")).status).toBe(200);
});

test("a repository that is taken down answers 451, one that broke the terms 403, both say since when", async () => {
  const createdAt = "2026-02-02T00:00:00Z";
  const blocked = sandboxWith([
    repository(1, "pirate", { blocked: { reason: "dmca", createdAt } }),
    repository(2, "spam", { blocked: { reason: "tos", createdAt } }),
  ]);
  for (const [name, status, reason] of [
    ["pirate", 451, "dmca"],
    ["spam", 403, "tos"],
  ] as const) {
    for (const part of ["", "/issues"]) {
      const answer = await rest(blocked, `/repos/octo-lena/${name}${part}`);
      expect([answer.status, answer.body]).toEqual([
        status,
        expect.objectContaining({
          message: "Repository access blocked",
          block: expect.objectContaining({ reason, created_at: createdAt }),
        }),
      ]);
    }
  }
});

test("labels, branches, commits, contributors and languages come from the seed, or are what one may expect", async () => {
  const told = sandboxWith([
    repository(1, "told", {
      defaultBranch: "trunk",
      branches: [{ name: "trunk", protected: true }, { name: "a" }],
      commits: [
        { message: "Second", author: "coral-kai", committedAt: "2026-02-02T00:00:00Z" },
        { message: "First", author: null, committedAt: "2026-02-01T00:00:00Z", sha: "ab".repeat(20) },
      ],
      languages: { Rust: 10, C: 2 },
    }),
    repository(2, "expected", { language: "Go", size: 2, pullRequests: [pull(1)] }),
  ]);
  const list = (path: string, field: string) => listed(told, `/repos/octo-lena/${path}`, { field });
  expect(await list("told/branches", "name")).toEqual(["a", "trunk"]);
  expect(await list("told/branches?protected=true", "name")).toEqual(["trunk"]);
  const [second, first] = await list("told/commits", "sha");
  expect(first).toBe("ab".repeat(20));
  expect(await list(`told/commits?sha=${String(first)}`, "sha")).toEqual([first]);
  expect(await list("told/commits?sha=trunk&author=Coral-Kai", "sha")).toEqual([second]);
  expect(await list("told/commits?until=2026-02-01T12:00:00Z", "sha")).toEqual([first]);
  expect(await list("told/commits?since=2026-02-01T12:00:00Z", "sha")).toEqual([second]);
  expect(await list("told/contributors", "login")).toEqual(["coral-kai"]);
  expect(await list("told/contributors?anon=true", "type")).toEqual(["User", "Anonymous"]);
  expect((await rest(told, "/repos/octo-lena/told/languages")).body).toEqual({ Rust: 10, C: 2 });
  expect((await rest(told, "/repos/octo-lena/told")).body).toMatchObject({ default_branch: "trunk" });
  expect(await list("expected/branches", "name")).toEqual(["branch-1", "main"]);
  expect((await rest(told, "/repos/octo-lena/expected/languages")).body).toEqual({ Go: 2048 });
  const unknown = await rest(told, "/repos/octo-lena/told/commits?sha=<b>nowhere");
  expect([unknown.status, unknown.body]).toEqual([
    404,
    expect.objectContaining({ message: "No commit found for SHA: bnowhere" }),
  ]);
});

test("commits of a repository nobody has pushed to answer 409, and its contributors 204", async () => {
  const shell = createSandbox();
  const { status, body } = await rest(shell, "/repos/octo-lena/empty-shell/commits");
  expect([status, body]).toEqual([409, expect.objectContaining({ message: "Git Repository is empty." })]);
  expect((await rest(shell, "/repos/octo-lena/empty-shell/contributors")).status).toBe(204);
});

test("every list of a repository links by id, and its links lead on", async () => {
  const shell = createSandbox();
  for (const [part, query] of [
    ["labels", ""],
    ["branches", ""],
    ["commits", ""],
    ["issues/3/comments", ""],
    ["pulls", "&state=all"],
  ] as const) {
    const first = await rest(shell, `/repos/octo-lena/tide-tables/${part}?per_page=1${query}`);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get("Link") ?? "")?.[1] ?? "";
    expect([part, next]).toEqual([part, expect.stringMatching(/\/api\/v3\/repositories\/\d+\//)]);
    const second = await rest(shell, next.replace(`${origin}/api/v3`, ""));
    expect([part, second.status, second.body]).not.toEqual([part, 200, first.body]);
    expect(second.status).toBe(200);
  }
});
