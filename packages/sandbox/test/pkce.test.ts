import { expect, test } from "vitest";
import { createSandbox } from "../src/index.ts";
import { authorizationUrl, challenge, codeFor, exchange, redirectAfter, redirectUri, verifier } from "./drive.ts";

const pkce = { code_challenge: challenge, code_challenge_method: "S256" };

test("PKCE: the verifier of the challenge is accepted", async () => {
  const sandbox = createSandbox();
  const code = await codeFor(sandbox, pkce);
  expect(await exchange(sandbox, { code, code_verifier: verifier })).toHaveProperty("access_token");
});

test("A-03 (github mode): a challenge without a verifier is refused", async () => {
  const sandbox = createSandbox();
  const code = await codeFor(sandbox, pkce);
  expect(await exchange(sandbox, { code })).toHaveProperty("error", "bad_verification_code");
  expect(sandbox.journal.count({ decision: "verifier_mismatch" })).toBe(1);
});

for (const wrong of [`${verifier}A`, verifier.toUpperCase(), verifier.slice(1), challenge, `${verifier}\n`, "\u0000"]) {
  test(`A-03 (github mode): the wrong verifier ${JSON.stringify(wrong)} answers bad_verification_code`, async () => {
    const sandbox = createSandbox();
    const code = await codeFor(sandbox, pkce);
    expect(await exchange(sandbox, { code, code_verifier: wrong })).toHaveProperty("error", "bad_verification_code");
    expect(sandbox.journal.count({ decision: "verifier_mismatch" })).toBe(1);
  });
}

test("A-03 (github mode): a verifier nobody asked for is ignored, as long as GitHub's own answer is not known", async () => {
  const sandbox = createSandbox();
  expect(await exchange(sandbox, { code: await codeFor(sandbox), code_verifier: verifier })).toHaveProperty(
    "access_token",
  );
});

test("A-03 (github mode): a challenge belongs to its own request only", async () => {
  const sandbox = createSandbox();
  await codeFor(sandbox, pkce);
  const injected = await codeFor(sandbox, { ...pkce, code_challenge: challenge.replace(/^./, "z") });
  expect(await exchange(sandbox, { code: injected, code_verifier: verifier })).toHaveProperty(
    "error",
    "bad_verification_code",
  );
});

for (const parameters of [
  { code_challenge: challenge, code_challenge_method: "plain" },
  { code_challenge: challenge, code_challenge_method: "s256" },
  { code_challenge: challenge, code_challenge_method: undefined },
  { code_challenge: undefined, code_challenge_method: "S256" },
  { code_challenge: challenge.slice(1), code_challenge_method: "S256" },
  { code_challenge: `${challenge}=`, code_challenge_method: "S256" },
  { code_challenge: challenge.replace(/^./, "+"), code_challenge_method: "S256" },
]) {
  test(`A-03 (github mode): ${JSON.stringify(parameters)} is refused with invalid_request before anybody is asked`, async () => {
    const sandbox = createSandbox();
    const redirect = await redirectAfter(sandbox, authorizationUrl(sandbox, parameters));
    expect(`${redirect.origin}${redirect.pathname}`).toBe(redirectUri);
    expect(redirect.searchParams.get("error")).toBe("invalid_request");
    expect(redirect.searchParams.get("state")).toBe("state-of-the-test");
    expect(sandbox.journal.entries.map((entry) => entry.decision)).toEqual(["challenge_refused"]);
  });
}
