import { Secret } from "@dev-github-tool/oauth";
import type { PlantedApp, SeedRepository } from "@dev-github-tool/sandbox";
import { describe, expect, it } from "vitest";
import { testRuntime } from "../../../test/canary/test-runtime.ts";
import {
  parseRepositoryName,
  requestIssues,
  requestProfile,
  requestPullRequests,
  requestRepositories,
  requestRepository,
  revokeToken,
} from "../src/index.ts";
import { type SignedIn, signedIn } from "./signed-in.ts";

function seeded({ github }: SignedIn, nameWithOwner: string): SeedRepository {
  const found = github.sandbox.seed.repositories.find(({ owner, name }) => `${owner}/${name}` === nameWithOwner);
  if (found === undefined) {
    throw new Error(`the seed has no ${nameWithOwner}`);
  }
  return found;
}

const clientOf = ({ clientId, clientSecret }: PlantedApp) => ({ clientId, clientSecret: new Secret(clientSecret) });

const newestFirst = (one: { readonly createdAt: string }, other: { readonly createdAt: string }) =>
  Date.parse(other.createdAt) - Date.parse(one.createdAt);

/** What a listing has to show, by the seed alone: the newest first. */
const newestOpen = (items: SeedRepository["issues"]) =>
  items
    .filter(({ state }) => state === "open")
    .toSorted(newestFirst)
    .slice(0, 5)
    .map(({ number, title, author }) => ({ number, title, author: author === null ? null : { login: author } }));

describe("with read:user alone", () => {
  it("shows whose token it is", async () => {
    const { client, github } = await signedIn();
    const [person] = github.sandbox.seed.people;
    await expect(requestProfile(client)).resolves.toMatchObject({
      id: person?.id,
      login: person?.login,
      name: person?.name,
      followers: person?.followers,
      url: `${github.url}/${person?.login}`,
    });
    expect(client.grantedScopes).toEqual(["read:user"]);
  });

  it("shows the five public repositories that were updated last, in one request", async () => {
    const { client, github } = await signedIn();
    const found = await requestRepositories(client, { limit: 5 });
    expect(found).toHaveLength(5);
    expect(found.every(({ isPrivate, visibility }) => !isPrivate && visibility === "PUBLIC")).toBe(true);
    const updates = found.map(({ updatedAt }) => Date.parse(updatedAt ?? ""));
    expect(updates).toEqual(updates.toSorted((one, other) => other - one));
    expect(github.sandbox.journal.count({ operation: "repos/list-for-authenticated-user" })).toBe(1);
  });

  it.each(["octo-lena/pocket-lighthouse", "octo-lena/there-is-none"])(
    "cannot tell a hidden repository from a missing one: %s",
    async (name) => {
      const { client } = await signedIn();
      const repository = parseRepositoryName(name);
      for (const refused of [
        requestRepository(client, { repository }),
        requestIssues(client, { repository, limit: 5 }),
        requestPullRequests(client, { repository, limit: 5 }),
      ]) {
        await expect(refused).rejects.toMatchObject({
          name: "GitHubApiError",
          code: "not_found",
          step: "API request",
          status: 404,
          needed: ["repo"],
          granted: ["read:user"],
          requestId: expect.stringMatching(/^[\dA-F:]+$/),
        });
      }
    },
  );
});

describe("with repo", () => {
  it("shows private repositories too", async () => {
    const session = await signedIn({ scope: ["read:user", "repo"] });
    const found = await requestRepositories(session.client, { limit: 100, visibility: "private" });
    expect(found.length).toBeGreaterThan(1);
    expect(found.every(({ isPrivate, visibility }) => isPrivate && visibility === "PRIVATE")).toBe(true);
    const repository = parseRepositoryName("octo-lena/pocket-lighthouse");
    await expect(requestRepository(session.client, { repository })).resolves.toMatchObject({
      nameWithOwner: "octo-lena/pocket-lighthouse",
      description: seeded(session, "octo-lena/pocket-lighthouse").description,
      primaryLanguage: { name: "Python" },
    });
  });
});

describe("one repository", () => {
  it("shows its five newest open issues and pull requests, in one request each", async () => {
    const session = await signedIn();
    const repository = parseRepositoryName("octo-lena/tide-tables");
    const { issues, pullRequests } = seeded(session, repository.nameWithOwner);
    const [shownIssues, shownPulls] = await Promise.all([
      requestIssues(session.client, { repository, limit: 5 }),
      requestPullRequests(session.client, { repository, limit: 5 }),
    ]);
    expect(shownIssues).toMatchObject(newestOpen(issues));
    expect(shownPulls).toMatchObject(newestOpen(pullRequests));
    expect(shownPulls[0]?.url).toBe(`${session.github.url}/octo-lena/tide-tables/pull/${shownPulls[0]?.number}`);
    const { journal } = session.github.sandbox;
    expect(journal.count({ operation: "issues/list-for-repo" })).toBe(1);
    expect(journal.count({ operation: "pulls/list" })).toBe(1);
  });

  it("shows five issues even when its newest five hundred items are pull requests", async () => {
    const session = await signedIn();
    const repository = parseRepositoryName("octo-lena/pull-parade");
    const shown = await requestIssues(session.client, { repository, limit: 5 });
    expect(shown).toHaveLength(5);
    expect(shown).toMatchObject(newestOpen(seeded(session, repository.nameWithOwner).issues));
  });

  it("has no open issues or pull requests, and that is no error", async () => {
    const { client } = await signedIn();
    for (const name of ["octo-lena/quiet-harbor", "octo-lena/empty-shell"]) {
      const repository = parseRepositoryName(name);
      await expect(requestIssues(client, { repository, limit: 5 })).resolves.toEqual([]);
      await expect(requestPullRequests(client, { repository, limit: 5 })).resolves.toEqual([]);
    }
  });

  it("shows closed ones when asked", async () => {
    const { client } = await signedIn();
    const repository = parseRepositoryName("octo-lena/quiet-harbor");
    const pulls = await requestPullRequests(client, { repository, limit: 50, state: "closed" });
    expect(pulls).toHaveLength(5);
    expect(pulls.every(({ state }) => state === "CLOSED" || state === "MERGED")).toBe(true);
    const issues = await requestIssues(client, { repository, limit: 50, state: "all" });
    expect(issues.map(({ state }) => state)).toEqual(Array(7).fill("CLOSED"));
  });

  it("is found under its former name", async () => {
    const { client } = await signedIn();
    const repository = parseRepositoryName("octo-lena/sundial");
    await expect(requestRepository(client, { repository })).resolves.toMatchObject({
      nameWithOwner: "octo-lena/tide-clock",
    });
    await expect(requestIssues(client, { repository, limit: 5 })).resolves.not.toHaveLength(0);
  });

  it("keeps hostile titles as they are: neutralising them is the output's work", async () => {
    const session = await signedIn();
    const repository = parseRepositoryName("octo-lena/escape-room");
    const shown = await requestIssues(session.client, { repository, limit: 50 });
    const titles = seeded(session, repository.nameWithOwner).issues.map(({ title }) => title);
    expect(shown.map(({ title }) => title).toSorted()).toEqual(titles.toSorted());
  });
});

describe("the end of a token", () => {
  const runtime = testRuntime();

  it("is GitHub's doing, and shows: the token then opens nothing", async () => {
    const { app, provider, tokens, client, github } = await signedIn();
    const request = { provider, client: clientOf(app), accessToken: tokens.accessToken, runtime };
    await expect(revokeToken(request)).resolves.toEqual({ outcome: "revoked" });
    await expect(requestProfile(client)).rejects.toMatchObject({
      code: "unauthorized",
      description: "Bad credentials",
    });
    await expect(revokeToken(request)).resolves.toEqual({ outcome: "not_known" });
    expect(github.sandbox.journal.count({ operation: "apps/delete-token", status: 204 })).toBe(1);
  });

  it("does not come by way of a wrong secret", async () => {
    const { app, provider, tokens, client } = await signedIn();
    const wrong = { ...app, clientSecret: "0".repeat(40) };
    await expect(
      revokeToken({ provider, client: clientOf(wrong), accessToken: tokens.accessToken, runtime }),
    ).rejects.toMatchObject({ name: "GitHubApiError", code: "unauthorized" });
    await expect(requestProfile(client)).resolves.toMatchObject({ login: "octo-lena" });
  });
});
