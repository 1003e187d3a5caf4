import { NetworkError, Secret } from "@dev-github-tool/oauth";
import { expect, it } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { testRuntime } from "../../../test/canary/test-runtime.ts";
import { createGitHubClient, githubProvider, requestProfile, requestRepositories } from "../src/index.ts";
import { errorOf } from "./a-client.ts";
import { answerJson, serve } from "./serve.ts";
import { wireProfile, wireRepository } from "./wire.ts";

/** A GitHub that takes one token, and says of every other one what `refusal` says. */
async function serveFor(token: string, refusal: unknown = { message: "Bad credentials" }) {
  return serve((request, response) => {
    if (request.headers.authorization !== `Bearer ${token}`) {
      answerJson(response, refusal, { status: 401 });
    } else {
      answerJson(response, request.url?.startsWith("/api/v3/user/repos") ? [wireRepository()] : wireProfile());
    }
  });
}

function clientOf(url: string, replaceToken: (failed: Secret) => Promise<Secret | undefined>) {
  const accessToken = new Secret(plant("access token"));
  const provider = githubProvider(url);
  return { accessToken, client: createGitHubClient({ provider, accessToken, replaceToken, runtime: testRuntime() }) };
}

it("sends a request once more with the token that took the place of a dead one, and later ones with it at once", async () => {
  const next = plant("access token");
  const github = await serveFor(next);
  const failed: string[] = [];
  const { client, accessToken } = clientOf(github.url, async (token) => {
    failed.push(token.reveal());
    return new Secret(next);
  });
  await requestProfile(client);
  await requestRepositories(client, { limit: 5 });
  expect(failed).toEqual([accessToken.reveal()]);
  expect(github.requests.map(({ headers }) => headers.authorization)).toEqual([
    `Bearer ${accessToken.reveal()}`,
    `Bearer ${next}`,
    `Bearer ${next}`,
  ]);
});

it("gives up after the second refusal", async () => {
  const github = await serveFor(plant("access token"));
  const { client } = clientOf(github.url, async () => new Secret(plant("access token")));
  expect(await errorOf(requestProfile(client))).toMatchObject({ code: "unauthorized" });
  expect(github.requests).toHaveLength(2);
});

it("leaves the refusal as it is when no token takes the place", async () => {
  const github = await serveFor(plant("access token"));
  const { client } = clientOf(github.url, async () => undefined);
  expect(await errorOf(requestProfile(client))).toMatchObject({ code: "unauthorized" });
  expect(github.requests).toHaveLength(1);
});

it("throws what the search for another token throws, without asking again", async () => {
  const github = await serveFor(plant("access token"));
  const ended = new NetworkError("it took too long", { code: "timed_out", step: "token exchange" });
  let asked = 0;
  const { client } = clientOf(github.url, async () => {
    asked += 1;
    throw ended;
  });
  expect(await errorOf(requestProfile(client))).toBe(ended);
  expect(asked).toBe(1);
});

it("T-20: a 401 that is not GitHub's word on the token replaces nothing", async () => {
  const github = await serveFor(plant("access token"), { message: "Proxy authentication, please" });
  let asked = 0;
  const { client } = clientOf(github.url, async () => {
    asked += 1;
    return undefined;
  });
  expect(await errorOf(requestProfile(client))).toMatchObject({ code: "unauthorized" });
  expect(asked).toBe(0);
});
