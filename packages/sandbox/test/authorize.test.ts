import { expect, test } from "vitest";
import { createSandbox } from "../src/index.ts";
import { createBrowser, readText } from "./browser.ts";
import {
  appOf,
  authorizationUrl,
  codeFor,
  exchange,
  lena,
  origin,
  redirectAfter,
  redirectUri,
  sandboxWithApp,
  tokenFor,
} from "./drive.ts";

test("web flow, request: an unknown or missing client_id gets a 404 page and no redirect", async () => {
  const sandbox = createSandbox();
  for (const client_id of ["Ov23liNobodyKnowsThis", undefined]) {
    const response = await sandbox.fetch(authorizationUrl(sandbox, { client_id }));
    expect(response.status).toBe(404);
    expect(response.headers.get("Location")).toBeNull();
    expect(response.headers.get("Content-Type")).toMatch(/^text\/html/);
  }
  expect(sandbox.journal.count({ operation: "oauth/authorize", decision: "client_unknown" })).toBe(2);
});

test("web flow, request: an absent redirect_uri means the first callback", async () => {
  const sandbox = sandboxWithApp({
    callbacks: [
      { url: "https://first.example.com/callback", wildcard: false },
      { url: "https://second.example.com/callback", wildcard: false },
    ],
  });
  const redirect = await redirectAfter(sandbox, authorizationUrl(sandbox, { redirect_uri: undefined }));
  expect(`${redirect.origin}${redirect.pathname}`).toBe("https://first.example.com/callback");
});

test("web flow, request: response_type and unknown parameters are ignored", async () => {
  const sandbox = createSandbox();
  const url = authorizationUrl(sandbox, { response_type: "token", nonsense: "1", allow_signup: "false" });
  expect((await redirectAfter(sandbox, url)).searchParams.get("code")).toMatch(/^[0-9a-f]{20}$/);
});

test("web flow, request: login suggests an account on the sign-in page", async () => {
  const sandbox = createSandbox();
  const page = await (
    await createBrowser(sandbox).visit(authorizationUrl(sandbox, { login: 'coral-kai"><b>' }))
  ).text();
  expect(page).toContain('name="login" value="coral-kai&quot;&gt;&lt;b&gt;"');
});

/** A browser in which these people signed in, one after the other, and a sandbox whose app has an https callback as well. */
async function browserOf(...people: readonly { login: string; password: string }[]) {
  const sandbox = sandboxWithApp({ callbacks: [httpsCallback, { url: "http://127.0.0.1/callback", wildcard: true }] });
  const browser = createBrowser(sandbox);
  for (const person of people) {
    const page = await browser.visit(authorizationUrl(sandbox, { prompt: "select_account" }));
    const isPicker = (await page.text()).includes('name="account"');
    if (isPicker) {
      const elsewhere = await browser.submit("/login/oauth/select-account", { decision: "switch-account" });
      await browser.visit(elsewhere.headers.get("Location") ?? "");
    }
    await browser.submit("/login", { ...person, decision: "sign-in" });
  }
  const stepOf = async (parameters: Record<string, string | undefined>) =>
    new URL((await browser.open(authorizationUrl(sandbox, parameters))).headers.get("Location") ?? "").pathname;
  return { sandbox, browser, stepOf };
}

const httpsCallback = { url: "https://app.example.com/callback", wildcard: false };
const kai = { login: "coral-kai", password: "radio-free-reef" };
const picker = "/login/oauth/select-account";

test("web flow, account picker: shown for prompt=select_account, for an address that is not https and for several accounts", async () => {
  const one = await browserOf(lena);
  expect(await one.stepOf({ redirect_uri: httpsCallback.url })).toBe("/login/oauth/consent");
  expect(await one.stepOf({ redirect_uri: httpsCallback.url, prompt: "login" })).toBe("/login/oauth/consent");
  expect(await one.stepOf({ redirect_uri: httpsCallback.url, prompt: "select_account" })).toBe(picker);
  expect(await one.stepOf({})).toBe(picker);
  const two = await browserOf(lena, kai);
  expect(await two.stepOf({ redirect_uri: httpsCallback.url })).toBe(picker);
});

test("web flow, account picker: everybody who is signed in can be chosen, without a password, and nobody else", async () => {
  const { sandbox, browser } = await browserOf(lena, kai);
  const text = await readText(await browser.visit(authorizationUrl(sandbox)));
  expect(text).toMatch(/Continue as octo-lena .*Continue as coral-kai/);
  expect((await browser.submit(picker, { account: "otis-otter" })).status).toBe(403);
  expect((await browser.submit(picker, { account: "OCTO-LENA" })).status).toBe(403);
  expect((await browser.submit(picker, { account: "octo-lena", csrf: "0".repeat(32) })).status).toBe(403);
  const chosen = await browser.submit(picker, { account: "octo-lena" });
  const consent = await readText(await browser.visit(chosen.headers.get("Location") ?? ""));
  expect(consent).toContain("would like to use the account octo-lena");
});

test("web flow, account picker: after the choice a request that was granted before leads straight back", async () => {
  const { sandbox, browser } = await browserOf(lena, kai);
  await browser.visit(authorizationUrl(sandbox));
  await browser.visit((await browser.submit(picker, { account: "octo-lena" })).headers.get("Location") ?? "");
  await browser.submit("/login/oauth/authorize", { decision: "approve" });
  await browser.visit(authorizationUrl(sandbox));
  const back = await browser.submit(picker, { account: "octo-lena" });
  expect(back.headers.get("Location")).toMatch(/^http:\/\/127\.0\.0\.1:53127\/callback\?code=/);
});

test("web flow, account picker: can be kept for requests that ask for it", async () => {
  const sandbox = createSandbox({ switches: { accountPicker: "on_request" } });
  const browser = createBrowser(sandbox);
  await browser.visit("/login");
  await browser.submit("/login", { ...lena, decision: "sign-in" });
  expect((await browser.open(authorizationUrl(sandbox))).headers.get("Location")).toContain("/login/oauth/consent?");
});

test("web flow, consent: consent is asked once and skipped when everything was granted before", async () => {
  const sandbox = createSandbox();
  await redirectAfter(sandbox, authorizationUrl(sandbox, { scope: "user" }));
  expect(sandbox.journal.count({ decision: "consent_shown" })).toBe(1);
  await redirectAfter(sandbox, authorizationUrl(sandbox, { scope: "read:user user:email" }));
  expect(sandbox.journal.count({ decision: "consent_shown" })).toBe(1);
  await redirectAfter(sandbox, authorizationUrl(sandbox, { scope: "repo" }));
  expect(sandbox.journal.count({ decision: "consent_shown" })).toBe(2);
});

test("web flow, consent: consent given to one app or by one person says nothing about another", async () => {
  const sandbox = createSandbox();
  await redirectAfter(sandbox, authorizationUrl(sandbox, { scope: "repo" }));
  await redirectAfter(sandbox, authorizationUrl(sandbox, { scope: "repo", client_id: "Ov23liExpiring000004" }));
  await redirectAfter(sandbox, authorizationUrl(sandbox, { scope: "repo" }), {
    login: "coral-kai",
    password: "radio-free-reef",
  });
  expect(sandbox.journal.count({ decision: "consent_shown" })).toBe(3);
});

test("web flow, consent: an omitted scope means none for a newcomer and the union of all grants for a returning person", async () => {
  const sandbox = createSandbox();
  const omitted = async () => (await exchange(sandbox, { code: await codeFor(sandbox, {}) })).scope;
  expect(await omitted()).toBe("");
  await codeFor(sandbox, { scope: "repo" });
  await codeFor(sandbox, { scope: "user:email read:user" });
  expect(await omitted()).toBe("read:user,repo,user:email");
  await codeFor(sandbox, { scope: "user" });
  expect(await omitted()).toBe("repo,user");
});

test("web flow, consent: a request for less than was granted gets what it asked for", async () => {
  const sandbox = createSandbox();
  await codeFor(sandbox, { scope: "repo" });
  const answer = await exchange(sandbox, { code: await codeFor(sandbox, { scope: "read:user" }) });
  expect(answer.scope).toBe("read:user");
});

for (const state of ["simple", "a b+c&d=e%20f", "ünïcödé 🐙", "<script>", "0"]) {
  test(`web flow, redirect: state ${JSON.stringify(state)} comes back as it was sent`, async () => {
    const sandbox = createSandbox();
    expect((await redirectAfter(sandbox, authorizationUrl(sandbox, { state }))).searchParams.getAll("state")).toEqual([
      state,
    ]);
  });
}

test("web flow, redirect: a redirect carries no state when none was sent", async () => {
  const sandbox = createSandbox();
  const redirect = await redirectAfter(sandbox, authorizationUrl(sandbox, { state: undefined }));
  expect([...redirect.searchParams.keys()]).toEqual(["code", "iss"]);
});

test("web flow, request: iss names the issuer in success and error, unless it is switched off", async () => {
  const sandbox = createSandbox();
  const silent = createSandbox({ switches: { issuerInRedirects: false } });
  for (const decision of ["approve", "cancel"] as const) {
    const redirect = await redirectAfter(sandbox, authorizationUrl(sandbox), { decision });
    expect(redirect.searchParams.get("iss")).toBe(`${origin}/login/oauth`);
    expect((await redirectAfter(silent, authorizationUrl(silent), { decision })).searchParams.has("iss")).toBe(false);
  }
});

test("web flow, errors: Cancel redirects with access_denied and the state, and grants nothing", async () => {
  const sandbox = createSandbox();
  const redirect = await redirectAfter(sandbox, authorizationUrl(sandbox, { scope: "repo" }), { decision: "cancel" });
  expect(`${redirect.origin}${redirect.pathname}`).toBe(redirectUri);
  expect(redirect.searchParams.get("error")).toBe("access_denied");
  expect(redirect.searchParams.get("error_description")).toBe("The user has denied your application access.");
  expect(redirect.searchParams.get("state")).toBe("state-of-the-test");
  expect(redirect.searchParams.has("code")).toBe(false);
  await redirectAfter(sandbox, authorizationUrl(sandbox, { scope: "repo" }));
  expect(sandbox.journal.count({ decision: "consent_shown" })).toBe(2);
});

test('web flow, errors: a redirect_uri that does not match gets the page headed "Be careful!" and no redirect', async () => {
  const sandbox = createSandbox();
  const response = await sandbox.fetch(authorizationUrl(sandbox, { redirect_uri: "http://127.0.0.1:53127/elsewhere" }));
  expect(response.headers.get("Location")).toBeNull();
  const text = await readText(response);
  expect(text).toContain("Be careful!");
  expect(text).toContain("not associated with this application");
  expect(text).not.toContain("elsewhere");
});

test("a query of the redirect_uri is kept and the answer added to it", async () => {
  const sandbox = createSandbox();
  const redirect = await redirectAfter(
    sandbox,
    authorizationUrl(sandbox, { redirect_uri: `${redirectUri}?next=%2Fhome` }),
  );
  expect(redirect.search).toMatch(/^\?next=%2Fhome&code=[0-9a-f]{20}&state=/);
});

test("scopes, names: unknown scopes are dropped without an error", async () => {
  const sandbox = createSandbox();
  const answer = await exchange(sandbox, {
    code: await codeFor(sandbox, { scope: "read:user repos admin everything" }),
  });
  expect(answer.scope).toBe("read:user");
});

test("scopes, normalisation: scopes are stored without those another one contains, also when separated by commas", async () => {
  const sandbox = createSandbox();
  const answer = await exchange(sandbox, {
    code: await codeFor(sandbox, { scope: "user,gist,user:email,repo:status,repo,read:org,admin:org" }),
  });
  expect(answer.scope).toBe("admin:org,gist,repo,user");
});

test("expiring tokens, answer: a GitHub App's scopes are always empty, whatever was asked", async () => {
  const sandbox = createSandbox();
  const app = appOf(sandbox, "Iv23liDgtSandbox0003");
  const code = await codeFor(sandbox, { scope: "repo user", client_id: app.clientId });
  const answer = await exchange(sandbox, { client_id: app.clientId, client_secret: app.clientSecret, code });
  expect(answer.scope).toBe("");
  expect(answer.access_token).toMatch(/^ghu_/);
});

test("a person can go on as somebody else", async () => {
  const sandbox = createSandbox();
  const browser = createBrowser(sandbox);
  await browser.visit(authorizationUrl(sandbox));
  await browser.submit("/login", { ...lena, decision: "sign-in" });
  const consent = `/login/oauth/consent?transaction=${browser.hidden.transaction}`;
  await browser.visit(consent);
  const switching = await browser.submit("/login/oauth/authorize", { decision: "switch-account" });
  await browser.visit(switching.headers.get("Location") ?? "");
  await browser.submit("/login", { login: "coral-kai", password: "radio-free-reef", decision: "sign-in" });
  expect(await readText(await browser.visit(consent))).toContain("would like to use the account coral-kai");
});

test("reset goes back to the seed: sessions, grants, tokens and the journal are gone", async () => {
  const sandbox = createSandbox();
  const token = await tokenFor(sandbox, { scope: "repo" });
  sandbox.reset();
  expect(sandbox.journal.count()).toBe(0);
  const response = await sandbox.fetch(`${origin}/api/v3/user`, { headers: { Authorization: `token ${token}` } });
  expect(response.status).toBe(401);
  expect(sandbox.journal.entries[0]?.id).toMatch(/:00000001$/);
  await redirectAfter(sandbox, authorizationUrl(sandbox, { scope: "repo" }));
  expect(sandbox.journal.count({ decision: "consent_shown" })).toBe(1);
});
