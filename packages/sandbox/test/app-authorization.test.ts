import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { PlantedApp, Sandbox } from "../src/index.ts";
import { appOf, authorizationUrl, codeFor, exchange, redirectAfter, rest, tokenFor } from "./drive.ts";
import { expiringSandbox, hourMs, refresh, signIn, statusWith } from "./token-drive.ts";

async function asApp(
  sandbox: Sandbox,
  app: PlantedApp,
  { method, token, path = "token" }: { method: string; token: string; path?: "token" | "grant" },
) {
  const basic = Buffer.from(`${app.clientId}:${app.clientSecret}`).toString("base64");
  return rest(sandbox, `/applications/${app.clientId}/${path}`, {
    method,
    headers: { Authorization: `basic ${basic}` },
    body: JSON.stringify({ access_token: token }),
  });
}

test("token check and revocation: an app checks a token and learns whose it is and what it may, as GitHub describes it", async () => {
  const { sandbox, app } = expiringSandbox();
  const { access } = await signIn(sandbox, app, "repo gist");
  const answer = await asApp(sandbox, app, { method: "POST", token: access });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("ETag")).toBeNull();
  expect(answer.body).toMatchObject({
    app: { client_id: app.clientId, name: "Short Tide", url: "https://short-tide.example.com" },
    token: access,
    token_last_eight: access.slice(-8),
    hashed_token: createHash("sha256").update(access).digest("hex"),
    scopes: ["gist", "repo"],
    created_at: "2026-11-01T00:00:00Z",
    expires_at: "2026-11-01T08:00:00Z",
    user: { login: "octo-lena" },
  });
  expect(sandbox.journal.count({ operation: "apps/check-token", decision: "token_checked", family: "family-1" })).toBe(
    1,
  );
});

test("token check and revocation: expires_at of a token that does not expire is null", async () => {
  const { sandbox } = expiringSandbox();
  const answer = await asApp(sandbox, appOf(sandbox), { method: "POST", token: await tokenFor(sandbox) });
  expect(answer.body).toHaveProperty("expires_at", null);
});

test("token check and revocation: checking or resetting a token that is expired, revoked, made up or another app's answers 404", async () => {
  const { sandbox, app } = expiringSandbox();
  const [expired, revoked, others] = [await signIn(sandbox, app), await signIn(sandbox, app), await tokenFor(sandbox)];
  await refresh(sandbox, app, { refresh_token: revoked.refresh });
  sandbox.clock.advance(8 * hourMs);
  for (const token of [expired.access, revoked.access, others, "gho_neverissued"]) {
    for (const method of ["POST", "PATCH"]) {
      expect((await asApp(sandbox, app, { method, token })).status).toBe(404);
    }
  }
});

test("token check and revocation: a reset brings a new token in place of the old one, which is dead at once", async () => {
  const { sandbox, app } = expiringSandbox();
  const first = await signIn(sandbox, app);
  sandbox.clock.advance(hourMs);
  const answer = await asApp(sandbox, app, { method: "PATCH", token: first.access });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ expires_at: "2026-11-01T08:00:00Z", scopes: ["read:user"] });
  const { token } = answer.body as { token: string };
  expect(token).toMatch(/^gho_[A-Za-z0-9]{36}$/);
  expect(await statusWith(sandbox, token)).toBe(200);
  expect(await statusWith(sandbox, first.access)).toBe(401);
  const second = await refresh(sandbox, app, { refresh_token: first.refresh });
  expect(await statusWith(sandbox, second.access)).toBe(200);
  expect(await statusWith(sandbox, token)).toBe(401);
});

test("token check and revocation: deleting a grant kills every token of the app for that person, its codes too, and nobody else's", async () => {
  const { sandbox, app } = expiringSandbox();
  const [one, other] = [await signIn(sandbox, app, "repo"), await signIn(sandbox, app, "repo")];
  const kais = await tokenFor(sandbox, { app, login: "coral-kai", password: "radio-free-reef" });
  const ofAnotherApp = await tokenFor(sandbox);
  const code = await codeFor(sandbox, { client_id: app.clientId, scope: "repo" });
  expect((await asApp(sandbox, app, { method: "DELETE", path: "grant", token: one.access })).status).toBe(204);
  for (const { access, refresh: refreshToken } of [one, other]) {
    expect(await statusWith(sandbox, access)).toBe(401);
    const { body } = await refresh(sandbox, app, { refresh_token: refreshToken });
    expect(body).toHaveProperty("error", "bad_refresh_token");
  }
  const { clientId, clientSecret } = app;
  expect(await exchange(sandbox, { client_id: clientId, client_secret: clientSecret, code })).toHaveProperty("error");
  expect(await statusWith(sandbox, kais)).toBe(200);
  expect(await statusWith(sandbox, ofAnotherApp)).toBe(200);
  expect(sandbox.journal.count({ operation: "apps/delete-authorization", decision: "grant_revoked" })).toBe(1);
});

test("token check and revocation: after a grant was deleted, the person is asked again", async () => {
  const { sandbox, app } = expiringSandbox();
  const { access } = await signIn(sandbox, app, "repo");
  await asApp(sandbox, app, { method: "DELETE", path: "grant", token: access });
  await redirectAfter(sandbox, authorizationUrl(sandbox, { client_id: app.clientId, scope: "repo" }));
  expect(sandbox.journal.count({ decision: "consent_shown" })).toBe(2);
});

for (const ends of [true, false]) {
  test(`expiring tokens, refresh (not documented): revoking an access token ${ends ? "ends" : "spares"} its refresh token, by a switch`, async () => {
    const { sandbox, app } = expiringSandbox({ switches: { revokingTokenEndsFamily: ends } });
    const first = await signIn(sandbox, app);
    expect((await asApp(sandbox, app, { method: "DELETE", token: first.access })).status).toBe(204);
    expect(await statusWith(sandbox, first.access)).toBe(401);
    const second = await refresh(sandbox, app, { refresh_token: first.refresh });
    expect(second.access).toMatch(ends ? /^$/ : /^gho_/);
    expect(sandbox.journal.count({ decision: "refresh_revoked" })).toBe(ends ? 1 : 0);
  });
}

test("token check and revocation: an app that asks for itself has 5,000 requests an hour of its own, apart from those of nobody", async () => {
  const { sandbox, app } = expiringSandbox();
  const { access } = await signIn(sandbox, app);
  const mine = await asApp(sandbox, app, { method: "POST", token: access });
  expect(mine.headers.get("X-RateLimit-Limit")).toBe("5000");
  expect(mine.headers.get("X-RateLimit-Used")).toBe("1");
  expect((await rest(sandbox, "/rate_limit")).headers.get("X-RateLimit-Used")).toBe("0");
});
