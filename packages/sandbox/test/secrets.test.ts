import { expect, test } from "vitest";
import { createSandbox } from "../src/index.ts";
import { createBrowser } from "./browser.ts";
import { appOf, challenge, codeFor, exchange, lena, rest, verifier } from "./drive.ts";

function watched() {
  const secrets: string[] = [];
  return { secrets, sandbox: createSandbox({ onSecret: (secret) => secrets.push(secret) }) };
}

test("every app's secret is reported at the start", () => {
  const { secrets, sandbox } = watched();
  expect(secrets).toEqual(sandbox.seed.apps.map((app) => app.clientSecret));
});

test("session cookies, codes, verifiers, access tokens and refresh tokens are reported", async () => {
  const { secrets, sandbox } = watched();
  const browser = createBrowser(sandbox);
  await browser.visit("/login");
  expect(secrets).toContain(browser.cookie.split("=")[1]);
  const app = appOf(sandbox, "Ov23liExpiring000004");
  const code = await codeFor(sandbox, {
    client_id: app.clientId,
    code_challenge: challenge,
    code_challenge_method: "S256",
  });
  const answer = await exchange(sandbox, {
    client_id: app.clientId,
    client_secret: app.clientSecret,
    code,
    code_verifier: verifier,
  });
  expect(secrets).toEqual(expect.arrayContaining([code, verifier, answer.access_token, answer.refresh_token]));
});

test("what is sent as a secret is reported, also when it is wrong", async () => {
  const { secrets, sandbox } = watched();
  await exchange(sandbox, { client_secret: "a-secret-from-elsewhere", code: "a-code-from-elsewhere" });
  await rest(sandbox, "/user", { token: "a-token-from-elsewhere" });
  const browser = createBrowser(sandbox);
  await browser.visit("/login");
  await browser.submit("/login", { login: "octo-lena", password: "a-password-from-elsewhere" });
  expect(secrets).toEqual(
    expect.arrayContaining([
      "a-secret-from-elsewhere",
      "a-code-from-elsewhere",
      "a-token-from-elsewhere",
      "a-password-from-elsewhere",
    ]),
  );
});

test("what the pages show to everybody is not reported: the seed's passwords and client ids", async () => {
  const { secrets, sandbox } = watched();
  await codeFor(sandbox);
  await exchange(sandbox, { client_secret: appOf(sandbox).clientId, code: "1" });
  for (const shown of [lena.password, appOf(sandbox).clientId, "1", ""]) expect(secrets).not.toContain(shown);
  expect(await (await createBrowser(sandbox).visit("/login")).text()).toContain(lena.password);
});
