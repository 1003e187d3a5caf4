import { expect, test } from "vitest";
import { createSandbox, type Sandbox } from "../src/index.ts";
import { type Browser, createBrowser } from "./browser.ts";
import { appOf, authorizationUrl, lena, origin, redirectUri } from "./drive.ts";

/** A browser whose person signed in and now sees the consent page. */
async function atConsent(sandbox: Sandbox, who = lena): Promise<Browser> {
  const browser = createBrowser(sandbox);
  await browser.visit(authorizationUrl(sandbox, { scope: "repo" }));
  const signedIn = await browser.submit("/login", { ...who, decision: "sign-in" });
  await browser.visit(signedIn.headers.get("Location") ?? "");
  return browser;
}

function granted(sandbox: Sandbox): number {
  return sandbox.journal.count({ decision: "code_issued" });
}

test("A-10 (github mode): a decision without the form's hidden value, or with another one's, grants nothing", async () => {
  const sandbox = createSandbox();
  const [victim, attacker] = [
    await atConsent(sandbox),
    await atConsent(sandbox, { login: "coral-kai", password: "radio-free-reef" }),
  ];
  for (const csrf of [
    undefined,
    "",
    "0".repeat(32),
    attacker.hidden.csrf,
    victim.hidden.csrf?.toUpperCase(),
    `${victim.hidden.csrf} `,
  ]) {
    const answer = await victim.submit("/login/oauth/authorize", { csrf, decision: "approve" });
    expect([csrf, answer.status]).toEqual([csrf, 403]);
  }
  expect(granted(sandbox)).toBe(0);
  const own = await victim.submit("/login/oauth/authorize", { decision: "approve" });
  expect(own.status).toBe(303);
});

test("A-10 (github mode): a decision without the cookie grants nothing", async () => {
  const sandbox = createSandbox();
  const browser = await atConsent(sandbox);
  browser.cookie = "";
  expect((await browser.submit("/login/oauth/authorize", { decision: "approve" })).status).toBe(403);
  expect(granted(sandbox)).toBe(0);
});

test("a request that waits in one browser cannot be seen, signed in to or decided from another", async () => {
  const sandbox = createSandbox();
  const [victim, attacker] = [
    await atConsent(sandbox),
    await atConsent(sandbox, { login: "coral-kai", password: "radio-free-reef" }),
  ];
  const transaction = victim.hidden.transaction;
  expect((await attacker.open(`/login/oauth/consent?transaction=${transaction}`)).status).toBe(403);
  expect((await attacker.open(`/login?transaction=${transaction}`)).status).toBe(403);
  expect((await attacker.submit("/login", { transaction, ...lena, decision: "sign-in" })).status).toBe(403);
  expect((await attacker.submit("/login/oauth/authorize", { transaction, decision: "approve" })).status).toBe(403);
  expect(granted(sandbox)).toBe(0);
});

test("a decision counts once", async () => {
  const sandbox = createSandbox();
  const browser = await atConsent(sandbox);
  const decisions = await Promise.all(
    [1, 2, 3].map(() => browser.submit("/login/oauth/authorize", { decision: "approve" })),
  );
  expect(decisions.map((answer) => answer.status).toSorted()).toEqual([303, 403, 403]);
  expect(granted(sandbox)).toBe(1);
});

test("what the form says beside the decision is not believed", async () => {
  const sandbox = createSandbox();
  const browser = await atConsent(sandbox);
  const answer = await browser.submit("/login/oauth/authorize", {
    decision: "approve",
    redirect_uri: "http://evil.example/",
    scope: "admin:org",
    client_id: "Ov23liExpiring000004",
    login: "coral-kai",
    state: "forged",
  });
  const redirect = new URL(answer.headers.get("Location") ?? "");
  expect(`${redirect.origin}${redirect.pathname}`).toBe(redirectUri);
  expect(redirect.searchParams.get("state")).toBe("state-of-the-test");
  expect(sandbox.journal.entries.at(-1)).toMatchObject({
    login: "octo-lena",
    clientId: appOf(sandbox).clientId,
    scopes: ["repo"],
  });
});

test("a decision that is none of the buttons changes nothing, and the request still waits", async () => {
  const sandbox = createSandbox();
  const browser = await atConsent(sandbox);
  for (const decision of [undefined, "", "Approve", "approve,cancel"]) {
    expect((await browser.submit("/login/oauth/authorize", { decision })).status).toBe(403);
  }
  expect((await browser.submit("/login/oauth/authorize", { decision: "approve" })).status).toBe(303);
});

test("a form in which a field occurs twice, or that is no form, is refused", async () => {
  const sandbox = createSandbox();
  const browser = await atConsent(sandbox);
  const { csrf = "", transaction = "" } = browser.hidden;
  const form = new URLSearchParams({ csrf, transaction, decision: "approve" }).toString();
  const send = async (body: string, type: string) =>
    (
      await sandbox.fetch(`${origin}/login/oauth/authorize`, {
        method: "POST",
        body,
        headers: { Cookie: browser.cookie, "Content-Type": type },
      })
    ).status;
  expect(await send(`${form}&decision=cancel`, "application/x-www-form-urlencoded")).toBe(403);
  expect(await send(form, "text/plain")).toBe(403);
  expect(await send(JSON.stringify({ csrf, transaction, decision: "approve" }), "application/json")).toBe(403);
  expect(granted(sandbox)).toBe(0);
  expect(await send(form, "application/x-www-form-urlencoded")).toBe(303);
});

test("a cookie and a hidden value learned before sign-in are worthless after it", async () => {
  const sandbox = createSandbox();
  const browser = createBrowser(sandbox);
  await browser.visit(authorizationUrl(sandbox));
  const fixed = { cookie: browser.cookie, csrf: browser.hidden.csrf };
  const signedIn = await browser.submit("/login", { ...lena, decision: "sign-in" });
  const consent = signedIn.headers.get("Location") ?? "";
  await browser.visit(consent);
  expect(browser.cookie).not.toBe(fixed.cookie);
  expect(browser.hidden.csrf).not.toBe(fixed.csrf);
  const thief = createBrowser(sandbox);
  thief.cookie = fixed.cookie;
  expect((await thief.open(consent)).status).toBe(403);
  expect((await browser.submit("/login/oauth/authorize", { csrf: fixed.csrf, decision: "approve" })).status).toBe(403);
});

test("the session cookie is HttpOnly, SameSite=Lax and sent only to pages that know who looks at them", async () => {
  const response = await createSandbox().fetch(`${origin}/login`);
  expect(response.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^sandbox_session_4010=[0-9a-f]{64}; HttpOnly; SameSite=Lax; Path=\/login$/),
    ...["logout", "settings", "apps", "organizations"].map((path) =>
      expect.stringMatching(`^sandbox_session_4010=[0-9a-f]{64}; HttpOnly; SameSite=Lax; Path=/${path}$`),
    ),
  ]);
});

test("A-11 (github mode): no answer to a form asks the browser to send the form again elsewhere", async () => {
  const sandbox = createSandbox();
  for (const decision of ["cancel", "switch-account", "approve"]) {
    const browser = await atConsent(sandbox);
    const answer = await browser.submit("/login/oauth/authorize", { decision });
    expect([decision, answer.status]).toEqual([decision, 303]);
  }
  const posts = sandbox.journal.entries.filter((entry) => entry.method === "POST");
  expect(posts).toHaveLength(6);
  expect(new Set(posts.map((entry) => entry.status))).toEqual(new Set([303]));
});

for (const name of ["client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method"]) {
  test(`a request with ${name} twice is refused on a page, without a redirect`, async () => {
    const sandbox = createSandbox();
    for (const value of ["x", "", "http://127.0.0.1:53127/callback"]) {
      const twice = `${authorizationUrl(sandbox)}&${name}=1&${name}=${encodeURIComponent(value)}`;
      const response = await sandbox.fetch(twice);
      expect([response.status, response.headers.get("Location")]).toEqual([400, null]);
    }
    expect(sandbox.journal.count({ decision: "parameters_refused" })).toBe(3);
  });
}

for (const broken of ["%", "%zz", "%ff", "%E0%A4%A", "%c0%ae"]) {
  test(`a parameter encoded as ${broken} is refused, not repaired`, async () => {
    const response = await createSandbox().fetch(`${origin}/login/oauth/authorize?client_id=x&state=${broken}`);
    expect(response.status).toBe(400);
  });
}

const markup = [
  "<script>alert(1)</script>",
  '"><svg/onload=alert(1)>',
  "javascript:alert(1)",
  "'-alert(1)-'",
  "{{7*7}}",
  "\u202e\u0000\r\n<b>",
];
for (const hostile of markup) {
  test(`nothing a request says becomes markup: ${JSON.stringify(hostile)}`, async () => {
    const sandbox = createSandbox();
    for (const name of [
      "client_id",
      "redirect_uri",
      "scope",
      "state",
      "login",
      "prompt",
      "code_challenge",
      "unknown",
    ]) {
      const browser = createBrowser(sandbox);
      const page = await browser.visit(authorizationUrl(sandbox, { [name]: hostile }));
      const text = await page.text();
      expect(text).not.toContain("<script>");
      expect(text).not.toMatch(/<svg\/|<b>|(?:href|src|action)=["']?javascript:/);
      const refused = await browser.submit("/login", { login: hostile, password: hostile, transaction: undefined });
      expect(await refused.text()).not.toMatch(/<script>|<svg\/|<b>/);
    }
  });
}

test("a header cannot be smuggled into a redirect", async () => {
  const sandbox = createSandbox();
  const browser = createBrowser(sandbox);
  await browser.visit("/login");
  await browser.submit("/login", { ...lena, decision: "sign-in" });
  const split = "x\r\nSet-Cookie: evil=1";
  const answer = await browser.open(
    authorizationUrl(sandbox, { state: split, code_challenge: "short", code_challenge_method: "S256" }),
  );
  expect(answer.status).toBe(302);
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(new URL(answer.headers.get("Location") ?? "").searchParams.get("state")).toBe(split);
});

test("names that objects have by nature are not names of anything here", async () => {
  const sandbox = createSandbox();
  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
    expect((await sandbox.fetch(authorizationUrl(sandbox, { client_id: name }))).status).toBe(404);
    expect((await sandbox.fetch(`${origin}/api/v3/repos/${name}/${name}`)).status).toBe(404);
    const token = await sandbox.fetch(`${origin}/api/v3/user`, { headers: { Authorization: `Bearer ${name}` } });
    expect(token.status).toBe(401);
    const json = `{"client_id":"${name}","${name}":"x"}`;
    const answer = await sandbox.fetch(`${origin}/login/oauth/access_token`, {
      method: "POST",
      body: json,
      headers: { "Content-Type": "application/json" },
    });
    expect(answer.status).toBe(404);
  }
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test("a person who is signed in at one sandbox is nobody at another", async () => {
  const [one, other] = [createSandbox(), createSandbox()];
  const browser = await atConsent(one);
  const stranger = createBrowser(other);
  stranger.cookie = browser.cookie;
  const answer = await stranger.open(authorizationUrl(other));
  expect(answer.headers.get("Location")).toMatch(/\/login\?/);
});
