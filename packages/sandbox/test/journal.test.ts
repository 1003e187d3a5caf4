import { expect, test } from "vitest";
import { createSandbox, type JournalEntry } from "../src/index.ts";
import { createJournal } from "../src/journal.ts";
import { appOf, challenge, codeFor, exchange, origin, rest, tokenFor, verifier } from "./drive.ts";

test("the journal names operation, person, app, scopes and decision of every request, in order", async () => {
  let now = Date.UTC(2026, 10, 1);
  const sandbox = createSandbox({ now: () => now++ });
  const token = await tokenFor(sandbox, { scope: "repo" });
  const answer = await rest(sandbox, "/user", { token });
  expect(sandbox.journal.entries.map(({ operation, status, decision }) => [operation, status, decision])).toEqual([
    ["oauth/authorize", 302, "sign_in_needed"],
    ["oauth/sign-in-page", 200, "form_shown"],
    ["oauth/sign-in", 303, "consent_needed"],
    ["oauth/consent-page", 200, "consent_shown"],
    ["oauth/decide", 303, "code_issued"],
    ["oauth/access-token", 200, "token_issued"],
    ["users/get-authenticated", 200, "served"],
  ]);
  expect(sandbox.journal.entries.at(-1)).toEqual({
    id: answer.headers.get("X-GitHub-Request-Id"),
    at: expect.any(Number),
    method: "GET",
    path: "/api/v3/user",
    status: 200,
    operation: "users/get-authenticated",
    login: "octo-lena",
    clientId: appOf(sandbox).clientId,
    scopes: ["repo"],
    family: "family-1",
    generation: 0,
    decision: "served",
  });
  const instants = sandbox.journal.entries.map((entry) => entry.at);
  expect(instants).toEqual(instants.toSorted((a, b) => a - b));
});

test("the journal counts what equals every field given", async () => {
  const sandbox = createSandbox();
  await tokenFor(sandbox);
  expect(sandbox.journal.count()).toBe(6);
  expect(sandbox.journal.count({ operation: "oauth/access-token" })).toBe(1);
  expect(sandbox.journal.count({ method: "POST" })).toBe(3);
  expect(sandbox.journal.count({ method: "POST", status: 303 })).toBe(2);
  expect(sandbox.journal.count({ login: "coral-kai" })).toBe(0);
  expect(sandbox.journal.count({ operation: undefined })).toBe(6);
});

test("the journal's entries cannot be changed", async () => {
  const sandbox = createSandbox();
  await tokenFor(sandbox);
  const [entry] = sandbox.journal.entries;
  expect(() => Object.assign(entry ?? {}, { status: 999 })).toThrow(TypeError);
});

test("the journal holds no secret, wherever it was put", async () => {
  const secrets: string[] = [];
  const sandbox = createSandbox({ onSecret: (secret) => secrets.push(secret) });
  const token = await tokenFor(sandbox, { app: appOf(sandbox, "Ov23liExpiring000004") });
  const code = await codeFor(sandbox, { code_challenge: challenge, code_challenge_method: "S256" });
  await exchange(sandbox, { code, code_verifier: verifier });
  const { clientId, clientSecret } = appOf(sandbox);
  const careless = new URLSearchParams({
    client_id: clientId,
    client_secret: clientSecret,
    code,
    code_verifier: verifier,
    access_token: token,
  });
  await sandbox.fetch(`${origin}/login/oauth/access_token?${careless}`, { method: "POST" });
  await sandbox.fetch(`${origin}/api/v3/user?${careless}`);
  await sandbox.fetch(`${origin}/api/v3/applications/${clientId}/tokens/${token}`);
  await sandbox.fetch(`${origin}/api/v3/user/repos?sort=${token}&${token}=1`);
  await sandbox.fetch(`${origin}/login/oauth/authorize?client_id=${clientId}&state=the-clients-own-state`);
  expect(secrets).toEqual(expect.arrayContaining([token, code, verifier, clientSecret]));
  const written = JSON.stringify(sandbox.journal.entries);
  for (const secret of [...secrets, "the-clients-own-state"]) expect(written).not.toContain(secret);
  expect(written).toContain("access_token=[masked]");
  expect(written).toContain("/tokens/[masked]");
});

test("a journal that grows without end keeps the newest entries, says how many it dropped, and counts them all", () => {
  const journal = createJournal();
  const requests = 120_000;
  for (let count = 1; count <= requests; count += 1) {
    journal.append({
      id: `${count}`,
      connection: 1,
      at: count,
      method: "GET",
      url: new URL("http://127.0.0.1/api/v3/user"),
      status: count % 3 === 0 ? 401 : 200,
      note: { operation: "users/get-authenticated", family: `family-${count % 10}` },
    });
  }

  expect(journal.entries.length).toBeGreaterThanOrEqual(50_000);
  expect(journal.entries.length).toBeLessThan(55_001);
  expect(journal.dropped).toBe(requests - journal.entries.length);
  expect(journal.entries[0]?.id).toBe(`${journal.dropped + 1}`);
  expect(journal.count()).toBe(requests);
  expect(journal.count({ status: 401 })).toBe(requests / 3);
  expect(journal.count({ status: 401, operation: "user/repos" })).toBe(0);
  // Which family a dropped request was of is not known any more.
  expect(journal.count({ family: "family-1" })).toBe(
    journal.entries.filter((each) => each.family === "family-1").length,
  );

  journal.clear();

  expect([journal.entries.length, journal.dropped, journal.count()]).toEqual([0, 0, 0]);
});

test("whoever subscribes to the journal is told every entry as it is written, until they have enough", async () => {
  const sandbox = createSandbox();
  const told: JournalEntry[] = [];
  const end = sandbox.journal.subscribe((entry) => told.push(entry));

  await rest(sandbox, "/user", {});
  sandbox.reset();
  await rest(sandbox, "/rate_limit", {});
  end();
  await rest(sandbox, "/", {});

  expect(told.map((entry) => entry.operation)).toEqual(["users/get-authenticated", "rate-limit/get"]);
  expect(told.at(-1)).toBe(sandbox.journal.entries[0]);
});

test("the journal is JSON of its entries and of how many are missing", async () => {
  const sandbox = createSandbox();
  await rest(sandbox, "/user", {});
  expect(JSON.parse(JSON.stringify(sandbox.journal))).toEqual({ entries: [...sandbox.journal.entries], dropped: 0 });
});
