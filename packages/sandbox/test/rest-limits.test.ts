import { expect, test } from "vitest";
import { createSandbox, defaultSeed } from "../src/index.ts";
import { appOf, origin, rest } from "./drive.ts";
import { tokenOf } from "./small-seed.ts";

const start = Date.UTC(2026, 10, 1);

function limited(rateLimit: object) {
  let now = start;
  const sandbox = createSandbox({
    now: () => now,
    seed: { ...defaultSeed(), rateLimit: { perUser: 5000, anonymous: 60, ...rateLimit } },
  });
  const pass = (ms: number): void => {
    now += ms;
  };
  return { sandbox, pass };
}

test("facts 7.4: searches are counted by themselves, thirty a minute with a token and ten without", async () => {
  const { sandbox, pass } = limited({});
  const token = tokenOf(sandbox);
  const search = (by?: string) => rest(sandbox, "/search/issues?q=tide", { token: by });
  const { headers } = await search(token);
  expect(headers.get("X-RateLimit-Resource")).toBe("search");
  expect([headers.get("X-RateLimit-Limit"), headers.get("X-RateLimit-Remaining")]).toEqual(["30", "29"]);
  expect(headers.get("X-RateLimit-Reset")).toBe(String(start / 1000 + 60));
  expect((await rest(sandbox, "/user", { token })).headers.get("X-RateLimit-Used")).toBe("1");
  for (let count = 0; count < 10; count += 1) expect((await search()).status).toBe(200);
  const refused = await search();
  expect([refused.status, refused.headers.get("X-RateLimit-Remaining")]).toEqual([403, "0"]);
  expect((await rest(sandbox, "/rate_limit")).body).toMatchObject({
    resources: { core: { used: 0 }, search: { limit: 10, used: 10, remaining: 0 } },
  });
  pass(60_000);
  expect((await search()).status).toBe(200);
});

test("facts 7.4: a refusal above the limit asks to quote the request", async () => {
  const { sandbox } = limited({ anonymous: 0 });
  const { status, headers, body } = await rest(sandbox, "/meta");
  expect(status).toBe(403);
  expect(body).toMatchObject({
    message: expect.stringContaining(`include the request ID ${headers.get("X-GitHub-Request-Id")}`),
    documentation_url: expect.stringContaining("rate-limits-for-the-rest-api"),
  });
});

test("facts 7.4: a seed may ask for the secondary limit: points a minute, reading 1 and writing 5, with Retry-After", async () => {
  const { sandbox, pass } = limited({ pointsPerMinute: 7 });
  const token = tokenOf(sandbox);
  const app = appOf(sandbox);
  const write = () =>
    rest(sandbox, `/applications/${app.clientId}/token`, {
      method: "POST",
      body: JSON.stringify({ access_token: token }),
      headers: { Authorization: `Basic ${btoa(`${app.clientId}:${app.clientSecret}`)}` },
    });
  expect([(await write()).status, (await write()).status]).toEqual([200, 403]);
  for (let count = 0; count < 7; count += 1) expect((await rest(sandbox, "/user", { token })).status).toBe(200);
  pass(20_000);
  const refused = await rest(sandbox, "/user", { token });
  expect([refused.status, refused.headers.get("Retry-After")]).toEqual([403, "40"]);
  expect(refused.body).toMatchObject({ message: expect.stringMatching(/^You have exceeded a secondary rate limit\./) });
  expect(Number(refused.headers.get("X-RateLimit-Remaining"))).toBeGreaterThan(0);
  pass(40_000);
  expect((await rest(sandbox, "/user", { token })).status).toBe(200);
});

test("facts 7.4: the switch limitedStatus has limits answered with 429", async () => {
  for (const [rateLimit, words] of [
    [{ perUser: 1, anonymous: 1 }, /^API rate limit exceeded/],
    [{ perUser: 9, anonymous: 9, pointsPerMinute: 1 }, /^You have exceeded a secondary rate limit/],
  ] as const) {
    const sandbox = createSandbox({ switches: { limitedStatus: 429 }, seed: { ...defaultSeed(), rateLimit } });
    await rest(sandbox, "/meta");
    const { status, body } = await rest(sandbox, "/meta");
    expect([status, body]).toEqual([
      429,
      expect.objectContaining({ message: expect.stringMatching(words), status: "429" }),
    ]);
  }
});

test("facts 7.4: an app that shows its secret reads public data within a limit of its own", async () => {
  const { sandbox } = limited({ anonymous: 0 });
  const app = appOf(sandbox);
  const headers = { Authorization: `Basic ${btoa(`${app.clientId}:${app.clientSecret}`)}` };
  const answer = await rest(sandbox, "/users/octo-lena", { headers });
  expect([answer.status, answer.headers.get("X-RateLimit-Limit")]).toEqual([200, "5000"]);
  expect((await rest(sandbox, "/repos/octo-lena/pocket-lighthouse", { headers })).status).toBe(404);
  expect((await rest(sandbox, "/user", { headers })).status).toBe(401);
  const wrong = { Authorization: `Basic ${btoa(`${app.clientId}:wrong`)}` };
  expect((await rest(sandbox, "/users/octo-lena", { headers: wrong })).status).toBe(401);
});

test("facts 7.5: Last-Modified is judged where no ETag is sent, and costs nothing either", async () => {
  const { sandbox } = limited({});
  const token = tokenOf(sandbox);
  const first = await rest(sandbox, "/repos/octo-lena/tide-tables", { token });
  const lastModified = first.headers.get("Last-Modified") ?? "";
  expect(lastModified).toBe("Sat, 31 Oct 2026 18:42:00 GMT");
  const ask = (headers: Record<string, string>) => rest(sandbox, "/repos/octo-lena/tide-tables", { token, headers });
  const unchanged = await ask({ "If-Modified-Since": lastModified });
  expect([unchanged.status, unchanged.headers.get("X-RateLimit-Used")]).toEqual([304, "1"]);
  expect((await ask({ "If-Modified-Since": "Sat, 31 Oct 2026 18:41:59 GMT" })).status).toBe(200);
  expect((await ask({ "If-Modified-Since": lastModified, "If-None-Match": '"other"' })).status).toBe(200);
  expect((await ask({ "If-Modified-Since": "nonsense" })).status).toBe(200);
});

test("a browser that asks before it sends a request is told what it may send, without being counted", async () => {
  const { sandbox } = limited({ anonymous: 1 });
  for (const path of ["/user", "/nowhere"]) {
    const answer = await sandbox.fetch(`${origin}/api/v3${path}`, {
      method: "OPTIONS",
      headers: { Origin: "https://example.com", "Access-Control-Request-Method": "GET" },
    });
    expect([answer.status, await answer.text()]).toEqual([204, ""]);
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(answer.headers.get("Access-Control-Allow-Headers")).toContain("Authorization");
    expect(answer.headers.get("Access-Control-Allow-Methods")).toBe("GET, POST, PATCH, PUT, DELETE");
  }
  expect((await rest(sandbox, "/meta")).status).toBe(200);
});

test("facts 7.2: /versions names the versions, and the newest lacks what it took away", async () => {
  const sandbox = createSandbox();
  expect((await rest(sandbox, "/versions")).body).toEqual(["2022-11-28", "2026-03-10"]);
  const headers = { "X-GitHub-Api-Version": "2026-03-10" };
  const issues = await rest(sandbox, "/repos/octo-lena/tide-tables/issues", { headers });
  expect((issues.body as object[])[0]).not.toHaveProperty("assignee");
  expect((issues.body as object[])[0]).toHaveProperty("assignees");
});
