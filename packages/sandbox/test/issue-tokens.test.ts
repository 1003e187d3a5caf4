import { expect, test } from "vitest";
import { appOf, authorizationUrl, redirectAfter } from "./drive.ts";
import { expiringSandbox, hourMs, refresh, statusWith } from "./token-drive.ts";

test("tokens are issued without a walk through the pages, and are like any others", async () => {
  const secrets: string[] = [];
  const { sandbox, app } = expiringSandbox({ onSecret: (secret) => secrets.push(secret) });
  const issued = sandbox.issueTokens({ login: "octo-lena", clientId: app.clientId, scope: "repo gist" });
  expect(issued).toMatchObject({
    scopes: ["gist", "repo"],
    family: "family-1",
    expiresAt: sandbox.clock.now() + 8 * hourMs,
    refreshTokenExpiresAt: sandbox.clock.now() + 184 * 24 * hourMs,
  });
  expect(sandbox.journal.entries).toEqual([]);
  expect(secrets).toEqual(expect.arrayContaining([issued.accessToken, issued.refreshToken]));
  expect(await statusWith(sandbox, issued.accessToken)).toBe(200);
  expect((await refresh(sandbox, app, { refresh_token: issued.refreshToken })).body).toHaveProperty(
    "scope",
    "gist,repo",
  );
  await redirectAfter(sandbox, authorizationUrl(sandbox, { client_id: app.clientId, scope: "repo" }));
  expect(sandbox.journal.count({ decision: "consent_shown" })).toBe(0);
});

test("a token that does not expire is issued without the fields of one that does, unless offline_access is asked", () => {
  const { sandbox } = expiringSandbox();
  const order = { login: "coral-kai", clientId: appOf(sandbox).clientId };
  expect(sandbox.issueTokens(order)).toEqual({
    accessToken: expect.stringMatching(/^gho_/),
    scopes: [],
    family: "family-1",
    expiresAt: undefined,
    refreshToken: undefined,
    refreshTokenExpiresAt: undefined,
  });
  expect(sandbox.issueTokens({ ...order, scope: "offline_access" }).refreshToken).toMatch(/^ghr_/);
});

test("tokens for nobody or of no app are refused", () => {
  const { sandbox, app } = expiringSandbox();
  expect(() => sandbox.issueTokens({ login: "nobody", clientId: app.clientId })).toThrow(/no person nobody/);
  expect(() => sandbox.issueTokens({ login: "octo-lena", clientId: "none" })).toThrow(/no app none/);
});
