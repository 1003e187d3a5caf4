import { expect, test } from "vitest";
import { createSandbox } from "../src/index.ts";
import { appOf, challenge, codeFor, exchange, redirectUri, verifier } from "./drive.ts";

const minuteMs = 60_000;

test("web flow, redirect: a code is good for ten minutes and not longer", async () => {
  let now = Date.UTC(2026, 10, 1);
  const sandbox = createSandbox({ now: () => now });
  const [early, late] = [await codeFor(sandbox), await codeFor(sandbox)];
  now += 10 * minuteMs - 1;
  expect(await exchange(sandbox, { code: early })).toHaveProperty("access_token");
  now += 1;
  expect(await exchange(sandbox, { code: late })).toHaveProperty("error", "bad_verification_code");
  expect(sandbox.journal.count({ decision: "code_expired" })).toBe(1);
});

test("A-02 (github mode): a code is good for one use", async () => {
  const sandbox = createSandbox();
  const code = await codeFor(sandbox);
  expect(await exchange(sandbox, { code })).toHaveProperty("access_token");
  expect(await exchange(sandbox, { code })).toHaveProperty("error", "bad_verification_code");
  expect(sandbox.journal.count({ decision: "code_used" })).toBe(1);
});

test("A-02 (github mode): of many exchanges of one code at once, one succeeds", async () => {
  const sandbox = createSandbox();
  const code = await codeFor(sandbox);
  const answers = await Promise.all(Array.from({ length: 50 }, () => exchange(sandbox, { code })));
  expect(answers.filter((answer) => "access_token" in answer)).toHaveLength(1);
  expect(sandbox.journal.count({ decision: "token_issued" })).toBe(1);
  expect(sandbox.journal.count({ decision: "code_used" })).toBe(49);
});

test("A-02 (github mode): of many exchanges over as many connections, one succeeds", async () => {
  const sandbox = createSandbox();
  const github = await sandbox.listen();
  const { clientId, clientSecret } = appOf(sandbox);
  const code = await codeFor(sandbox);
  const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, code });
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () =>
      (await fetch(`${github.url}/login/oauth/access_token`, { method: "POST", body })).text(),
    ),
  );
  expect(answers.filter((answer) => answer.includes("access_token"))).toHaveLength(1);
  await github.close();
});

test("A-02 (github mode): a code is bound to its client and is burnt in the hands of another", async () => {
  const sandbox = createSandbox();
  const other = appOf(sandbox, "Ov23liExpiring000004");
  const code = await codeFor(sandbox);
  const stolen = await exchange(sandbox, { client_id: other.clientId, client_secret: other.clientSecret, code });
  expect(stolen).toHaveProperty("error", "bad_verification_code");
  expect(sandbox.journal.count({ decision: "code_of_another_client" })).toBe(1);
  expect(await exchange(sandbox, { code })).toHaveProperty("error", "bad_verification_code");
});

for (const [what, wrong] of [
  ["redirect_uri", { redirect_uri: `${redirectUri}/`, code_verifier: verifier }],
  ["code_verifier", { redirect_uri: redirectUri, code_verifier: "x".repeat(43) }],
] as const) {
  test(`A-02 (github mode): an exchange with a wrong ${what} burns the code`, async () => {
    const sandbox = createSandbox();
    const code = await codeFor(sandbox, { code_challenge: challenge, code_challenge_method: "S256" });
    expect(await exchange(sandbox, { code, ...wrong })).toHaveProperty("error");
    expect(await exchange(sandbox, { code, redirect_uri: redirectUri, code_verifier: verifier })).toHaveProperty(
      "error",
      "bad_verification_code",
    );
    expect(sandbox.journal.count({ decision: "token_issued" })).toBe(0);
  });
}
