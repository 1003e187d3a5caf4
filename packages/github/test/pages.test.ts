import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { requestRepositories } from "../src/index.ts";
import { clientOf } from "./a-client.ts";
import { answerJson, serve } from "./serve.ts";
import { wireRepository } from "./wire.ts";

const page = (response: ServerResponse, link: string) =>
  answerJson(response, [wireRepository()], { headers: link === "" ? {} : { link } });

describe("X-42: a next page outside the API is refused, and nothing is sent there", () => {
  it("another port", async () => {
    const elsewhere = await serve((_request, response) => page(response, ""));
    const github = await serve((_request, response) => page(response, `<${elsewhere.url}/api/v3/p2>; rel="next"`));
    await expect(requestRepositories(clientOf(github.url), { limit: 5 })).rejects.toMatchObject({
      name: "UnexpectedResponseError",
      code: "field_invalid",
      step: "API request",
    });
    expect(elsewhere.requests).toEqual([]);
    expect(github.requests).toHaveLength(1);
  });

  it.each(["/user/repos", "/api/v3x/user/repos", "/login/oauth/authorize"])(
    "the web site beside it: %s",
    async (path) => {
      const github = await serve((request, response) =>
        page(response, `<http://${request.headers.host}${path}>; rel="next"`),
      );
      await expect(requestRepositories(clientOf(github.url), { limit: 5 })).rejects.toMatchObject({
        code: "field_invalid",
      });
      expect(github.requests).toHaveLength(1);
    },
  );

  it.each([
    "https://evil.test/p2",
    "//evil.test",
    "http://api.github.com/user/repos?page=2",
    "https://api.github.com.evil.test/user/repos",
    "https://api.github.com@evil.test/user/repos",
    "https://user:secret@api.github.com/user/repos",
    "https://github.com/user/repos",
    "https:evil.test",
    "javascript:alert(1)",
  ])("<%s>", async (address) => {
    const asked: string[] = [];
    const client = clientOf("https://github.com", {
      runtime: {
        fetch: async (input) => {
          asked.push(String(input));
          return Response.json([wireRepository()], { headers: { link: `<${address}>; rel="next"` } });
        },
      },
    });
    await expect(requestRepositories(client, { limit: 5 })).rejects.toMatchObject({
      name: "UnexpectedResponseError",
      code: "field_invalid",
    });
    expect(asked).toHaveLength(1);
  });
});

it("X-42: a foreign next page that is not needed does not matter", async () => {
  const github = await serve((_request, response) => page(response, '<https://evil.test/p2>; rel="next"'));
  await expect(requestRepositories(clientOf(github.url), { limit: 1 })).resolves.toHaveLength(1);
});

it.each([
  ["a page that links to itself", ["/api/v3/user/repos?page=1"]],
  ["two pages that link to each other", ["/api/v3/user/repos?page=2", "/api/v3/user/repos?page=1"]],
])("X-42: %s is not walked for ever", async (_name, next) => {
  const github = await serve((request, response) => {
    const link = next[(Number(new URL(`http://x${request.url}`).searchParams.get("page") ?? 1) - 1) % next.length];
    page(response, `<http://${request.headers.host}${link}>; rel="next"`);
  });
  await expect(requestRepositories(clientOf(github.url), { limit: 5 })).rejects.toMatchObject({
    name: "UnexpectedResponseError",
    code: "too_large",
  });
  expect(github.requests.length).toBeLessThanOrEqual(3);
});

it("X-42: a million pages are not walked: it stops after thirty", async () => {
  const github = await serve((request, response) =>
    answerJson(response, [], {
      headers: { link: `<http://${request.headers.host}/api/v3/p${github.requests.length}>; rel="next"` },
    }),
  );
  await expect(requestRepositories(clientOf(github.url), { limit: 5 })).rejects.toMatchObject({
    name: "UnexpectedResponseError",
    code: "too_large",
  });
  expect(github.requests).toHaveLength(30);
});

it.each([
  ["a hundred thousand <", "<".repeat(100_000)],
  ["a hundred thousand open addresses", "<a".repeat(50_000)],
  ["a hundred thousand spaces", `<a>;${" ".repeat(100_000)}`],
  ["a hundred thousand separators", "<a>;".repeat(25_000)],
])("X-42: a Link of %s costs no time", async (_name, link) => {
  const client = clientOf("https://github.com", {
    runtime: { fetch: async () => Response.json([wireRepository()], { headers: { link } }) },
  });
  const durations: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const startedAt = performance.now();
    await requestRepositories(client, { limit: 5 });
    durations.push(performance.now() - startedAt);
  }
  // The quickest round: the others may have shared the processor. A parser that goes back takes seconds.
  expect(Math.min(...durations)).toBeLessThan(50);
});

it("follows the links of the API to the number of items that is wanted, and no further", async () => {
  const github = await serve((request, response) => {
    const number = github.requests.length;
    answerJson(response, [wireRepository({ name: `r${number}a` }), wireRepository({ name: `r${number}b` })], {
      headers: { link: `<http://${request.headers.host}/api/v3/user/9/repos?cursor=${number}>; rel="next"` },
    });
  });
  const found = await requestRepositories(clientOf(github.url), { limit: 3 });
  expect(found.map(({ name }) => name)).toEqual(["r1a", "r1b", "r2a"]);
  expect(github.requests.map(({ url }) => url)).toEqual([
    "/api/v3/user/repos?per_page=3&sort=updated",
    "/api/v3/user/9/repos?cursor=1",
  ]);
});

it("asks for the lists' hundred at most, however many are wanted", async () => {
  const github = await serve((_request, response) => page(response, ""));
  await requestRepositories(clientOf(github.url), {
    limit: 250,
    sort: "full_name",
    visibility: "private",
    affiliation: ["owner", "collaborator"],
  });
  expect(github.requests[0]?.url).toBe(
    "/api/v3/user/repos?per_page=100&sort=full_name&visibility=private&affiliation=owner%2Ccollaborator",
  );
});
