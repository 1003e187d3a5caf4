import { describe, expect, it } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { parseRepositoryName, requestProfile, requestRepository } from "../src/index.ts";
import { clientOf, errorOf } from "./a-client.ts";
import { answerJson, serve } from "./serve.ts";
import { wireRepository } from "./wire.ts";

const redirected = { name: "UnexpectedResponseError", code: "redirected", step: "API request" };

describe("X-40: a redirect that leaves the API is refused, and nothing is sent there", () => {
  it.each([301, 302, 307, 308])("%i to another port", async (status) => {
    const elsewhere = await serve((_request, response) => answerJson(response, {}));
    const github = await serve((_request, response) => {
      response.writeHead(status, { location: `${elsewhere.url}/api/v3/user` }).end();
    });
    await expect(requestProfile(clientOf(github.url))).rejects.toMatchObject(redirected);
    expect(elsewhere.requests).toEqual([]);
    expect(github.requests).toHaveLength(1);
  });

  it.each<[string, (origin: string) => string]>([
    ["another host that is the same machine", (origin) => origin.replace("127.0.0.1", "localhost")],
    ["another scheme", (origin) => origin.replace("http:", "https:")],
    ["the same host with a user", (origin) => `${origin.replace("//", "//user@")}/api/v3/user`],
    ["a host behind a user that looks like ours", () => "http://127.0.0.1:80@evil.test/api/v3/user"],
    ["a host without a scheme", () => "//evil.test/api/v3/user"],
    ["the web site beside the API", () => "/login/oauth/authorize"],
    ["the web site by way of dots", () => "/api/v3/../../login"],
    ["the web site by way of encoded dots", () => "/api/v3/%2e%2e/%2e%2e/login"],
    ["the web site by way of backslashes", () => "/api/v3\\..\\..\\login"],
    ["a path that only begins like the API's", () => "/api/v3x/user"],
    ["a script", () => "javascript:alert(1)"],
    ["nothing that is an address", () => "http://[::1"],
    ["nowhere", () => ""],
  ])("to %s", async (_name, target) => {
    const github = await serve((request, response) => {
      response.writeHead(302, { location: target(`http://${request.headers.host}`) }).end();
    });
    await expect(requestProfile(clientOf(github.url))).rejects.toMatchObject(redirected);
    expect(github.requests).toHaveLength(1);
  });

  it.each([
    "http://api.github.com/user",
    "https://github.com/user",
    "https://api.github.com.evil.test/user",
    "https://api.github.com@evil.test/user",
    "https://sub.api.github.com/user",
    "https://api.github.com:8443/user",
    "https://169.254.169.254/user",
    "https://api.github.com//evil.test/user",
  ])("from https://api.github.com to %s", async (location) => {
    const asked: string[] = [];
    const client = clientOf("https://github.com", {
      runtime: {
        fetch: async (input) => {
          asked.push(String(input));
          return new Response(null, { status: 301, headers: { location } });
        },
      },
    });
    await expect(requestProfile(client)).rejects.toMatchObject(redirected);
    expect(asked).toEqual(["https://api.github.com/user"]);
  });
});

it("X-40: gives up after five redirects in a circle", async () => {
  const github = await serve((_request, response) => {
    response.writeHead(302, { location: "/api/v3/user" }).end();
  });
  await expect(requestProfile(clientOf(github.url))).rejects.toMatchObject(redirected);
  expect(github.requests).toHaveLength(6);
});

it.each([301, 302, 307, 308])("follows %i to a renamed repository, with the token and by GET", async (status) => {
  const token = plant("access token");
  const github = await serve((request, response) => {
    if (request.url === "/api/v3/repos/octocat/old") {
      response.writeHead(status, { location: `http://${request.headers.host}/api/v3/repositories/1` }).end();
    } else {
      answerJson(response, wireRepository({ full_name: "octocat/new" }));
    }
  });
  const client = clientOf(github.url, { token });
  const { nameWithOwner } = await requestRepository(client, { repository: parseRepositoryName("octocat/old") });
  expect(nameWithOwner).toBe("octocat/new");
  expect(github.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    "GET /api/v3/repos/octocat/old",
    "GET /api/v3/repositories/1",
  ]);
  expect(github.requests.every(({ headers }) => headers.authorization === `Bearer ${token}`)).toBe(true);
});

it("names no address of the redirect in its error", async () => {
  const github = await serve((_request, response) => {
    response.writeHead(302, { location: "https://evil.test/?a=b" }).end();
  });
  expect(String(await errorOf(requestProfile(clientOf(github.url))))).not.toContain("evil");
});
