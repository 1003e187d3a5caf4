import { expect, test } from "vitest";
import { plantApps } from "../src/apps/plant-apps.ts";
import { createSandbox, type IssuedTokens, type Sandbox } from "../src/index.ts";
import { createRandomness } from "../src/randomness.ts";
import { createState } from "../src/state.ts";
import { rememberedDeadTokens } from "../src/token-register.ts";
import { createTokenTable } from "../src/token-table.ts";
import { appOf, lena, origin } from "./drive.ts";
import { expiringSandbox, refresh, statusWith } from "./token-drive.ts";

const minuteMs = 60_000;

function stillSandbox(): Sandbox {
  return createSandbox({ now: () => Date.UTC(2026, 10, 1) });
}

function issue(sandbox: Sandbox, scope = "repo"): IssuedTokens {
  return sandbox.issueTokens({ login: lena.login, clientId: appOf(sandbox).clientId, scope });
}

async function statuses(sandbox: Sandbox, issued: readonly IssuedTokens[]): Promise<number[]> {
  return Promise.all(issued.map(({ accessToken }) => statusWith(sandbox, accessToken)));
}

test("token limits: the eleventh live token of a person, an app and a set of scopes ends the oldest, if none was used", async () => {
  const sandbox = stillSandbox();
  const issued = Array.from({ length: 11 }, () => issue(sandbox));

  expect(await statuses(sandbox, issued)).toEqual([401, ...Array<number>(10).fill(200)]);
  expect(sandbox.journal.count({ decision: "token_revoked", reason: "too_many" })).toBe(1);
});

test("token limits: the oldest token that was never used and is older than a minute goes first", async () => {
  const sandbox = stillSandbox();
  const issued = Array.from({ length: 10 }, () => issue(sandbox));
  for (const index of [0, 1, 3]) await statusWith(sandbox, issued[index]?.accessToken ?? "");
  sandbox.clock.advance(minuteMs + 1);

  issued.push(issue(sandbox));

  expect(await statuses(sandbox, issued)).toEqual([200, 200, 401, ...Array<number>(8).fill(200)]);
});

test("token limits: when all were used, the one unused for longest goes", async () => {
  const sandbox = stillSandbox();
  const issued = Array.from({ length: 10 }, () => issue(sandbox));
  for (const index of [4, 0, 1, 2, 3, 5, 6, 7, 8, 9]) {
    sandbox.clock.advance(1000);
    await statusWith(sandbox, issued[index]?.accessToken ?? "");
  }

  issued.push(issue(sandbox));

  expect(await statuses(sandbox, issued)).toEqual([200, 200, 200, 200, 401, ...Array<number>(6).fill(200)]);
});

test("token limits: other scopes, other people and expired tokens do not count", async () => {
  const { sandbox, app } = expiringSandbox();
  const order = { login: lena.login, clientId: app.clientId, scope: "repo" };
  const expired = Array.from({ length: 10 }, () => sandbox.issueTokens(order));
  sandbox.clock.advance(app.tokens.accessLifetimeMs);
  const live = Array.from({ length: 10 }, () => sandbox.issueTokens(order));
  sandbox.issueTokens({ ...order, scope: "gist" });
  sandbox.issueTokens({ ...order, login: sandbox.seed.people[1]?.login ?? "" });

  expect(await statuses(sandbox, live)).toEqual(Array<number>(10).fill(200));
  const [first] = expired;
  expect((await refresh(sandbox, app, { refresh_token: first?.refreshToken })).body).toHaveProperty("access_token");
});

test("token limits: a token that is too many takes its refresh token along", async () => {
  const { sandbox, app } = expiringSandbox();
  const order = { login: lena.login, clientId: app.clientId };
  const first = sandbox.issueTokens(order);
  for (let count = 0; count < 10; count += 1) sandbox.issueTokens(order);

  expect((await refresh(sandbox, app, { refresh_token: first.refreshToken })).body).toMatchObject({
    error: "bad_refresh_token",
  });
});

test("token limits: a refresh replaces a token and adds none", async () => {
  const { sandbox, app } = expiringSandbox();
  const order = { login: lena.login, clientId: app.clientId };
  const others = Array.from({ length: 9 }, () => sandbox.issueTokens(order));
  let token = sandbox.issueTokens(order).refreshToken ?? "";
  for (let count = 0; count < 5; count += 1) token = (await refresh(sandbox, app, { refresh_token: token })).refresh;

  expect(await statuses(sandbox, others)).toEqual(Array<number>(9).fill(200));
});

test("token limits: a server that is not GitHub's has no such rule", async () => {
  const { sandbox, app } = expiringSandbox({ tokens: { rotation: "strict" } });
  const issued = Array.from({ length: 15 }, () =>
    sandbox.issueTokens({ login: lena.login, clientId: app.clientId, scope: "repo" }),
  );
  expect(await statuses(sandbox, issued)).toEqual(Array<number>(15).fill(200));
});

test("automatic revocation: a token that nobody used for a year is dead, one that was used is not", async () => {
  const sandbox = stillSandbox();
  const [unused, used] = [issue(sandbox), issue(sandbox, "gist")];
  sandbox.clock.advance(364 * 24 * 60 * minuteMs);
  expect(await statusWith(sandbox, used.accessToken)).toBe(200);
  sandbox.clock.advance(24 * 60 * minuteMs);

  expect(await statuses(sandbox, [unused, used])).toEqual([401, 200]);
  expect(sandbox.journal.count({ decision: "token_revoked", reason: "unused" })).toBe(1);
});

test("the journal says why a token is dead: its app gave it back, somebody reported it, a refresh replaced it", async () => {
  const { sandbox, app } = expiringSandbox();
  const order = { login: lena.login, clientId: app.clientId };
  const [given, reported, replaced] = [1, 2, 3].map(() => sandbox.issueTokens(order));
  await sandbox.fetch(`${origin}/api/v3/applications/${app.clientId}/token`, {
    method: "DELETE",
    headers: { Authorization: `Basic ${Buffer.from(`${app.clientId}:${app.clientSecret}`).toString("base64")}` },
    body: JSON.stringify({ access_token: given?.accessToken }),
  });
  await sandbox.fetch(`${origin}/api/v3/credentials/revoke`, {
    method: "POST",
    body: JSON.stringify({ credentials: [reported?.accessToken] }),
  });
  await refresh(sandbox, app, { refresh_token: replaced?.refreshToken });
  for (const issued of [given, reported, replaced]) await statusWith(sandbox, issued?.accessToken ?? "");

  expect(sandbox.journal.entries.slice(-3).map(({ status, reason }) => [status, reason])).toEqual([
    [401, "by_app"],
    [401, "reported"],
    [401, "replaced"],
  ]);
});

/** A table alone, with the seed's expiring app and its first person. */
function tableAlone(rotation: "github" | "strict") {
  const { sandbox } = expiringSandbox({ tokens: { rotation } });
  const ground = { now: () => Date.UTC(2026, 10, 1), random: createRandomness("table") };
  const state = createState(ground);
  plantApps(state, sandbox.seed);
  const app = state.apps.get("Ov23liExpiring000004");
  if (app === undefined) throw new Error("the app is missing");
  return { table: createTokenTable(ground), app, person: sandbox.seed.people[0] };
}

test("after 30 000 sign-ins the table holds ten live ones and a bounded number of dead ones", () => {
  const { table, app, person } = tableAlone("github");
  const order = { app, person, scopes: ["repo"], expiring: true };
  const issued = Array.from({ length: 30_000 }, () => table.issue(order).token);

  expect(table.tables.records.size + table.tables.refreshTokens.size).toBeLessThan(rememberedDeadTokens + 1020);
  expect([...table.tables.families.values()].map((families) => families.size)).toEqual([10]);
  expect(table.judge(issued.at(-1) ?? "")).toMatchObject({ status: "active" });
  expect(table.judge(issued.at(-11) ?? "")).toMatchObject({ status: "revoked", reason: "too_many" });
  expect(table.judge(issued[0] ?? "")).toEqual({ status: "unknown" });
});

test("A-04: reuse of a spent refresh token ends the family also after thousands of other tokens have died", () => {
  const { table, app, person } = tableAlone("strict");
  const order = { app, person, scopes: ["repo"], expiring: true };
  const record = table.issue(order);
  const spent = record.expiry?.refreshToken.token ?? "";
  table.refresh(app, spent);
  let other = table.issue(order).expiry?.refreshToken.token ?? "";
  for (let count = 0; count < rememberedDeadTokens - 1; count += 1) {
    const outcome = table.refresh(app, other);
    other = "record" in outcome ? (outcome.record.expiry?.refreshToken.token ?? "") : "";
  }

  expect(table.refresh(app, spent)).toMatchObject({ decision: "refresh_reused" });
  expect(table.judge(record.token)).toMatchObject({ status: "revoked", reason: "refresh_reused" });
});
