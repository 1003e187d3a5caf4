import { expect, test } from "vitest";
import { defaultSeed, type PlantedApp, type Sandbox, type SandboxOptions, type TokenPolicy } from "../src/index.ts";
import { appOf, codeFor, exchange, origin } from "./drive.ts";
import { expiringSandbox, hourMs, refresh, secondMs, signIn, statusWith, type TokenAnswer } from "./token-drive.ts";

function strictSandbox(tokens: Partial<TokenPolicy> = {}, options: SandboxOptions = {}) {
  return expiringSandbox({ ...options, tokens: { rotation: "strict", ...tokens } });
}

const invalidGrant = { status: 400, body: { error: "invalid_grant" } };

/** Signs in and refreshes `count` times; returns every answer, the sign-in's first. */
async function refreshed(sandbox: Sandbox, app: PlantedApp, count: number): Promise<readonly TokenAnswer[]> {
  const answers = [await signIn(sandbox, app)];
  for (let round = 0; round < count; round += 1) {
    answers.push(await refresh(sandbox, app, { refresh_token: answers.at(-1)?.refresh }));
  }
  return answers;
}

test("A-04: a refresh spends the refresh token, and the old access token lives on to its end", async () => {
  const { sandbox, app } = strictSandbox({ accessLifetimeMs: hourMs });
  const [first, second] = await refreshed(sandbox, app, 1);
  expect(second?.status).toBe(200);
  expect(second?.refresh).not.toBe(first?.refresh);
  expect(await statusWith(sandbox, first?.access ?? "")).toBe(200);
  sandbox.clock.advance(hourMs);
  expect(await statusWith(sandbox, first?.access ?? "")).toBe(401);
});

test("A-04, X-65: reuse of a spent refresh token ends the whole family, new tokens and old", async () => {
  const { sandbox, app } = strictSandbox();
  const [first, second, third] = await refreshed(sandbox, app, 2);
  const untouched = await signIn(sandbox, app);
  expect(await refresh(sandbox, app, { refresh_token: first?.refresh })).toMatchObject(invalidGrant);
  expect(await refresh(sandbox, app, { refresh_token: third?.refresh })).toMatchObject(invalidGrant);
  for (const answer of [first, second, third]) expect(await statusWith(sandbox, answer?.access ?? "")).toBe(401);
  expect(await statusWith(sandbox, untouched.access)).toBe(200);
  expect((await refresh(sandbox, app, { refresh_token: untouched.refresh })).status).toBe(200);
  expect(sandbox.journal.count({ family: "family-1", decision: "refresh_reused" })).toBe(1);
  expect(sandbox.journal.count({ family: "family-1", decision: "refresh_revoked" })).toBe(1);
});

test("A-04: by a switch, reuse is refused and nothing else", async () => {
  const { sandbox, app } = strictSandbox({ reuse: "refuse" });
  const [first, second] = await refreshed(sandbox, app, 1);
  expect(await refresh(sandbox, app, { refresh_token: first?.refresh })).toMatchObject(invalidGrant);
  expect((await refresh(sandbox, app, { refresh_token: second?.refresh })).status).toBe(200);
});

test("A-04: within the grace window the immediate predecessor brings the same pair again, with what is left of its life", async () => {
  const { sandbox, app } = strictSandbox({ graceMs: 10 * secondMs, accessLifetimeMs: hourMs });
  const [first, second] = await refreshed(sandbox, app, 1);
  sandbox.clock.advance(9999);
  const again = await refresh(sandbox, app, { refresh_token: first?.refresh });
  expect([again.access, again.refresh]).toEqual([second?.access, second?.refresh]);
  expect(second?.body.expires_in).toBe(3600);
  expect(again.body.expires_in).toBe(3590);
  expect(sandbox.journal.count({ decision: "refreshed" })).toBe(1);
  expect(sandbox.journal.count({ decision: "refreshed_again", family: "family-1", generation: 1 })).toBe(1);
  expect((await refresh(sandbox, app, { refresh_token: second?.refresh })).status).toBe(200);
});

test("A-04: after the grace window the same is reuse", async () => {
  const { sandbox, app } = strictSandbox({ graceMs: 10 * secondMs });
  const [first, second] = await refreshed(sandbox, app, 1);
  sandbox.clock.advance(10 * secondMs);
  expect(await refresh(sandbox, app, { refresh_token: first?.refresh })).toMatchObject(invalidGrant);
  expect(await statusWith(sandbox, second?.access ?? "")).toBe(401);
});

test("A-04: an older token than the immediate predecessor is reuse, within the grace window too", async () => {
  const { sandbox, app } = strictSandbox({ graceMs: 10 * secondMs });
  const [first, , third] = await refreshed(sandbox, app, 2);
  expect(await refresh(sandbox, app, { refresh_token: first?.refresh })).toMatchObject(invalidGrant);
  expect(await statusWith(sandbox, third?.access ?? "")).toBe(401);
  expect(sandbox.journal.count({ decision: "refresh_reused" })).toBe(1);
});

test("A-04: fifty refreshes at once with one token are one refresh, forty-nine times the same pair or one reuse", async () => {
  const outcomes = [];
  for (const graceMs of [10 * secondMs, 0]) {
    const { sandbox, app } = strictSandbox({ graceMs });
    const first = await signIn(sandbox, app);
    const send = () => refresh(sandbox, app, { refresh_token: first.refresh });
    const answers = await Promise.all(Array.from({ length: 50 }, send));
    const count = (decision: string) => sandbox.journal.count({ grant: "refresh_token", decision });
    outcomes.push({
      pairs: new Set(answers.map(({ access, refresh }) => `${access} ${refresh}`)).size,
      counts: ["refreshed", "refreshed_again", "refresh_reused", "refresh_revoked"].map(count),
    });
  }
  expect(outcomes).toEqual([
    { pairs: 1, counts: [1, 49, 0, 0] },
    { pairs: 2, counts: [1, 0, 1, 48] },
  ]);
});

test("a server that does not rotate brings no refresh token, and the old one stays good", async () => {
  const { sandbox, app } = expiringSandbox({ tokens: { rotation: "none", accessLifetimeMs: hourMs } });
  const first = await signIn(sandbox, app);
  for (let count = 0; count < 3; count += 1) {
    const next = await refresh(sandbox, app, { refresh_token: first.refresh });
    expect(Object.keys(next.body).sort()).toEqual(["access_token", "expires_in", "scope", "token_type"]);
    expect(await statusWith(sandbox, next.access)).toBe(200);
  }
  expect(await statusWith(sandbox, first.access)).toBe(200);
  expect(sandbox.journal.count({ decision: "refreshed" })).toBe(3);
  expect(await refresh(sandbox, app, { refresh_token: "made-up" })).toMatchObject(invalidGrant);
});

test("RFC 6749, 5.1: a strict token answer is JSON whatever Accept says, and separates scopes by spaces", async () => {
  const { sandbox, app } = strictSandbox();
  const first = await signIn(sandbox, app, "repo gist");
  const headers = { Accept: "application/x-www-form-urlencoded" };
  const second = await refresh(sandbox, app, { refresh_token: first.refresh, headers });
  expect(second.body).toMatchObject({ token_type: "bearer", scope: "gist repo" });
});

test("RFC 6749, 5.2: strict errors have status 400, and 401 with a challenge for a client that is unknown or not proven", async () => {
  const { sandbox, app } = strictSandbox();
  const { refresh: refresh_token } = await signIn(sandbox, app);
  const code = await codeFor(sandbox, { client_id: app.clientId });
  const url = `${origin}/login/oauth/access_token`;
  const send = async (parameters: Record<string, string>) => {
    const response = await sandbox.fetch(url, { method: "POST", body: new URLSearchParams(parameters) });
    const { error } = (await response.json()) as { error: string };
    return [response.status, error, response.headers.get("WWW-Authenticate"), response.headers.get("Cache-Control")];
  };
  const mine = { client_id: app.clientId, client_secret: app.clientSecret };
  const basic = 'Basic realm="sandbox"';
  const refused = [401, "invalid_client", basic, "no-store"];
  expect(await send({ ...mine, client_id: "nobody" })).toEqual(refused);
  expect(await send({ ...mine, client_secret: "wrong", grant_type: "refresh_token", refresh_token })).toEqual(refused);
  expect(await send({ ...mine, code: "made-up" })).toEqual([400, "invalid_grant", null, "no-store"]);
  expect(await send({ ...mine, code, redirect_uri: "http://127.0.0.1/" })).toEqual([
    400,
    "invalid_grant",
    null,
    "no-store",
  ]);
  expect(await send({ ...mine, grant_type: "password" })).toEqual([400, "unsupported_grant_type", null, "no-store"]);
  expect((await refresh(sandbox, app, { refresh_token })).status).toBe(200);
});

test("RFC 6749, 2.3.1: a strict client may prove itself by Basic authentication, form-encoded; GitHub's may not", async () => {
  const { sandbox, app } = strictSandbox();
  const first = await signIn(sandbox, app);
  const headers = (id: string, secret: string) => ({
    Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
  });
  const parts = { client_id: undefined, client_secret: undefined, refresh_token: first.refresh };
  const encoded = [...app.clientSecret].map((each) => `%${each.charCodeAt(0).toString(16)}`).join("");
  expect((await refresh(sandbox, app, { ...parts, headers: headers(app.clientId, "wrong") })).status).toBe(401);
  expect((await refresh(sandbox, app, { ...parts, headers: headers(app.clientId, encoded) })).status).toBe(200);
  const github = expiringSandbox();
  const token = (await signIn(github.sandbox, github.app)).refresh;
  const basic = headers(github.app.clientId, github.app.clientSecret);
  expect((await refresh(github.sandbox, github.app, { ...parts, refresh_token: token, headers: basic })).status).toBe(
    404,
  );
});

test("one app may be strict in a sandbox where the others are GitHub's", async () => {
  const seed = defaultSeed();
  const apps = seed.apps.map((each) =>
    each.kind === "github-app" ? { ...each, tokens: { rotation: "strict" as const, accessLifetimeMs: 2000 } } : each,
  );
  const { sandbox, app } = expiringSandbox({ seed: { ...seed, apps }, tokens: { accessLifetimeMs: hourMs } });
  const strict = appOf(sandbox, "Iv23liDgtSandbox0003");
  expect((await signIn(sandbox, strict)).body).toHaveProperty("expires_in", 2);
  expect((await signIn(sandbox, app)).body).toHaveProperty("expires_in", 3600);
  expect((await refresh(sandbox, strict, { refresh_token: "x" })).status).toBe(400);
  expect((await refresh(sandbox, app, { refresh_token: "x" })).status).toBe(200);
});

test("refresh tokens live as long as they were told to", async () => {
  const { sandbox, app } = strictSandbox({ refreshLifetimeMs: hourMs });
  const first = await signIn(sandbox, app);
  expect(first.body).toHaveProperty("refresh_token_expires_in", 3600);
  sandbox.clock.advance(hourMs);
  expect(await refresh(sandbox, app, { refresh_token: first.refresh })).toMatchObject(invalidGrant);
});

test("GitHub's rotation may be given a grace window or family revocation, to try a client on", async () => {
  const { sandbox, app } = expiringSandbox({ tokens: { reuse: "revoke_family", graceMs: secondMs } });
  const [first, second] = await refreshed(sandbox, app, 1);
  expect((await refresh(sandbox, app, { refresh_token: first?.refresh })).access).toBe(second?.access);
  sandbox.clock.advance(secondMs);
  expect((await refresh(sandbox, app, { refresh_token: first?.refresh })).body).toHaveProperty(
    "error",
    "bad_refresh_token",
  );
  expect(await statusWith(sandbox, second?.access ?? "")).toBe(401);
});

for (const tokens of [{ graceMs: -1 }, { accessLifetimeMs: Number.NaN }, { refreshLifetimeMs: Infinity }]) {
  test(`${Object.keys(tokens)[0]}: ${Object.values(tokens)[0]} is refused`, () => {
    expect(() => expiringSandbox({ tokens })).toThrow(RangeError);
  });
}

test("a strict code works once", async () => {
  const { sandbox, app } = strictSandbox();
  const code = await codeFor(sandbox, { client_id: app.clientId });
  const send = () => exchange(sandbox, { client_id: app.clientId, client_secret: app.clientSecret, code });
  expect(await send()).toHaveProperty("access_token");
  expect(await send()).toHaveProperty("error", "invalid_grant");
});
