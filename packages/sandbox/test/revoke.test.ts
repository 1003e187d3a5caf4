import { expect, test } from "vitest";
import type { PlantedApp, Sandbox, TokenPolicy } from "../src/index.ts";
import { appOf, origin } from "./drive.ts";
import { expiringSandbox, refresh, signIn, statusWith } from "./token-drive.ts";

const strict = (rotation: TokenPolicy["rotation"] = "strict") => expiringSandbox({ tokens: { rotation } });

async function revoke(sandbox: Sandbox, app: PlantedApp, parameters: Record<string, string>) {
  const body = new URLSearchParams({ client_id: app.clientId, client_secret: app.clientSecret, ...parameters });
  const response = await sandbox.fetch(`${origin}/login/oauth/revoke`, { method: "POST", body });
  return { status: response.status, text: await response.text() };
}

test("A-08: a revoked refresh token takes the access tokens of its family along", async () => {
  const { sandbox, app } = strict();
  const first = await signIn(sandbox, app);
  const second = await refresh(sandbox, app, { refresh_token: first.refresh });
  const untouched = await signIn(sandbox, app);
  expect(await revoke(sandbox, app, { token: second.refresh, token_type_hint: "refresh_token" })).toEqual({
    status: 200,
    text: "",
  });
  for (const { access } of [first, second]) expect(await statusWith(sandbox, access)).toBe(401);
  expect((await refresh(sandbox, app, { refresh_token: second.refresh })).status).toBe(400);
  expect(await statusWith(sandbox, untouched.access)).toBe(200);
  expect(sandbox.journal.count({ operation: "oauth/revoke", decision: "family_revoked", family: "family-1" })).toBe(1);
});

test("A-08: a refresh token that was spent already ends its family all the same", async () => {
  const { sandbox, app } = strict();
  const first = await signIn(sandbox, app);
  const second = await refresh(sandbox, app, { refresh_token: first.refresh });
  expect((await revoke(sandbox, app, { token: first.refresh })).status).toBe(200);
  expect((await refresh(sandbox, app, { refresh_token: second.refresh })).status).toBe(400);
});

test("A-08: a revoked access token leaves its refresh token good", async () => {
  const { sandbox, app } = strict();
  const first = await signIn(sandbox, app);
  expect((await revoke(sandbox, app, { token: first.access, token_type_hint: "refresh_token" })).status).toBe(200);
  expect(await statusWith(sandbox, first.access)).toBe(401);
  expect((await refresh(sandbox, app, { refresh_token: first.refresh })).status).toBe(200);
  expect(sandbox.journal.count({ operation: "oauth/revoke", decision: "token_revoked" })).toBe(1);
});

test("A-08: revoking an unknown token, or one twice, answers 200", async () => {
  const { sandbox, app } = strict("none");
  const first = await signIn(sandbox, app);
  for (const token of ["made-up", first.refresh, first.refresh]) {
    expect((await revoke(sandbox, app, { token, token_type_hint: "no_such_type" })).status).toBe(200);
  }
});

test("A-08: a wrong client is refused and revokes nothing", async () => {
  const { sandbox, app } = strict();
  const other = appOf(sandbox, "Iv23liDgtSandbox0003");
  const { refresh: token } = await signIn(sandbox, app);
  const error = async (parameters: Record<string, string>, as = app) => {
    const { status, text } = await revoke(sandbox, as, parameters);
    return [status, (JSON.parse(text) as { error: string }).error];
  };
  expect(await error({ token, client_secret: "wrong" })).toEqual([401, "invalid_client"]);
  expect(await error({ token, client_id: "nobody" })).toEqual([401, "invalid_client"]);
  expect(await error({ token }, other)).toEqual([400, "invalid_grant"]);
  expect(await error({})).toEqual([400, "invalid_request"]);
  expect((await refresh(sandbox, app, { refresh_token: token })).status).toBe(200);
});

test("token check and revocation: GitHub has no such endpoint, so that an app of GitHub's rotation finds none", async () => {
  const { sandbox, app } = expiringSandbox();
  const { refresh: token } = await signIn(sandbox, app);
  expect((await revoke(sandbox, app, { token })).status).toBe(404);
  expect((await refresh(sandbox, app, { refresh_token: token })).access).not.toBe("");
});

test("what is revoked is reported as secret", async () => {
  const secrets: string[] = [];
  const { sandbox, app } = expiringSandbox({ tokens: { rotation: "strict" }, onSecret: (each) => secrets.push(each) });
  await revoke(sandbox, app, { token: "a-token-from-elsewhere" });
  expect(secrets).toContain("a-token-from-elsewhere");
});
