import { expect, test } from "vitest";
import { createSandbox, type PlantedApp, type Sandbox } from "../src/index.ts";
import { appOf, authorizationUrl, redirectAfter, rest, tokenFor } from "./drive.ts";

interface Deletion {
  readonly app?: PlantedApp;
  readonly path?: string;
  readonly authorization?: string;
  readonly body?: string;
}

async function deleteToken(sandbox: Sandbox, token: string, { app = appOf(sandbox), ...deletion }: Deletion = {}) {
  const basic = `basic ${Buffer.from(`${app.clientId}:${app.clientSecret}`).toString("base64")}`;
  return rest(sandbox, deletion.path ?? `/applications/${app.clientId}/token`, {
    method: "DELETE",
    headers: { Authorization: deletion.authorization ?? basic },
    body: deletion.body ?? JSON.stringify({ access_token: token }),
  });
}

test("token check and revocation: an app gives a token back and it is dead at once", async () => {
  const sandbox = createSandbox();
  const [token, other] = [await tokenFor(sandbox), await tokenFor(sandbox)];
  const answer = await deleteToken(sandbox, token);
  expect(answer.status).toBe(204);
  expect(answer.body).toBeUndefined();
  expect((await rest(sandbox, "/user", { token })).status).toBe(401);
  expect(sandbox.journal.count({ operation: "users/get-authenticated", decision: "token_revoked" })).toBe(1);
  expect((await rest(sandbox, "/user", { token: other })).status).toBe(200);
});

test("token check and revocation: what was granted stays granted when a token is given back", async () => {
  const sandbox = createSandbox();
  await deleteToken(sandbox, await tokenFor(sandbox, { scope: "repo" }));
  await redirectAfter(sandbox, authorizationUrl(sandbox, { scope: "repo" }));
  expect(sandbox.journal.count({ decision: "consent_shown" })).toBe(1);
});

test("token check and revocation: a token that is not alive answers 404", async () => {
  const sandbox = createSandbox();
  const token = await tokenFor(sandbox);
  expect((await deleteToken(sandbox, "gho_neverissued")).status).toBe(404);
  await deleteToken(sandbox, token);
  expect((await deleteToken(sandbox, token)).status).toBe(404);
});

test("token check and revocation: wrong credentials answer 401, another app's answer 404, and neither kills the token", async () => {
  const sandbox = createSandbox();
  const token = await tokenFor(sandbox);
  const other = appOf(sandbox, "Ov23liExpiring000004");
  const wrong = `Basic ${Buffer.from(`${appOf(sandbox).clientId}:wrong`).toString("base64")}`;
  for (const authorization of [wrong, "Basic !!!", "Basic", `Bearer ${token}`, ""]) {
    expect((await deleteToken(sandbox, token, { authorization })).status).toBe(401);
  }
  expect((await deleteToken(sandbox, token, { app: other })).status).toBe(404);
  expect(
    (await deleteToken(sandbox, token, { app: other, path: `/applications/${appOf(sandbox).clientId}/token` })).status,
  ).toBe(404);
  expect((await rest(sandbox, "/user", { token })).status).toBe(200);
});

for (const [body, status, message] of [
  ["{", 400, "Problems parsing JSON"],
  ["[]", 400, "Body should be a JSON object"],
  ["{}", 422, "Validation Failed"],
  ['{"access_token":7}', 422, "Validation Failed"],
] as const) {
  test(`token check and revocation: the body ${body} answers ${status} ${message}`, async () => {
    const sandbox = createSandbox();
    const answer = await deleteToken(sandbox, "", { body });
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ message, status: String(status) });
  });
}
