import { expect, test } from "vitest";
import { appOf } from "./drive.ts";
import { dayMs, expiringSandbox, hourMs, refresh, signIn, statusWith } from "./token-drive.ts";

const badRefreshToken = {
  error: "bad_refresh_token",
  error_description: "The refresh token passed is incorrect or expired.",
  error_uri:
    "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/#bad-verification-code",
};

test("expiring tokens, refresh: a refresh brings a new pair with the scopes of the old one", async () => {
  const { sandbox, app } = expiringSandbox();
  const first = await signIn(sandbox, app, "repo gist");
  const second = await refresh(sandbox, app, { refresh_token: first.refresh, scope: "delete_repo" });
  expect(second.body).toEqual({
    access_token: expect.stringMatching(/^gho_[A-Za-z0-9]{36}$/),
    expires_in: 28_800,
    refresh_token: expect.stringMatching(/^ghr_[A-Za-z0-9]{76}$/),
    refresh_token_expires_in: 15_897_600,
    scope: "gist,repo",
    token_type: "bearer",
  });
  expect([second.access, second.refresh]).not.toEqual([first.access, first.refresh]);
  expect(await statusWith(sandbox, second.access)).toBe(200);
});

test("A-05 (github mode), expiring tokens, refresh: a refresh kills the old refresh token and the old access token", async () => {
  const { sandbox, app } = expiringSandbox();
  const first = await signIn(sandbox, app);
  expect(await statusWith(sandbox, first.access)).toBe(200);
  await refresh(sandbox, app, { refresh_token: first.refresh });
  expect(await statusWith(sandbox, first.access)).toBe(401);
  expect(await refresh(sandbox, app, { refresh_token: first.refresh })).toMatchObject({
    status: 200,
    body: badRefreshToken,
  });
});

test("expiring tokens, refresh (not documented, so not done): a spent refresh token does not end what it brought", async () => {
  const { sandbox, app } = expiringSandbox();
  const first = await signIn(sandbox, app);
  const second = await refresh(sandbox, app, { refresh_token: first.refresh });
  await refresh(sandbox, app, { refresh_token: first.refresh });
  expect(await statusWith(sandbox, second.access)).toBe(200);
  expect((await refresh(sandbox, app, { refresh_token: second.refresh })).access).not.toBe("");
});

test("expiring tokens, refresh: made-up, missing and other apps' refresh tokens answer 200 with bad_refresh_token", async () => {
  const { sandbox, app } = expiringSandbox();
  const other = appOf(sandbox, "Iv23liDgtSandbox0003");
  const { refresh: others } = await signIn(sandbox, other);
  for (const refresh_token of ["ghr_neverissued", undefined, others, (await signIn(sandbox, app)).access]) {
    expect(await refresh(sandbox, app, { refresh_token })).toMatchObject({ status: 200, body: badRefreshToken });
  }
  expect((await refresh(sandbox, other, { refresh_token: others })).access).toMatch(/^ghu_/);
});

test("expiring tokens, refresh: without the client secret nothing is refreshed, and the refresh token stays good", async () => {
  const { sandbox, app } = expiringSandbox();
  const first = await signIn(sandbox, app);
  for (const client_secret of [undefined, "0".repeat(40)]) {
    const { body } = await refresh(sandbox, app, { refresh_token: first.refresh, client_secret });
    expect(body).toHaveProperty("error", "incorrect_client_credentials");
  }
  expect((await refresh(sandbox, app, { refresh_token: first.refresh })).access).toMatch(/^gho_/);
});

test("expiring tokens, refresh: an access token that expired does not hinder its refresh token", async () => {
  const { sandbox, app } = expiringSandbox();
  const first = await signIn(sandbox, app);
  sandbox.clock.advance(9 * hourMs);
  expect(await statusWith(sandbox, first.access)).toBe(401);
  const second = await refresh(sandbox, app, { refresh_token: first.refresh });
  expect(await statusWith(sandbox, second.access)).toBe(200);
});

test("expiring tokens, refresh: a refresh token dies when it was not used for its lifetime, and each use brings a new lifetime", async () => {
  const { sandbox, app } = expiringSandbox();
  let last = await signIn(sandbox, app);
  for (let count = 0; count < 3; count += 1) {
    sandbox.clock.advance(184 * dayMs - 1);
    last = await refresh(sandbox, app, { refresh_token: last.refresh });
    expect(last.access).toMatch(/^gho_/);
  }
  sandbox.clock.advance(184 * dayMs);
  expect((await refresh(sandbox, app, { refresh_token: last.refresh })).body).toEqual(badRefreshToken);
  expect(sandbox.journal.count({ decision: "refresh_expired" })).toBe(1);
});

test("expiring tokens, apps: a token of an OAuth app without expiry comes to expire by offline_access, and is refreshed likewise", async () => {
  const { sandbox } = expiringSandbox();
  const app = appOf(sandbox);
  const first = await signIn(sandbox, app, "read:user offline_access");
  const second = await refresh(sandbox, app, { refresh_token: first.refresh });
  expect(second.body).toMatchObject({ scope: "read:user", expires_in: 28_800 });
});

test("A-14: the journal proves exactly one refresh, and names family and generation of every token it sees", async () => {
  const { sandbox, app } = expiringSandbox();
  const first = await signIn(sandbox, app);
  await signIn(sandbox, app);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => refresh(sandbox, app, { refresh_token: first.refresh })),
  );
  const [winner] = answers.filter(({ access }) => access !== "");
  await statusWith(sandbox, winner?.access ?? "");
  expect(sandbox.journal.count({ grant: "refresh_token", decision: "refreshed" })).toBe(1);
  expect(sandbox.journal.count({ grant: "refresh_token", decision: "refresh_reused" })).toBe(19);
  expect(sandbox.journal.count({ grant: "refresh_token" })).toBe(20);
  expect(sandbox.journal.count({ grant: "authorization_code", family: "family-2" })).toBe(1);
  expect(sandbox.journal.entries.find(({ decision }) => decision === "refreshed")).toMatchObject({
    operation: "oauth/access-token",
    login: "octo-lena",
    clientId: app.clientId,
    family: "family-1",
    generation: 1,
    scopes: ["read:user"],
  });
  expect(sandbox.journal.entries.find(({ decision }) => decision === "refresh_reused")).toMatchObject({
    family: "family-1",
    generation: 0,
  });
  expect(sandbox.journal.entries.at(-1)).toMatchObject({ decision: "served", family: "family-1", generation: 1 });
});

test("what a refresh is sent and brings is reported as secret", async () => {
  const secrets: string[] = [];
  const { sandbox, app } = expiringSandbox({ onSecret: (secret) => secrets.push(secret) });
  const first = await signIn(sandbox, app);
  const second = await refresh(sandbox, app, { refresh_token: first.refresh });
  await refresh(sandbox, app, { refresh_token: "a-refresh-token-from-elsewhere" });
  expect(secrets).toEqual(expect.arrayContaining([second.access, second.refresh, "a-refresh-token-from-elsewhere"]));
});
