import { describe, expect, it } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import packageJson from "../package.json" with { type: "json" };
import {
  parseRepositoryName,
  requestIssues,
  requestProfile,
  requestPullRequests,
  requestRepositories,
  requestRepository,
} from "../src/index.ts";
import { clientOf, errorOf } from "./a-client.ts";
import { answerJson, serve } from "./serve.ts";
import { wireIssue, wireProfile, wirePullRequest, wireRepository } from "./wire.ts";

const repository = parseRepositoryName("octocat/hello-world");

it("C-31: the token is in the Authorization header of every request and in no request line", async () => {
  const token = plant("access token");
  const github = await serve((request, response) => {
    const { pathname } = new URL(`http://${request.headers.host}${request.url}`);
    const answers: Record<string, unknown> = {
      "/api/v3/user": wireProfile(),
      "/api/v3/user/repos": [wireRepository()],
      "/api/v3/repos/octocat/hello-world": wireRepository(),
      "/api/v3/repos/octocat/hello-world/issues": [wireIssue()],
      "/api/v3/repos/octocat/hello-world/pulls": [wirePullRequest()],
    };
    answerJson(response, answers[pathname]);
  });
  const client = clientOf(github.url, { token });
  await Promise.all([
    requestProfile(client),
    requestRepositories(client, { limit: 5 }),
    requestRepository(client, { repository }),
    requestIssues(client, { repository, limit: 5 }),
    requestPullRequests(client, { repository, limit: 5 }),
  ]);
  expect(github.requests).toHaveLength(5);
  for (const request of github.requests) {
    expect(request.url).not.toContain(token);
    expect(request.headers.authorization).toBe(`Bearer ${token}`);
    const { authorization: _, ...others } = request.headers;
    expect(JSON.stringify(others)).not.toContain(token);
  }
});

it("every request names the program, the format and the version of the API", async () => {
  const github = await serve((_request, response) => answerJson(response, wireProfile()));
  await requestProfile(clientOf(github.url));
  await requestProfile(clientOf(github.url, { userAgent: "example/1.0" }));
  expect(github.requests.map(({ headers }) => headers["user-agent"])).toEqual([
    `dev-github-tool/${packageJson.version}`,
    "example/1.0",
  ]);
  expect(github.requests[0]?.headers).toMatchObject({
    accept: "application/vnd.github+json",
    "x-github-api-version": "2022-11-28",
  });
});

describe("X-24: a token that cannot be in a header is refused without being quoted", () => {
  it.each(["\r\nX: y", "\n", "\0", " ", "ä"])("%j", async (character) => {
    const token = `${plant("access token")}${character}`;
    const error = await errorOf((async () => clientOf("https://github.com", { token }))());
    expect(error).toMatchObject({ name: "GitHubApiError", code: "invalid_access_token", step: "API request" });
    expect(JSON.stringify(error) + String(error)).not.toContain("gho_");
  });

  it("an empty one too", () => {
    expect(() => clientOf("https://github.com", { token: "" })).toThrow(
      expect.objectContaining({ code: "invalid_access_token" }),
    );
  });
});

describe("the scopes of the token", () => {
  it("are unknown before the first answer, and then those of the last one that named them", async () => {
    const scopes = ["read:user", undefined, "", "gist, repo"];
    const github = await serve((_request, response) => {
      const named = scopes[github.requests.length - 1];
      answerJson(response, wireProfile(), { headers: named === undefined ? {} : { "x-oauth-scopes": named } });
    });
    const client = clientOf(github.url);
    expect(client.grantedScopes).toBeUndefined();
    for (const expected of [["read:user"], ["read:user"], [], ["gist", "repo"]]) {
      await requestProfile(client);
      expect(client.grantedScopes).toEqual(expected);
    }
  });

  it("are read from a refusal too", async () => {
    const github = await serve((_request, response) =>
      answerJson(response, { message: "Not Found" }, { status: 404, headers: { "x-oauth-scopes": "read:user" } }),
    );
    const client = clientOf(github.url);
    await errorOf(requestRepository(client, { repository }));
    expect(client.grantedScopes).toEqual(["read:user"]);
  });
});
