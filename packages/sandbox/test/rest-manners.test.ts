import { expect, test } from "vitest";
import { createSandbox, defaultSeed } from "../src/index.ts";
import { appOf, origin, rest, tokenFor } from "./drive.ts";

for (const scheme of ["Bearer", "bearer", "token", "Token"]) {
  test(`facts 7.1: the scheme ${scheme} is accepted`, async () => {
    const sandbox = createSandbox();
    const headers = { Authorization: `${scheme} ${await tokenFor(sandbox)}` };
    expect((await rest(sandbox, "/user", { headers })).status).toBe(200);
  });
}

test("facts 7.3: a bad token answers 401 Bad credentials, also for public data, and names no scopes", async () => {
  const sandbox = createSandbox();
  for (const path of ["/user", "/", "/repos/octo-lena/tide-tables", "/rate_limit", "/nonsense"]) {
    const answer = await rest(sandbox, path, { token: `gho_${"madeup".padEnd(36, "0")}` });
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({
      message: "Bad credentials",
      documentation_url: "https://docs.github.com/rest",
      status: "401",
    });
    expect(answer.headers.get("X-OAuth-Scopes")).toBeNull();
  }
});

for (const authorization of ["Bearer", "Bearer a b", "gho_0123", "Basic b2N0bzpsZW5h", "Digest x"]) {
  test(`the header Authorization: ${authorization} proves nothing and answers 401`, async () => {
    const sandbox = createSandbox();
    expect((await rest(sandbox, "/user", { headers: { Authorization: authorization } })).status).toBe(401);
  });
}

test("facts 7.3: no token where one is needed answers 401 Requires authentication", async () => {
  const answer = await rest(createSandbox(), "/user/repos");
  expect(answer.status).toBe(401);
  expect(answer.body).toMatchObject({ message: "Requires authentication", status: "401" });
});

test("facts 7.3: what is missing answers 404 with the operation's page and its status as a text", async () => {
  expect((await rest(createSandbox(), "/repos/octo-lena/no-such-thing/issues")).body).toEqual({
    message: "Not Found",
    documentation_url: "https://docs.github.com/rest/issues/issues#list-repository-issues",
    status: "404",
  });
});

test("facts 7.1: a request without a user agent is refused", async () => {
  const response = await createSandbox().fetch(`${origin}/api/v3/`, { headers: { "User-Agent": " " } });
  expect(response.status).toBe(403);
  expect(await response.text()).toMatch(/^Request forbidden by administrative rules\. .*User-Agent/);
});

test("facts 7.1: an unsupported method, a slash at the end and an unknown path answer 404", async () => {
  const sandbox = createSandbox();
  const token = await tokenFor(sandbox);
  for (const [method, path] of [
    ["POST", "/user"],
    ["DELETE", "/repos/octo-lena/tide-tables/issues"],
    ["PUT", "/user"],
    ["GET", "/user/"],
    ["GET", "/repos/octo-lena/tide-tables/"],
    ["GET", "/nonsense"],
    ["GET", "/repositories/x/issues"],
    ["GET", "/repositories/999999999"],
  ] as const) {
    const answer = await rest(sandbox, path, { method, token });
    expect([method, path, answer.status]).toEqual([method, path, 404]);
  }
});

test("facts 7.1: owner and name are compared without regard to case", async () => {
  const { body } = await rest(createSandbox(), "/repos/Octo-LENA/TIDE-tables");
  expect(body).toHaveProperty("full_name", "octo-lena/tide-tables");
});

test("facts 7.1: a former name answers 301 to the address by id, which works and keeps the query", async () => {
  const sandbox = createSandbox();
  const moved = await rest(sandbox, "/repos/octo-lena/SunDial/issues?state=all&per_page=2");
  expect(moved.status).toBe(301);
  const location = moved.headers.get("Location") ?? "";
  expect(location).toMatch(/\/api\/v3\/repositories\/\d+\/issues\?state=all&per_page=2$/);
  expect(moved.body).toMatchObject({ message: "Moved Permanently", url: location });
  expect((await rest(sandbox, location.replace(`${origin}/api/v3`, ""))).status).toBe(200);
});

test("facts 7.1: HEAD answers like GET, without a body", async () => {
  const sandbox = createSandbox();
  const [head, get] = [await rest(sandbox, "/rate_limit", { method: "HEAD" }), await rest(sandbox, "/rate_limit")];
  expect(head.status).toBe(200);
  expect(head.body).toBeUndefined();
  expect(head.headers.get("ETag")).toBe(get.headers.get("ETag"));
});

test("facts 7.2: the selected version is echoed, 2022-11-28 by default", async () => {
  const sandbox = createSandbox();
  expect((await rest(sandbox, "/")).headers.get("X-GitHub-Api-Version-Selected")).toBe("2022-11-28");
  const newest = await sandbox.fetch(`${origin}/api/v3/rate_limit`, {
    headers: { "X-GitHub-Api-Version": "2026-03-10" },
  });
  expect(newest.headers.get("X-GitHub-Api-Version-Selected")).toBe("2026-03-10");
  expect(await newest.json()).not.toHaveProperty("rate");
  expect((await rest(sandbox, "/rate_limit")).body).toHaveProperty("rate");
});

test("facts 7.2: a version that does not exist answers 400 and names those that do", async () => {
  const answer = await rest(createSandbox(), "/", { headers: { "X-GitHub-Api-Version": "2020-01-01" } });
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ message: expect.stringMatching(/2026-03-10 \(most recent\), 2022-11-28/) });
});

test("facts 7.2: a version is warned of in its last year, and gone afterwards", async () => {
  const sandbox = createSandbox({ now: () => Date.UTC(2027, 2, 1) });
  const ask = async (version?: string) => {
    const headers = { "User-Agent": "test", ...(version && { "X-GitHub-Api-Version": version }) };
    const answer = await rest(sandbox, "/versions", { headers });
    const said = ["X-GitHub-Api-Version-Selected", "Deprecation", "Sunset"].map((name) => answer.headers.get(name));
    return [answer.status, ...said, answer.body];
  };
  const both = ["2022-11-28", "2026-03-10"];
  const notice = ["Tue, 10 Mar 2026 00:00:00 GMT", "Fri, 10 Mar 2028 00:00:00 GMT"];
  expect(await ask()).toEqual([200, "2022-11-28", null, null, both]);
  sandbox.clock.set(Date.UTC(2027, 2, 20));
  expect(await ask()).toEqual([200, "2022-11-28", ...notice, both]);
  expect(await ask("2026-03-10")).toEqual([200, "2026-03-10", null, null, both]);
  sandbox.clock.set(Date.UTC(2028, 2, 10));
  expect(await ask()).toEqual([200, "2026-03-10", null, null, ["2026-03-10"]]);
  expect((await ask("2022-11-28")).slice(0, 2)).toEqual([410, "2026-03-10"]);
});

test("facts 6.3: scopes are told sorted, with comma and space, on success and on failure; absent without a token", async () => {
  const sandbox = createSandbox();
  const token = await tokenFor(sandbox, { scope: "repo gist read:org" });
  for (const path of ["/repos/octo-lena/tide-tables", "/repos/octo-lena/nothing"]) {
    const { headers } = await rest(sandbox, path, { token });
    expect(headers.get("X-OAuth-Scopes")).toBe("gist, read:org, repo");
    expect(headers.get("X-Accepted-OAuth-Scopes")).toBe("repo");
    expect(headers.get("X-OAuth-Client-Id")).toBe(appOf(sandbox).clientId);
  }
  const anonymous = await rest(sandbox, "/repos/octo-lena/tide-tables");
  expect(anonymous.headers.has("X-OAuth-Scopes")).toBe(false);
});

test("facts 6.3: a token without scopes has the header, and it is empty", async () => {
  const sandbox = createSandbox();
  const { headers } = await rest(sandbox, "/", { token: await tokenFor(sandbox, { scope: "" }) });
  expect(headers.get("X-OAuth-Scopes")).toBe("");
});

test("facts 7.5: an ETag answers 304 without a body to whoever has it, and another body has another ETag", async () => {
  const sandbox = createSandbox();
  const token = await tokenFor(sandbox);
  const first = await rest(sandbox, "/user", { token });
  const etag = first.headers.get("ETag") ?? "";
  expect(etag).toMatch(/^W\/"[0-9a-f]{64}"$/);
  for (const known of [etag, etag.replace("W/", ""), `"other", ${etag}`, "*"]) {
    const again = await rest(sandbox, "/user", { token, headers: { "If-None-Match": known } });
    expect([again.status, again.body]).toEqual([304, undefined]);
  }
  expect((await rest(sandbox, "/user", { token, headers: { "If-None-Match": '"other"' } })).status).toBe(200);
  const other = await tokenFor(sandbox, { login: "coral-kai", password: "radio-free-reef" });
  expect((await rest(sandbox, "/user", { token: other, headers: { "If-None-Match": etag } })).status).toBe(200);
});

test("facts 7.5: a 304 is free of the limit with a token and counted without one", async () => {
  const sandbox = createSandbox();
  for (const [token, cost] of [
    [await tokenFor(sandbox), 0],
    [undefined, 1],
  ] as const) {
    const { headers } = await rest(sandbox, "/", { token });
    const again = await rest(sandbox, "/", { token, headers: { "If-None-Match": headers.get("ETag") ?? "" } });
    expect(again.status).toBe(304);
    expect(Number(again.headers.get("X-RateLimit-Used"))).toBe(Number(headers.get("X-RateLimit-Used")) + cost);
  }
});

test("facts 7.4: requests are counted by person over all apps, 5000 an hour, and by address without a token, 60", async () => {
  const sandbox = createSandbox();
  const mine = [await tokenFor(sandbox), await tokenFor(sandbox, { app: appOf(sandbox, "Ov23liExpiring000004") })];
  const used = async (token?: string) => {
    const { headers } = await rest(sandbox, "/", { token });
    return [headers.get("X-RateLimit-Limit"), headers.get("X-RateLimit-Used"), headers.get("X-RateLimit-Remaining")];
  };
  expect(await used(mine[0])).toEqual(["5000", "1", "4999"]);
  expect(await used(mine[1])).toEqual(["5000", "2", "4998"]);
  expect(await used()).toEqual(["60", "1", "59"]);
});

test("facts 7.4: beyond the limit requests answer 403 until the hour is over, but GET /rate_limit is free", async () => {
  let now = Date.UTC(2026, 10, 1);
  const sandbox = createSandbox({
    now: () => now,
    seed: { ...defaultSeed(), rateLimit: { perUser: 2, anonymous: 1 } },
  });
  const token = await tokenFor(sandbox);
  const status = async (path: string) => (await rest(sandbox, path, { token })).status;
  expect([await status("/"), await status("/user"), await status("/user")]).toEqual([200, 200, 403]);
  const refused = await rest(sandbox, "/user", { token });
  expect(refused.headers.get("X-RateLimit-Remaining")).toBe("0");
  expect(Number(refused.headers.get("X-RateLimit-Reset"))).toBe(now / 1000 + 3600);
  expect(refused.body).toMatchObject({ message: expect.stringContaining("API rate limit exceeded for user ID 1001.") });
  expect(await status("/rate_limit")).toBe(200);
  now += 3_600_000;
  expect(await status("/user")).toBe(200);
});

test("facts 7.6: a REST answer carries GitHub's headers", async () => {
  const sandbox = createSandbox();
  const { headers } = await rest(sandbox, "/user", { token: await tokenFor(sandbox) });
  expect(Object.fromEntries(headers)).toMatchObject({
    "access-control-allow-origin": "*",
    "access-control-expose-headers": expect.stringContaining("X-OAuth-Scopes"),
    "cache-control": "private, max-age=60, s-maxage=60",
    "content-security-policy": "default-src 'none'",
    "content-type": "application/json; charset=utf-8",
    vary: expect.stringContaining("Authorization"),
    "x-content-type-options": "nosniff",
    "x-github-media-type": "github.v3; format=json",
    "x-github-request-id": expect.stringMatching(/^[0-9A-F]+(?::[0-9A-F]+)+$/),
    "x-ratelimit-resource": "core",
  });
});

test("facts 3.4: the Date header is the sandbox's clock", async () => {
  const sandbox = createSandbox({ now: () => Date.UTC(2031, 0, 2, 3, 4, 5) });
  expect((await rest(sandbox, "/")).headers.get("Date")).toBe("Thu, 02 Jan 2031 03:04:05 GMT");
});

test("facts 7.11: an own API host serves the same without the prefix, and links to itself", async () => {
  const sandbox = createSandbox();
  const own = await sandbox.fetch("https://api.github.com/repos/octo-lena/tide-tables");
  const body = (await own.json()) as Record<string, string>;
  expect(body.url).toBe("https://api.github.com/repos/octo-lena/tide-tables");
  expect(body.html_url).toBe("https://github.com/octo-lena/tide-tables");
  const prefixed = (await rest(sandbox, "/repos/octo-lena/tide-tables")).body as Record<string, string>;
  expect(prefixed.url).toBe(`${origin}/api/v3/repos/octo-lena/tide-tables`);
  expect(prefixed.html_url).toBe(`${origin}/octo-lena/tide-tables`);
  expect((await sandbox.fetch("https://api.github.com/login")).status).toBe(404);
});
