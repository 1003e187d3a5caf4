import { systemRuntime } from "@dev-github-tool/oauth";
import { expect, it } from "vitest";
import { githubProvider, requestProfile, warmConnections } from "../src/index.ts";
import { clientOf } from "./a-client.ts";
import { answerJson, serve } from "./serve.ts";
import { wireProfile } from "./wire.ts";

it("opens four connections, which the requests that follow use", async () => {
  const github = await serve((_request, response) => answerJson(response, wireProfile()));
  await warmConnections(githubProvider(github.url), { runtime: systemRuntime });
  expect(github.connections()).toBe(4);
  const client = clientOf(github.url);
  await Promise.all([1, 2, 3, 4].map(() => requestProfile(client)));
  expect(github.connections()).toBe(4);
});

it("asks for what costs no rate limit, without credentials", async () => {
  const github = await serve((_request, response) => answerJson(response, {}));
  await warmConnections(githubProvider(github.url), { runtime: systemRuntime });
  expect(github.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(Array(4).fill("GET /api/v3/rate_limit"));
  for (const { headers } of github.requests) {
    expect(headers).not.toHaveProperty("authorization");
    expect(headers).toHaveProperty("user-agent", expect.stringMatching(/^dev-github-tool\//));
  }
});

it("warms the web site too, where the code is exchanged, when the API is elsewhere", async () => {
  const asked: string[] = [];
  const fetch = async (input: Request | string | URL) => {
    asked.push(String(input));
    return new Response("{}");
  };
  await warmConnections(githubProvider(), { runtime: { ...systemRuntime, fetch } });
  expect(asked.toSorted()).toEqual([
    ...Array(4).fill("https://api.github.com/rate_limit"),
    "https://github.com/robots.txt",
  ]);
});

it("leaves the web site alone while the code is being exchanged there", async () => {
  const asked: string[] = [];
  const fetch = async (input: Request | string | URL) => {
    asked.push(String(input));
    return new Response("{}");
  };
  await warmConnections(githubProvider(), { runtime: { ...systemRuntime, fetch }, isExchanging: true });
  expect(asked).toEqual(Array(4).fill("https://api.github.com/rate_limit"));
});

it("does not fail when nobody answers, and ends with its signal", async () => {
  const stop = new AbortController();
  const github = await serve(() => stop.abort());
  await warmConnections(githubProvider(github.url), { runtime: systemRuntime, signal: stop.signal });
  await warmConnections(githubProvider(github.url), {
    runtime: { ...systemRuntime, fetch: async () => Promise.reject(new TypeError("fetch failed")) },
  });
  expect(stop.signal.aborted).toBe(true);
});
