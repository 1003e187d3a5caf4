import { describe, expect, it } from "vitest";
import { GitHubApiError, requestProfile } from "../src/index.ts";
import { clientOf, errorOf } from "./a-client.ts";
import { answerJson, serve } from "./serve.ts";

const now = Date.parse("2026-11-20T12:00:00Z");

async function refusedWith(status: number, headers: Record<string, string>): Promise<GitHubApiError> {
  const github = await serve((_request, response) => answerJson(response, { message: "later" }, { status, headers }));
  const error = await errorOf(requestProfile(clientOf(github.url, { runtime: { now: () => now } })));
  if (!(error instanceof GitHubApiError)) {
    throw error;
  }
  expect(github.requests).toHaveLength(1);
  return error;
}

describe("T-18: what Retry-After asks for is kept within reason", () => {
  it.each([
    ["2", 2],
    ["0", 0],
    ["1000000000", 3600],
    ["99999999999999999999999", 3600],
    ["Fri, 20 Nov 2026 12:01:30 GMT", 90],
    ["Fri, 20 Nov 2026 11:00:00 GMT", 0],
    ["Sat, 20 Nov 2027 12:00:00 GMT", 3600],
    ["-1", undefined],
    ["1.5", undefined],
    ["2s", undefined],
    ["soon", undefined],
    ["Fri, 99 Nov 2026 12:00:00 GMT", undefined],
    ["2027", 2027],
    ["November 2027", undefined],
  ])("%j", async (value, seconds) => {
    for (const status of [429, 503]) {
      expect((await refusedWith(status, { "retry-after": value })).retryAfterSeconds).toBe(seconds);
    }
  });
});

describe("when a rate limit is lifted", () => {
  const resetAt = async (reset: string) =>
    (await refusedWith(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset })).resetAt;

  it("is told in milliseconds", async () => {
    expect(await resetAt(String(now / 1000 + 600))).toBe(now + 600_000);
  });

  it("is never past, and never more than an hour away, whatever the clocks say", async () => {
    expect(await resetAt(String(now / 1000 - 86_400))).toBe(now);
    expect(await resetAt(String(now / 1000 + 86_400))).toBe(now + 3_600_000);
    expect(await resetAt("99999999999999999999999")).toBe(now + 3_600_000);
  });

  it.each(["-1", "soon", "", "1e9"])("is unknown when GitHub says %j", async (reset) => {
    expect(await resetAt(reset)).toBeUndefined();
  });

  it("belongs to the hourly limit alone", async () => {
    const error = await refusedWith(429, {
      "x-ratelimit-remaining": "50",
      "x-ratelimit-reset": String(now / 1000 + 9),
    });
    expect(error).toMatchObject({ code: "secondary_rate_limited", resetAt: undefined });
  });
});
