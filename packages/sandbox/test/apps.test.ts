import { expect, test } from "vitest";
import { createSandbox, type Sandbox } from "../src/index.ts";
import { readText } from "./browser.ts";
import { authorizationUrl, origin, postToken, redirectAfter, rest } from "./drive.ts";
import { browserOf, type RegisteredApp, registerApp, send, tideWatcher } from "./settings-drive.ts";

const newApp = "/settings/applications/new";

async function tokenOf(sandbox: Sandbox, app: RegisteredApp, scope = "read:user"): Promise<Record<string, unknown>> {
  const url = authorizationUrl(sandbox, { client_id: app.clientId, scope });
  const code = (await redirectAfter(sandbox, url)).searchParams.get("code") ?? "";
  const answer = await postToken(sandbox, { client_id: app.clientId, client_secret: app.clientSecret, code });
  return (await answer.json()) as Record<string, unknown>;
}

test("apps, registration: a new app signs people in with the id and the secret that its pages showed", async () => {
  const sandbox = createSandbox();
  const app = await registerApp(await browserOf(sandbox));
  expect(app.clientId).toMatch(/^Ov23li[A-Za-z0-9]{14}$/);
  expect(app.clientSecret).toMatch(/^[0-9a-f]{40}$/);
  const token = await tokenOf(sandbox, app);
  const user = await rest(sandbox, "/user", { token: String(token.access_token) });
  expect(user.body).toMatchObject({ login: "octo-lena" });
});

test("apps, registration: a new app's tokens expire, unless that is switched off", async () => {
  const sandbox = createSandbox();
  const browser = await browserOf(sandbox);
  const app = await registerApp(browser);
  expect(await tokenOf(sandbox, app)).toMatchObject({ expires_in: 28_800, refresh_token: expect.any(String) });
  await send(browser, { page: app.path, ...tideWatcher, "expiring-tokens": undefined, action: "save" });
  expect(Object.keys(await tokenOf(sandbox, app)).sort()).toEqual(["access_token", "scope", "token_type"]);
});

test("apps, device flow: it is off until it is switched on", async () => {
  const sandbox = createSandbox();
  const browser = await browserOf(sandbox);
  const app = await registerApp(browser);
  const begin = async () =>
    (
      await sandbox.fetch(`${origin}/login/device/code`, {
        method: "POST",
        body: new URLSearchParams({ client_id: app.clientId }),
      })
    ).status;
  expect(await begin()).toBe(400);
  await send(browser, { page: app.path, ...tideWatcher, "device-flow": "on", action: "save" });
  expect(await begin()).toBe(200);
});

test("apps, callbacks: up to ten, each exact unless its wildcard is switched on", async () => {
  const sandbox = createSandbox();
  const browser = await browserOf(sandbox);
  const app = await registerApp(browser);
  for (let rows = 2; rows <= 10; rows += 1) {
    const filled = Object.fromEntries(
      Array.from({ length: rows - 1 }, (_, index) => [`callback-${index + 1}`, `https://example.com/${index + 1}`]),
    );
    const page = await send(browser, {
      page: app.path,
      ...tideWatcher,
      ...filled,
      rows: String(rows - 1),
      action: "add-callback",
    });
    expect(await page.text()).toContain(`name="callback-${rows}"`);
  }
  const ten = Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [`callback-${index + 1}`, `https://example.com/${index + 1}`]),
  );
  const eleventh = await browser.submit(app.path, { ...tideWatcher, ...ten, rows: "11", action: "add-callback" });
  expect(await eleventh.text()).not.toContain('name="callback-11"');
  await send(browser, { page: app.path, ...tideWatcher, ...ten, rows: "10", "wildcard-10": "on", action: "save" });
  const accepts = async (redirect_uri: string) => {
    const url = authorizationUrl(sandbox, { client_id: app.clientId, redirect_uri });
    return (await sandbox.fetch(url)).status === 302;
  };
  expect(await accepts("https://example.com/9")).toBe(true);
  expect(await accepts("https://example.com/9/deeper")).toBe(false);
  expect(await accepts("https://example.com/10/deeper")).toBe(true);
  expect(await accepts("https://example.com/11")).toBe(false);
  expect(await accepts("http://127.0.0.1/callback")).toBe(false);
});

test("apps, secrets: there are at most two, each is shown once, and a deleted one proves nothing", async () => {
  const sandbox = createSandbox();
  const browser = await browserOf(sandbox);
  const first = await registerApp(browser);
  expect(await (await browser.visit(first.path)).text()).not.toContain(first.clientSecret);
  const added = await (await send(browser, { page: first.path, action: "add-secret" })).text();
  const second = { ...first, clientSecret: /id="client-secret">([^<]+)</.exec(added)?.[1] ?? "" };
  expect(added).not.toContain(first.clientSecret);
  expect((await browser.submit(first.path, { action: "add-secret" })).status).toBe(403);
  for (const app of [first, second]) expect(await tokenOf(sandbox, app)).toHaveProperty("access_token");

  const [, id] = /name="secret" value="(\d+)"/.exec(added) ?? [];
  await browser.submit(first.path, { secret: id, action: "delete-secret" });
  expect(await tokenOf(sandbox, first)).toMatchObject({ error: "incorrect_client_credentials" });
  expect(await tokenOf(sandbox, second)).toHaveProperty("access_token");
  const last = await browser.submit(first.path, { secret: String(Number(id) + 1), action: "delete-secret" });
  expect(last.status).toBe(403);
  expect(await tokenOf(sandbox, second)).toHaveProperty("access_token");
});

const mistakes: readonly (readonly [field: string, typed: string, told: RegExp])[] = [
  ["name", "", /Give the app a name/],
  ["name", "x".repeat(101), /at most 100/],
  ["name", "Dev\u202eloot", /cannot be seen/],
  ["name", "two\nlines", /cannot be seen/],
  ["description", "x".repeat(501), /at most 500/],
  ["homepage", "", /own page/],
  ["homepage", "tides.example.com", /no complete address/],
  ["homepage", "javascript:alert(1)", /Begin with https/],
  ["homepage", "data:text/html,x", /Begin with https/],
  ["homepage", `https://example.com/${"x".repeat(1100)}`, /at most 1024/],
  ["callback-1", "", /led back to/],
  ["callback-1", "/callback", /no complete address/],
  ["callback-1", "https://example.com/#part", /begins with #/],
  ["callback-1", "https://user:word@example.com/", /user name and password/],
  ["callback-1", "javascript:alert(1)", /javascript: cannot/],
  ["callback-1", "data:text/html,x", /data: cannot/],
  ["callback-1", "file:///etc/passwd", /file: cannot/],
  ["callback-1", "https://example.com/a b", /no complete address/],
  ["callback-1", "https://example.com\\@evil.example/", /no complete address/],
];
for (const [field, typed, told] of mistakes) {
  test(`a mistake is told beside its field, and what was typed stays: ${field} ${JSON.stringify(typed.slice(0, 40))}`, async () => {
    const sandbox = createSandbox();
    const page = await send(await browserOf(sandbox), {
      page: newApp,
      ...tideWatcher,
      [field]: typed,
      action: "register",
    });
    expect(page.status).toBe(422);
    const text = await page.text();
    const [, message = ""] = new RegExp(`id="${field}-error">(.*?)</p>`, "s").exec(text) ?? [];
    expect(message).toMatch(told);
    expect(text).toMatch(
      new RegExp(`<input id="${field}"[^>]* aria-describedby="[^"]*${field}-error"[^>]* aria-invalid`),
    );
    expect(text).toContain(`<a href="#${field}">`);
    expect(text).toContain('value="Tide watcher"'.slice(0, field === "name" ? 0 : undefined));
    expect(sandbox.journal.count({ decision: "fields_refused" })).toBe(1);
  });
}

test("the same callback twice is told", async () => {
  const page = await send(await browserOf(createSandbox()), {
    page: newApp,
    ...tideWatcher,
    rows: "2",
    "callback-2": tideWatcher["callback-1"],
    action: "register",
  });
  expect(await readText(page)).toContain("Callback 2: This address is there twice.");
});

test("an app that is changed keeps its id, its tokens and its secrets", async () => {
  const sandbox = createSandbox();
  const browser = await browserOf(sandbox);
  const app = await registerApp(browser);
  const { access_token } = await tokenOf(sandbox, app);
  await send(browser, { page: app.path, ...tideWatcher, name: "Ebb & flow", action: "save" });
  expect((await rest(sandbox, "/user", { token: String(access_token) })).status).toBe(200);
  const consent = await readText(await browser.visit("/settings/applications"));
  expect(consent).toContain("Ebb &amp; flow OAuth app by octo-lena");
});

test("an app that is deleted is gone, with its grants, codes and tokens", async () => {
  const sandbox = createSandbox();
  const browser = await browserOf(sandbox);
  const app = await registerApp(browser);
  const { access_token } = await tokenOf(sandbox, app);
  const page = await send(browser, { page: app.path, action: "delete" });
  expect(await readText(page)).toContain("Tide watcher is deleted.");
  expect((await browser.visit(app.path)).status).toBe(404);
  expect((await rest(sandbox, "/user", { token: String(access_token) })).status).toBe(401);
  expect((await sandbox.fetch(authorizationUrl(sandbox, { client_id: app.clientId }))).status).toBe(404);
  expect(await readText(await browser.visit("/settings/applications"))).toContain("No app may use this account.");
});

test("the owner of an app ends all its tokens, whoever they were issued for", async () => {
  const sandbox = createSandbox();
  const browser = await browserOf(sandbox);
  const app = await registerApp(browser);
  const tokens = ["octo-lena", "coral-kai"].map((login) => sandbox.issueTokens({ login, clientId: app.clientId }));
  await send(browser, { page: app.path, action: "revoke-tokens" });
  for (const { accessToken } of tokens) expect((await rest(sandbox, "/user", { token: accessToken })).status).toBe(401);
});

test("an app is suspended and let go again while the sandbox runs", async () => {
  const sandbox = createSandbox();
  const app = await registerApp(await browserOf(sandbox));
  const outcome = async () => {
    const { searchParams } = await redirectAfter(sandbox, authorizationUrl(sandbox, { client_id: app.clientId }));
    return searchParams.get("error") ?? "signed in";
  };
  sandbox.suspendApp({ clientId: app.clientId });
  expect(await outcome()).toBe("application_suspended");
  sandbox.suspendApp({ clientId: app.clientId, suspended: false });
  expect(await outcome()).toBe("signed in");
  expect(() => sandbox.suspendApp({ clientId: "nobody" })).toThrow("there is no app nobody");
});
