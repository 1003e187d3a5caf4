import { beforeAll, expect, test } from "vitest";
import { createSandbox, type Sandbox } from "../src/index.ts";
import { origin, rest, tokenFor } from "./drive.ts";
import { countJudged, takeContradictions } from "./judge-all-answers.ts";
import { judgeByDescription } from "./openapi.ts";

let sandbox: Sandbox;
let token: string;

beforeAll(async () => {
  sandbox = createSandbox();
  token = await tokenFor(sandbox, { scope: "repo user read:org notifications" });
});

test("the description's judge refuses a missing field, an unknown one and a wrong type", async () => {
  const { body } = await rest(sandbox, "/user", { token });
  const judge = (changes: object) => () =>
    judgeByDescription({
      operation: "users/get-authenticated",
      method: "GET",
      path: "/user",
      status: 200,
      version: "2022-11-28",
      body: JSON.stringify({ ...(body as object), ...changes }),
    });
  expect(judge({})).not.toThrow();
  expect(judge({ login: undefined })).toThrow(/login/);
  expect(judge({ loginn: "x" })).toThrow(/additional/);
  expect(judge({ id: "1" })).toThrow(/integer/);
  expect(judge({ name: null })).not.toThrow();
});

test("no answer escapes the judge: neither in process nor over a socket, neither a refusal nor a preflight", async () => {
  const watched = createSandbox();
  const listening = await watched.listen();
  const before = countJudged();
  for (const [method, path] of [
    ["GET", "/repos/octo-lena/tide-tables"],
    ["GET", "/nowhere"],
    ["HEAD", "/meta"],
    ["OPTIONS", "/user"],
    ["PUT", "/user"],
    ["GET", "/user"],
  ] as const) {
    await watched.fetch(`${origin}/api/v3${path}`, { method });
    await fetch(`${listening.url}/api/v3${path}`, { method });
  }
  await listening.close();
  expect(countJudged() - before).toBe(12);
  expect(watched.journal.entries.filter(({ path }) => path.startsWith("/api/v3"))).toHaveLength(12);
});

test("an answer that contradicts the description is noticed whoever asked for it", async () => {
  const [first, ...others] = sandbox.seed.people;
  const liar = createSandbox({ seed: { ...sandbox.seed, people: [{ ...first, email: "no address" }, ...others] } });
  await liar.fetch(`${origin}/api/v3/users/octo-lena`);
  expect(takeContradictions()).toEqual([expect.stringContaining("/email")]);
});

const shared = ["/", "/user", "/user/repos?per_page=100", "/rate_limit", "/meta", "/versions", "/user/orgs"];
const paths = [
  ...shared,
  ...[
    "/user/emails",
    "/users/coral-kai",
    "/users/harbor-works",
    "/users/octo-lena/repos",
    "/user/1002",
    "/orgs/harbor-works",
  ],
  ...["/orgs/harbor-works/repos", "/issues?filter=all&state=all&per_page=100", "/user/issues?filter=all&per_page=100"],
  ...[
    "/search/issues?q=is:pr",
    "/search/issues?q=is:issue+is:open",
    "/search/repositories?q=kelp",
    "/notifications?all=true",
  ],
];
for (const path of paths) {
  for (const version of ["2022-11-28", "2026-03-10"]) {
    test(`facts 7.8: GET ${path} answers as GitHub describes it, in version ${version}`, async () => {
      const answer = await rest(sandbox, path, { token, headers: { "X-GitHub-Api-Version": version } });
      expect(answer.status).toBe(200);
    });
  }
}

test("facts 7.8: every repository of the seed, with all that belongs to it, is answered as GitHub describes it", async () => {
  const { body } = await rest(sandbox, "/user/repos?per_page=100", { token });
  const names = (body as { full_name: string }[]).map((repository) => repository.full_name);
  expect(names.length).toBeGreaterThan(30);
  for (const name of names) {
    for (const part of [
      "",
      "/issues?state=all&per_page=100",
      "/pulls?state=all&per_page=100",
      "/labels",
      "/branches",
    ]) {
      expect((await rest(sandbox, `/repos/${name}${part}`, { token })).status).toBe(200);
    }
    const isEmpty = name === "octo-lena/empty-shell";
    expect((await rest(sandbox, `/repos/${name}/commits`, { token })).status).toBe(isEmpty ? 409 : 200);
    expect((await rest(sandbox, `/repos/${name}/contributors?anon=1`, { token })).status).toBe(isEmpty ? 204 : 200);
    expect((await rest(sandbox, `/repos/${name}/languages`, { token })).status).toBe(200);
  }
});

test("facts 7.8: every issue and pull request of a repository, with its comments, is answered as GitHub describes it", async () => {
  for (let number = 1; number <= 65; number += 1) {
    const issue = await rest(sandbox, `/repos/octo-lena/tide-tables/issues/${number}`, { token });
    expect(issue.status).toBe(200);
    const comments = await rest(sandbox, `/repos/octo-lena/tide-tables/issues/${number}/comments`, { token });
    expect(comments.body).toHaveLength((issue.body as { comments: number }).comments);
    const isPull = Object.hasOwn(issue.body as object, "pull_request");
    for (const part of ["", "/comments"]) {
      const answer = await rest(sandbox, `/repos/octo-lena/tide-tables/pulls/${number}${part}`, { token });
      expect(answer.status).toBe(isPull ? 200 : 404);
    }
  }
});
