import { expect, test } from "vitest";
import { createSandbox, defaultSeed, type Profile, type Sandbox, type SeedApp } from "../src/index.ts";
import { createBrowser, readText } from "./browser.ts";
import {
  appOf,
  authorizationUrl,
  challenge,
  codeFor,
  exchange,
  lena,
  origin,
  redirectAfter,
  redirectUri,
  sandboxWithApp,
  verifier,
} from "./drive.ts";
import { expiringSandbox, hourMs, signIn, statusWith } from "./token-drive.ts";

const minuteMs = 60_000;

function switched(switches: Partial<Profile>, app: Partial<SeedApp> = {}): Sandbox {
  const { apps } = sandboxWithApp(app).seed;
  return createSandbox({ seed: { ...defaultSeed(), apps }, switches });
}

const twoCallbacks = {
  callbacks: [
    { url: "https://first.example.com/auth?from=github", wildcard: false },
    { url: "http://127.0.0.1/callback", wildcard: true },
  ],
};

test("web flow, consent: the eleventh token within an hour is asked for, though everything was granted before", async () => {
  const { sandbox, app } = expiringSandbox();
  const consents = () => sandbox.journal.count({ decision: "consent_shown" });
  for (let count = 0; count < 10; count += 1) {
    await signIn(sandbox, app, "repo");
    sandbox.clock.advance(minuteMs);
  }
  expect(consents()).toBe(1);
  await signIn(sandbox, app, "gist");
  expect(consents()).toBe(2);
  await signIn(sandbox, app, "repo");
  expect(consents()).toBe(3);
  sandbox.clock.advance(hourMs);
  await signIn(sandbox, app, "repo");
  expect(consents()).toBe(3);
});

test("web flow, consent: the rule of ten tokens can be switched off", async () => {
  const { sandbox, app } = expiringSandbox({ switches: { consentAfterTenTokens: false } });
  for (let count = 0; count < 12; count += 1) await signIn(sandbox, app, "repo");
  expect(sandbox.journal.count({ decision: "consent_shown" })).toBe(1);
});

/** Signs in as octo-lena and takes the tick from some scopes. */
async function codeWithout(sandbox: Sandbox, scope: string, leftOut: readonly string[]): Promise<string> {
  const browser = createBrowser(sandbox);
  await browser.visit(authorizationUrl(sandbox, { scope }));
  const signedIn = await browser.submit("/login", { ...lena, decision: "sign-in" });
  await browser.visit(signedIn.headers.get("Location") ?? "");
  const unticked = Object.fromEntries(leftOut.map((each) => [`scope:${each}`, undefined]));
  const decided = await browser.submit("/login/oauth/authorize", { ...unticked, decision: "approve" });
  return new URL(decided.headers.get("Location") ?? "").searchParams.get("code") ?? "";
}

test("web flow, narrowing: the person may grant less than was asked for, and the token says so", async () => {
  const sandbox = createSandbox();
  const narrowed = await exchange(sandbox, { code: await codeWithout(sandbox, "repo gist read:org", ["repo"]) });
  expect(narrowed.scope).toBe("gist,read:org");
  const nothing = await exchange(sandbox, { code: await codeWithout(sandbox, "repo", ["repo"]) });
  expect(nothing.scope).toBe("");
});

test("web flow, narrowing: what was left out is asked for again, and is no part of the union of earlier grants", async () => {
  const sandbox = createSandbox();
  await codeWithout(sandbox, "repo gist", ["repo"]);
  expect((await exchange(sandbox, { code: await codeFor(sandbox, {}) })).scope).toBe("gist");
  const asked = sandbox.journal.count({ decision: "consent_shown" });
  await codeFor(sandbox, { scope: "repo gist" });
  expect(sandbox.journal.count({ decision: "consent_shown" })).toBe(asked + 1);
});

test("web flow, narrowing: a tick for a scope that was not asked for grants nothing", async () => {
  const sandbox = createSandbox();
  const browser = createBrowser(sandbox);
  await browser.visit(authorizationUrl(sandbox, { scope: "gist" }));
  const signedIn = await browser.submit("/login", { ...lena, decision: "sign-in" });
  await browser.visit(signedIn.headers.get("Location") ?? "");
  await browser.submit("/login/oauth/authorize", { "scope:repo": "on", "scope:admin:org": "on", decision: "approve" });
  expect(sandbox.journal.entries.at(-1)).toMatchObject({ decision: "code_issued", scopes: ["gist"] });
});

test("web flow, errors: a suspended app is told so by redirect, and nobody is asked", async () => {
  const sandbox = sandboxWithApp({ suspended: true });
  const response = await sandbox.fetch(authorizationUrl(sandbox));
  const redirect = new URL(response.headers.get("Location") ?? "");
  expect(`${redirect.origin}${redirect.pathname}`).toBe(redirectUri);
  expect(Object.fromEntries(redirect.searchParams)).toEqual({
    error: "application_suspended",
    error_description: "Your application has been suspended. Contact support@github.com.",
    error_uri:
      "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-authorization-request-errors/#application-suspended",
    state: "state-of-the-test",
    iss: `${origin}/login/oauth`,
  });
  const answer = await exchange(sandbox, { code: "made-up" });
  expect(answer.error).toBe("application_suspended");
});

test("web flow, errors: refusals may go to the first callback instead of the request's own address", async () => {
  const sandbox = switched({ refusalsGoTo: "first_callback" }, twoCallbacks);
  const denied = await redirectAfter(sandbox, authorizationUrl(sandbox), { decision: "cancel" });
  expect(denied.href).toMatch(/^https:\/\/first\.example\.com\/auth\?from=github&error=access_denied&/);
  expect(denied.searchParams.get("state")).toBe("state-of-the-test");
  const here = switched({}, twoCallbacks);
  const deniedHere = await redirectAfter(here, authorizationUrl(here), { decision: "cancel" });
  expect(`${deniedHere.origin}${deniedHere.pathname}`).toBe(redirectUri);
});

test("web flow, errors: a redirect_uri that does not match may be told to the first callback, as GitHub's pages describe it", async () => {
  const sandbox = switched({ mismatchedRedirectUri: "redirect" }, twoCallbacks);
  const response = await sandbox.fetch(authorizationUrl(sandbox, { redirect_uri: "https://evil.example/" }));
  const redirect = new URL(response.headers.get("Location") ?? "");
  expect(redirect.host).toBe("first.example.com");
  expect(redirect.searchParams.get("error")).toBe("redirect_uri_mismatch");
  expect(redirect.searchParams.get("error_description")).toBe(
    "The redirect_uri MUST match the registered callback URL for this application.",
  );
});

test("web flow, errors: the objection to a challenge may be a page", async () => {
  const sandbox = switched({ refusedChallenge: "page" });
  const response = await sandbox.fetch(authorizationUrl(sandbox, { code_challenge: "short" }));
  expect([response.status, response.headers.get("Location")]).toEqual([400, null]);
  expect(await readText(response)).toContain("PKCE challenge");
});

test("web flow, errors: whoever has no verified primary address gets no token", async () => {
  const seed = defaultSeed();
  const email = { email: "lena@tidepool.example", primary: true, verified: false, visibility: null };
  const emailsOf = async (emails: readonly (typeof email)[]) => {
    const people = seed.people.map((person) => (person.login === lena.login ? { ...person, emails } : person));
    const sandbox = createSandbox({ seed: { ...seed, people } });
    return exchange(sandbox, { code: await codeFor(sandbox) });
  };
  const second = { ...email, email: "lena@second.example", primary: false, verified: true };
  expect(await emailsOf([email, second])).toEqual({
    error: "unverified_user_email",
    error_description: "The user must have a verified primary email.",
    error_uri:
      "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/#unverified_user_email",
  });
  expect(await emailsOf([{ ...email, verified: true }])).toHaveProperty("access_token");
});

test("web flow, callbacks: all ten of an app match, each with its own wildcard switch", async () => {
  const callbacks = Array.from({ length: 10 }, (_, index) => ({
    url: `https://app${index}.example.com/auth`,
    wildcard: index % 2 === 1,
  }));
  const sandbox = sandboxWithApp({ callbacks });
  for (const { url, wildcard } of callbacks) {
    expect((await sandbox.fetch(authorizationUrl(sandbox, { redirect_uri: url }))).status).toBe(302);
    const deeper = await sandbox.fetch(authorizationUrl(sandbox, { redirect_uri: `${url}/deeper` }));
    expect([url, deeper.status]).toEqual([url, wildcard ? 302 : 400]);
  }
});

test("code exchange, by a switch: a failed exchange leaves the code as it was", async () => {
  const sandbox = switched({ failedExchange: "keeps_code" });
  const code = await codeFor(sandbox, { code_challenge: challenge, code_challenge_method: "S256" });
  expect(await exchange(sandbox, { code, code_verifier: "wrong" })).toHaveProperty("error", "bad_verification_code");
  expect(await exchange(sandbox, { code, code_verifier: verifier })).toHaveProperty("access_token");
  expect(await exchange(sandbox, { code, code_verifier: verifier })).toHaveProperty("error", "bad_verification_code");
});

test("code exchange, by a switch: a wrong verifier is invalid_grant, and one nobody asked for is refused", async () => {
  const sandbox = switched({ wrongVerifierError: "invalid_grant", verifierWithoutChallenge: "refused" });
  const challenged = await codeFor(sandbox, { code_challenge: challenge, code_challenge_method: "S256" });
  expect(await exchange(sandbox, { code: challenged })).toHaveProperty("error", "invalid_grant");
  const plain = await codeFor(sandbox);
  expect(await exchange(sandbox, { code: plain, code_verifier: verifier })).toHaveProperty("error", "invalid_grant");
  expect(await exchange(sandbox, { code: "made-up" })).toHaveProperty("error", "bad_verification_code");
});

test("code exchange, by a switch: the token endpoint takes Basic authentication, and codes live as long as they are told", async () => {
  const sandbox = switched({ basicAuthentication: true, codeLifetimeMs: minuteMs });
  const [app] = sandbox.seed.apps;
  const send = async () => {
    const response = await sandbox.fetch(`${origin}/login/oauth/access_token`, {
      method: "POST",
      body: new URLSearchParams({ code }),
      headers: {
        Accept: "application/json",
        Authorization: `Basic ${Buffer.from(`${app.clientId}:${app.clientSecret}`).toString("base64")}`,
      },
    });
    return (await response.json()) as Record<string, unknown>;
  };
  let code = await codeFor(sandbox);
  expect(await send()).toHaveProperty("access_token");
  code = await codeFor(sandbox);
  sandbox.clock.advance(minuteMs);
  expect(await send()).toHaveProperty("error", "bad_verification_code");
});

test("revocation, by a switch: deleting a token that is dead answers 422", async () => {
  for (const deletingDeadToken of [404, 422] as const) {
    const { sandbox, app } = expiringSandbox({ switches: { deletingDeadToken } });
    const { access } = await signIn(sandbox, app);
    const authorization = `Basic ${Buffer.from(`${app.clientId}:${app.clientSecret}`).toString("base64")}`;
    const statuses = [];
    for (const what of ["token", "token", "grant"]) {
      const response = await sandbox.fetch(`${origin}/api/v3/applications/${app.clientId}/${what}`, {
        method: "DELETE",
        headers: { Authorization: authorization },
        body: JSON.stringify({ access_token: access }),
      });
      statuses.push(response.status);
    }
    expect(statuses).toEqual([204, deletingDeadToken, deletingDeadToken]);
  }
});

test("grants: taking one back ends its tokens, its families and its codes, and those of no other app or person", async () => {
  const { sandbox, app } = expiringSandbox();
  const [first, second] = [await signIn(sandbox, app, "repo"), await signIn(sandbox, app, "gist")];
  const code = await codeFor(sandbox, { client_id: app.clientId, scope: "repo" });
  const other = sandbox.issueTokens({ login: "coral-kai", clientId: app.clientId, scope: "repo" });
  const elsewhere = sandbox.issueTokens({ login: "octo-lena", clientId: appOf(sandbox).clientId, scope: "repo" });
  const response = await sandbox.fetch(`${origin}/api/v3/applications/${app.clientId}/grant`, {
    method: "DELETE",
    headers: { Authorization: `Basic ${Buffer.from(`${app.clientId}:${app.clientSecret}`).toString("base64")}` },
    body: JSON.stringify({ access_token: first.access }),
  });
  expect(response.status).toBe(204);
  for (const { access } of [first, second]) expect(await statusWith(sandbox, access)).toBe(401);
  const mine = { client_id: app.clientId, client_secret: app.clientSecret };
  expect(await exchange(sandbox, { ...mine, code })).toHaveProperty("error", "bad_verification_code");
  expect(
    await exchange(sandbox, { ...mine, grant_type: "refresh_token", refresh_token: second.refresh }),
  ).toHaveProperty("error", "bad_refresh_token");
  for (const { accessToken } of [other, elsewhere]) expect(await statusWith(sandbox, accessToken)).toBe(200);
  const asked = sandbox.journal.count({ decision: "consent_shown" });
  await codeFor(sandbox, { client_id: app.clientId, scope: "repo" });
  expect(sandbox.journal.count({ decision: "consent_shown" })).toBe(asked + 1);
});
