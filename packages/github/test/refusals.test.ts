import { describe, expect, it } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { GitHubApiError, gitHubApiErrorCodes, requestProfile } from "../src/index.ts";
import { clientOf, errorOf } from "./a-client.ts";
import { answerJson, serve } from "./serve.ts";

interface Refusal {
  readonly status: number;
  readonly message?: string;
  readonly headers?: Record<string, string>;
}

async function refusedWith({ status, message = "Refused", headers = {} }: Refusal, token?: string) {
  const github = await serve((_request, response) => answerJson(response, { message }, { status, headers }));
  const client = clientOf(github.url, {
    runtime: { sleep: async () => {} },
    ...(token === undefined ? {} : { token }),
  });
  const error = await errorOf(requestProfile(client));
  if (!(error instanceof GitHubApiError)) {
    throw error;
  }
  return { error, requests: github.requests.length, url: github.url };
}

const restricted =
  "Although you appear to have the correct authorization credentials, the `octo-org` organization has enabled OAuth App access restrictions, meaning that data access to third-parties is limited.";

it.each<[Refusal, string]>([
  [{ status: 401, message: "Bad credentials" }, "unauthorized"],
  [{ status: 403, message: "Resource not accessible by integration" }, "forbidden"],
  [{ status: 403, message: restricted }, "organization_restricted"],
  [{ status: 403, message: "API rate limit exceeded", headers: { "x-ratelimit-remaining": "0" } }, "rate_limited"],
  [{ status: 429, message: "API rate limit exceeded", headers: { "x-ratelimit-remaining": "0" } }, "rate_limited"],
  [{ status: 403, message: "You have exceeded a secondary rate limit." }, "secondary_rate_limited"],
  [{ status: 403, headers: { "retry-after": "60" } }, "secondary_rate_limited"],
  [{ status: 429 }, "secondary_rate_limited"],
  [{ status: 404, message: "Not Found" }, "not_found"],
  [{ status: 410, message: "Issues are disabled for this repo" }, "gone"],
  [{ status: 422, message: "Validation Failed" }, "validation_failed"],
  [{ status: 400, message: "Problems parsing JSON" }, "validation_failed"],
  [{ status: 451, message: "Repository access blocked" }, "forbidden"],
  [{ status: 500 }, "server_error"],
  [{ status: 502 }, "server_error"],
  [{ status: 503 }, "server_error"],
])("%j is %s", async (refusal, code) => {
  const { error } = await refusedWith(refusal);
  expect(error).toMatchObject({
    name: "GitHubApiError",
    code,
    step: "API request",
    status: refusal.status,
    message: `GitHub answered HTTP ${refusal.status}`,
    description: (refusal.message ?? "Refused").slice(0, 200),
  });
  expect(gitHubApiErrorCodes).toContain(error.code);
});

it("asks once where asking again cannot help, and three times where it may", async () => {
  for (const status of [400, 401, 403, 404, 409, 410, 422, 429, 451]) {
    expect([status, (await refusedWith({ status })).requests]).toEqual([status, 1]);
  }
  for (const status of [500, 502, 503, 504]) {
    expect([status, (await refusedWith({ status })).requests]).toEqual([status, 3]);
  }
});

describe("scopes", () => {
  const scopes = (granted: string, accepted: string) => ({
    "x-oauth-scopes": granted,
    "x-accepted-oauth-scopes": accepted,
  });

  it("a 403 whose accepted scopes the token lacks is a missing scope", async () => {
    const { error } = await refusedWith({ status: 403, headers: scopes("read:user", "notifications, repo") });
    expect(error).toMatchObject({ code: "scope_missing", needed: ["notifications", "repo"], granted: ["read:user"] });
  });

  it("a token without any scope lacks every one", async () => {
    const { error } = await refusedWith({ status: 403, headers: scopes("", "repo") });
    expect(error).toMatchObject({ code: "scope_missing", needed: ["repo"], granted: [] });
  });

  it("a 403 in spite of an accepted scope, or of one that implies it, has another reason", async () => {
    for (const granted of ["gist, repo", "user"]) {
      const { error } = await refusedWith({ status: 403, headers: scopes(granted, "repo, user:email") });
      expect(error).toMatchObject({ code: "forbidden", needed: [] });
    }
  });

  it("a 404 tells which scope could have shown what may be hidden", async () => {
    const { error } = await refusedWith({ status: 404, headers: scopes("read:user", "repo") });
    expect(error).toMatchObject({ code: "not_found", needed: ["repo"], granted: ["read:user"] });
  });

  it("a 404 in spite of the scope is no matter of scopes", async () => {
    const { error } = await refusedWith({ status: 404, headers: scopes("repo", "repo") });
    expect(error).toMatchObject({ code: "not_found", needed: [], granted: ["repo"] });
  });

  it("a GitHub App's token has no scopes to miss", async () => {
    const { error } = await refusedWith({ status: 403, headers: { "x-accepted-oauth-scopes": "repo" } });
    expect(error).toMatchObject({ code: "forbidden", needed: [], granted: undefined });
  });
});

describe("single sign-on", () => {
  const ssoUrl = async (address: (origin: string) => string) => {
    const github = await serve((request, response) => {
      const value = `required; url=${address(`http://${request.headers.host}`)}`;
      answerJson(response, { message: "SAML" }, { status: 403, headers: { "x-github-sso": value } });
    });
    const error = await errorOf(requestProfile(clientOf(github.url)));
    expect(error).toMatchObject({ code: "sso_required" });
    return [error instanceof GitHubApiError ? error.ssoUrl : error, github.url];
  };

  it("is asked for with the page where it is done", async () => {
    const [url, origin] = await ssoUrl((web) => `${web}/orgs/octo-org/sso?authorization_request=AB12`);
    expect(url).toBe(`${origin}/orgs/octo-org/sso?authorization_request=AB12`);
  });

  it.each(["https://evil.test/orgs/octo-org/sso", "javascript:alert(1)", "//evil.test", "x"])(
    "X-44: the page %s is not on the web site, so there is none",
    async (address) => {
      expect((await ssoUrl(() => address))[0]).toBeUndefined();
    },
  );

  it("X-44: a page that only begins like the web site's address is none", async () => {
    expect((await ssoUrl((web) => `${web}.evil.test/sso`))[0]).toBeUndefined();
    expect((await ssoUrl((web) => `${web}@evil.test/sso`))[0]).toBeUndefined();
  });
});

describe("what GitHub says", () => {
  it("is kept with its request's name", async () => {
    const { error } = await refusedWith({ status: 404, headers: { "x-github-request-id": "C0DE:1234:ABCD" } });
    expect(error.requestId).toBe("C0DE:1234:ABCD");
  });

  it("X-49: is made printable and short", async () => {
    const { error } = await refusedWith({ status: 403, message: `\u001b[2J\u202e${"x".repeat(10_240)}` });
    expect(error.description).toMatch(/^\ufffd\[2J\ufffdx+$/);
    expect(error.description).toHaveLength(200);
  });

  it("does not bring a name that is no name", async () => {
    const { error } = await refusedWith({ status: 404, headers: { "x-github-request-id": "a b\u0080" } });
    expect(error.requestId).toBeUndefined();
  });

  it("X-23: loses the token when it echoes it", async () => {
    const token = plant("access token");
    const { error } = await refusedWith({ status: 403, message: `no access with ${token}` }, token);
    expect(error.description).toBe("no access with gho_… (40 characters)");
    expect(JSON.stringify(error) + String(error.stack)).not.toContain(token);
  });
});

describe("a refusal that is not in GitHub's JSON", () => {
  const refusedAs = async (status: number, body: string) => {
    const github = await serve((_request, response) => response.writeHead(status).end(body));
    return errorOf(requestProfile(clientOf(github.url, { runtime: { sleep: async () => {} } })));
  };

  it.each([403, 404, 410, 422])("is not taken for GitHub's when it is HTTP %i", async (status) => {
    for (const body of ["<html>Sign in to the network</html>", "", "null", "5", '"x"', "[]", "{}", '{"message":5}']) {
      expect(await refusedAs(status, body)).toMatchObject({
        name: "UnexpectedResponseError",
        code: "not_json",
        step: "API request",
      });
    }
  });

  it.each([
    [401, "unauthorized"],
    [429, "secondary_rate_limited"],
    [500, "server_error"],
    [503, "server_error"],
  ])("still means what HTTP %i means", async (status, code) => {
    expect(await refusedAs(status, "<html>Unicorn!</html>")).toMatchObject({
      name: "GitHubApiError",
      code,
      status,
      description: "",
    });
  });
});
