import { expect, test } from "vitest";
import { createSandbox, defaultSeed } from "../src/index.ts";
import { rest, tokenFor } from "./drive.ts";
import { expiringSandbox, refresh, signIn, statusWith } from "./token-drive.ts";

const revoke = (sandbox: Parameters<typeof rest>[0], credentials: unknown, headers: Record<string, string> = {}) =>
  rest(sandbox, "/credentials/revoke", { method: "POST", body: JSON.stringify({ credentials }), headers });

test("token check and revocation: credentials are revoked by whoever has them, without being anybody", async () => {
  const { sandbox, app } = expiringSandbox();
  const [one, other] = [await signIn(sandbox, app), await signIn(sandbox, app)];
  const answer = await revoke(sandbox, [one.access, "ghp_nobodysown", other.refresh]);
  expect(answer.status).toBe(202);
  expect(answer.body).toEqual({});
  for (const { access, refresh: refreshToken } of [one, other]) {
    expect(await statusWith(sandbox, access)).toBe(401);
    expect((await refresh(sandbox, app, { refresh_token: refreshToken })).access).toBe("");
  }
  expect(sandbox.journal.count({ operation: "credentials/revoke", decision: "credentials_revoked" })).toBe(1);
});

test("expiring tokens, refresh (not documented): by a switch, a revoked credential takes nothing along", async () => {
  const { sandbox, app } = expiringSandbox({ switches: { revokingTokenEndsFamily: false } });
  const [one, other] = [await signIn(sandbox, app), await signIn(sandbox, app)];
  await revoke(sandbox, [one.access, other.refresh]);
  expect(await statusWith(sandbox, one.access)).toBe(401);
  expect(await statusWith(sandbox, other.access)).toBe(200);
  expect((await refresh(sandbox, app, { refresh_token: one.refresh })).access).toMatch(/^gho_/);
  expect((await refresh(sandbox, app, { refresh_token: other.refresh })).access).toBe("");
});

test("token check and revocation: whoever says who they are is refused with 403, and nothing is revoked", async () => {
  const sandbox = createSandbox();
  const token = await tokenFor(sandbox);
  expect((await revoke(sandbox, [token], { Authorization: `Bearer ${token}` })).status).toBe(403);
  expect(await statusWith(sandbox, token)).toBe(200);
});

test("token check and revocation: a thousand credentials are taken, and not one more", async () => {
  const sandbox = createSandbox();
  const tokens = Array.from({ length: 1000 }, (_, index) => `ghr_${String(index).padStart(76, "0")}`);
  expect((await revoke(sandbox, tokens)).status).toBe(202);
  expect((await revoke(sandbox, [...tokens, "one more"])).status).toBe(422);
});

for (const credentials of [undefined, [], "gho_x", [7], [null], {}]) {
  test(`token check and revocation: ${JSON.stringify(credentials) ?? "nothing"} as credentials answers 422`, async () => {
    expect((await revoke(createSandbox(), credentials)).status).toBe(422);
  });
}

test("token check and revocation: sixty requests an hour are answered", async () => {
  const sandbox = createSandbox({ seed: { ...defaultSeed(), rateLimit: { perUser: 5000, anonymous: 60 } } });
  const statuses: number[] = [];
  for (let count = 0; count < 61; count += 1) statuses.push((await revoke(sandbox, ["gho_x"])).status);
  expect(new Set(statuses.slice(0, 60))).toEqual(new Set([202]));
  expect(statuses[60]).toBe(403);
});

test("revoked credentials are reported as secrets", async () => {
  const secrets: string[] = [];
  await revoke(createSandbox({ onSecret: (secret) => secrets.push(secret) }), ["gho_fromelsewhere"]);
  expect(secrets).toContain("gho_fromelsewhere");
});
