import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { createSandbox, githubCli, type PlantedApp, type Sandbox } from "../src/index.ts";
import { appOf, codeFor, exchange, origin, rest, tokenFor } from "./drive.ts";

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const hourMs = 3_600_000;

function checksum(random: string): string {
  let value = crc32(random);
  let text = "";
  for (let digit = 0; digit < 6; digit += 1) {
    text = base62.charAt(value % 62) + text;
    value = Math.floor(value / 62);
  }
  return text;
}

async function answerFor(sandbox: Sandbox, app: PlantedApp, scope?: string): Promise<Record<string, unknown>> {
  const code = await codeFor(sandbox, { client_id: app.clientId, scope });
  return exchange(sandbox, { client_id: app.clientId, client_secret: app.clientSecret, code });
}

test("token formats: a token is gho_ and 36 characters, with a checksum that is never right", async () => {
  const sandbox = createSandbox();
  for (let count = 0; count < 20; count += 1) {
    const token = await tokenFor(sandbox);
    expect(token).toMatch(/^gho_[A-Za-z0-9]{36}$/);
    expect(token.slice(34)).not.toBe(checksum(token.slice(4, 34)));
  }
});

test("token formats: no CRC-32 in base 62 begins like the checksums made here", () => {
  expect(base62.indexOf("z")).toBeGreaterThan(Math.floor(0xffff_ffff / 62 ** 5));
});

test("token formats: client ids have 20 characters and secrets 40 hexadecimal digits, new ones for each sandbox", () => {
  const [one, other] = [createSandbox(), createSandbox()];
  for (const [index, app] of one.seed.apps.entries()) {
    // That of gh is from before ids had a prefix.
    if (app.clientId !== githubCli.clientId) {
      expect(app.clientId).toMatch(app.kind === "github-app" ? /^Iv23li\w{14}$/ : /^Ov23li\w{14}$/);
    }
    expect(app.clientSecret).toMatch(/^[0-9a-f]{40}$/);
    expect(other.seed.apps[index]?.clientSecret).not.toBe(app.clientSecret);
  }
});

test("expiring tokens, answer: a token that does not expire comes without the three fields of one that does", async () => {
  const sandbox = createSandbox();
  expect(Object.keys(await answerFor(sandbox, appOf(sandbox))).sort()).toEqual(["access_token", "scope", "token_type"]);
});

test("expiring tokens, answer: an OAuth app with expiring tokens gets 8 hours and a refresh token of 184 days", async () => {
  const sandbox = createSandbox();
  const answer = await answerFor(sandbox, appOf(sandbox, "Ov23liExpiring000004"), "read:user");
  expect(answer).toEqual({
    access_token: expect.stringMatching(/^gho_[A-Za-z0-9]{36}$/),
    expires_in: 28_800,
    refresh_token: expect.stringMatching(/^ghr_[A-Za-z0-9]{76}$/),
    refresh_token_expires_in: 15_897_600,
    scope: "read:user",
    token_type: "bearer",
  });
});

test("expiring tokens, answer: a GitHub App gets 8 hours and a refresh token of 183 days", async () => {
  const sandbox = createSandbox();
  const answer = await answerFor(sandbox, appOf(sandbox, "Iv23liDgtSandbox0003"));
  expect(answer).toMatchObject({ expires_in: 28_800, refresh_token_expires_in: 15_811_200, scope: "" });
});

test("expiring tokens, apps: offline_access makes a token expire although the app's do not, and is no scope", async () => {
  const sandbox = createSandbox();
  const answer = await answerFor(sandbox, appOf(sandbox), "read:user offline_access");
  expect(answer).toMatchObject({ expires_in: 28_800, scope: "read:user" });
  await answerFor(sandbox, appOf(sandbox), "read:user offline_access");
  expect(sandbox.journal.count({ decision: "consent_shown" })).toBe(1);
});

test("A-05 (github mode): numbers are numbers in JSON and texts in a form", async () => {
  const sandbox = createSandbox();
  const app = appOf(sandbox, "Ov23liExpiring000004");
  const body = new URLSearchParams({
    client_id: app.clientId,
    client_secret: app.clientSecret,
    code: await codeFor(sandbox, { client_id: app.clientId }),
  });
  const response = await sandbox.fetch(`${origin}/login/oauth/access_token`, { method: "POST", body });
  expect(new URLSearchParams(await response.text()).get("expires_in")).toBe("28800");
});

test("expiring tokens, answer: an expiring token is refused after eight hours, and says when", async () => {
  let now = Date.UTC(2026, 8, 7, 4, 37, 55);
  const sandbox = createSandbox({ now: () => now });
  const token = await tokenFor(sandbox, { app: appOf(sandbox, "Ov23liExpiring000004") });
  const good = await rest(sandbox, "/user", { token });
  expect(good.status).toBe(200);
  expect(good.headers.get("GitHub-Authentication-Token-Expiration")).toBe("2026-09-07 12:37:55 UTC");
  now += 8 * hourMs - 1;
  expect((await rest(sandbox, "/user", { token })).status).toBe(200);
  now += 1;
  expect((await rest(sandbox, "/user", { token })).status).toBe(401);
  expect(sandbox.journal.count({ decision: "token_expired" })).toBe(1);
});

test("expiring tokens, answer: a token that does not expire is good after a hundred years, if somebody uses it", async () => {
  let now = Date.UTC(2026, 10, 1);
  const sandbox = createSandbox({ now: () => now });
  const token = await tokenFor(sandbox);
  for (let year = 0; year < 100; year += 1) {
    now += 365 * 24 * hourMs - 1;
    expect((await rest(sandbox, "/user", { token })).status).toBe(200);
  }
});

test("a token says who its person is, and there is nobody else to be", async () => {
  const sandbox = createSandbox();
  const lenas = await tokenFor(sandbox);
  const kais = await tokenFor(sandbox, { login: "coral-kai", password: "radio-free-reef" });
  expect((await rest(sandbox, "/user", { token: lenas })).body).toHaveProperty("login", "octo-lena");
  expect((await rest(sandbox, "/user", { token: kais })).body).toHaveProperty("login", "coral-kai");
  expect((await rest(sandbox, "/user", { token: `${lenas}x` })).status).toBe(401);
  expect((await rest(createSandbox(), "/user", { token: lenas })).status).toBe(401);
});
