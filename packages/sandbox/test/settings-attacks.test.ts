import { expect, test } from "vitest";
import { createSandbox, defaultSeed, type Sandbox } from "../src/index.ts";
import { createBrowser, readText } from "./browser.ts";
import { origin } from "./drive.ts";
import { browserOf, registerApp, send, tideWatcher } from "./settings-drive.ts";

const tool = "Ov23liDgtSandbox0001";
const offered = JSON.stringify({ name: "Harbour watch", url: "https://harbour.example.com" });

/** Every form of the settings, with fields that would do something. */
const forms: Readonly<Record<string, Record<string, string>>> = {
  "/logout": { action: "sign-out" },
  "/settings/applications": { action: "revoke-all" },
  [`/settings/connections/applications/${tool}`]: { action: "revoke" },
  "/settings/applications/new": { ...tideWatcher, action: "register" },
  "/settings/applications/2": { action: "delete" },
  "/settings/apps/harbor-pilot": { action: "add-secret" },
  "/settings/apps/new/PENDING": { name: "Harbour watch", action: "create" },
  "/settings/installations/1": { action: "uninstall" },
  "/apps/harbor-pilot/installations": { account: "2001", reach: "all", action: "install" },
};

/** What the forms could change, as far as octo-lena sees it. */
async function visible(sandbox: Sandbox): Promise<string> {
  const browser = await browserOf(sandbox);
  const paths = ["applications", "developers", "apps", "apps/harbor-pilot", "installations"];
  const pages: string[] = [];
  for (const path of paths) pages.push(await readText(await browser.visit(`/settings/${path}`)));
  return pages.join("\n").replaceAll(/Used within the last day|Never used/g, "");
}

/** A sandbox in which each of the forms has something to act on, and the path of the manifest that waits. */
async function prepared(): Promise<{ sandbox: Sandbox; pathOf: (form: string) => string }> {
  const sandbox = createSandbox();
  sandbox.issueTokens({ login: "octo-lena", clientId: tool, scope: "repo" });
  const body = new URLSearchParams({ manifest: offered });
  const kept = await sandbox.fetch(`${origin}/settings/apps/new`, { method: "POST", body });
  const pending = new URL(kept.headers.get("Location") ?? "").pathname;
  return { sandbox, pathOf: (form) => (form.endsWith("PENDING") ? pending : form) };
}

for (const [form, fields] of Object.entries(forms)) {
  test(`A-10 (pages): ${form} is accepted from the browser it was shown to, and from no other`, async () => {
    const { sandbox, pathOf } = await prepared();
    const path = pathOf(form);
    const before = await visible(sandbox);
    const victim = await browserOf(sandbox);
    const [csrf, cookie] = [victim.hidden.csrf, victim.cookie];
    const attacker = await browserOf(sandbox, "coral-kai");
    const post = async (body: Record<string, string>, headers: Record<string, string>): Promise<number> =>
      (await sandbox.fetch(`${origin}${path}`, { method: "POST", body: new URLSearchParams(body), headers })).status;

    expect(await post(fields, { Cookie: cookie })).toBe(403);
    expect(await post({ ...fields, csrf: "0".repeat(32) }, { Cookie: cookie })).toBe(403);
    expect(await post({ ...fields, csrf: attacker.hidden.csrf ?? "" }, { Cookie: cookie })).toBe(403);
    expect(await post({ ...fields, csrf: csrf ?? "" }, {})).toBe(403);
    expect(await post({ ...fields, csrf: csrf ?? "" }, { Cookie: attacker.cookie })).toBe(403);
    expect(await post({ ...fields, csrf: csrf ?? "" }, { Cookie: cookie, "Content-Type": "text/plain" })).toBe(403);
    expect((await sandbox.fetch(`${origin}${path}?csrf=${csrf}`, { headers: { Cookie: cookie } })).status).not.toBe(
      303,
    );
    expect(await visible(sandbox)).toBe(before);

    expect(await post({ ...fields, csrf: csrf ?? "" }, { Cookie: cookie })).toBe(303);
    if (form !== "/logout") expect(await visible(sandbox)).not.toBe(before);
  });

  test(`${form} does nothing for a button that no page has`, async () => {
    const { sandbox, pathOf } = await prepared();
    const before = await visible(sandbox);
    const browser = await browserOf(sandbox);
    for (const action of ["", "approve", "__proto__", "toString", "delete-everything"])
      expect((await browser.submit(pathOf(form), { ...fields, action })).status).toBe(403);
    expect(await visible(sandbox)).toBe(before);
  });
}

test("A-10 (pages): a cookie learned before somebody signed in is worthless on the settings afterwards", async () => {
  const sandbox = createSandbox();
  const browser = createBrowser(sandbox);
  await browser.visit("/settings/applications");
  const fixed = browser.cookie;
  await browser.submit("/login", { login: "octo-lena", password: "low-tide-at-seven", decision: "sign-in" });
  const thief = createBrowser(sandbox);
  thief.cookie = fixed;
  expect(await readText(await thief.visit("/settings/applications"))).toContain("Sign in to the sandbox");
  expect(await readText(await browser.visit("/settings/applications"))).toContain("octo-lena");
});

test("signing in leads to pages of the sandbox only, whatever was asked for before", async () => {
  const sandbox = createSandbox();
  for (const path of [
    "/settings/applications?return_to=https://evil.example/",
    "/settings/apps/%2F%2Fevil.example",
    "/settings/connections/applications/https:%2F%2Fevil.example",
    "/apps/evil?x=//evil.example",
  ]) {
    const browser = createBrowser(sandbox);
    await browser.visit(path);
    const signedIn = await browser.submit("/login?return_to=https://evil.example/", {
      login: "octo-lena",
      password: "low-tide-at-seven",
      return_to: "https://evil.example/",
      decision: "sign-in",
    });
    expect(new URL(signedIn.headers.get("Location") ?? "").origin).toBe(origin);
  }
});

const markup = "<img src=x onerror=alert(1)>\"'&</title></style>";

test("A-10 (pages): names, descriptions and addresses that people typed are text on every page that shows them", async () => {
  const sandbox = createSandbox();
  const browser = await browserOf(sandbox);
  const app = await registerApp(browser, {
    name: markup,
    description: markup,
    homepage: "https://example.com/?a='b'&c",
    "callback-1": "http://127.0.0.1/?a='b'&c=[d]",
  });
  sandbox.issueTokens({ login: "octo-lena", clientId: app.clientId, scope: "repo" });
  const consent = new URLSearchParams({ client_id: app.clientId });
  for (const path of [
    app.path,
    "/settings/developers",
    "/settings/applications",
    `/settings/connections/applications/${app.clientId}`,
    `/login/oauth/authorize?${consent}`,
  ]) {
    const page = await (await browser.visit(path)).text();
    expect(page).toContain("&lt;img src=x onerror=alert(1)&gt;&quot;");
    expect(page).not.toMatch(/<img|<\/title><\/style>|'b'/);
  }
});

test("A-10 (pages): an address that is no web page never becomes a link, also when the seed holds it", async () => {
  const seed = defaultSeed();
  const addresses = ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "JaVaScRiPt:alert(1)"];
  for (const homepageUrl of addresses) {
    const sandbox = createSandbox({ seed: { ...seed, apps: seed.apps.map((app) => ({ ...app, homepageUrl })) } });
    sandbox.issueTokens({ login: "octo-lena", clientId: tool });
    const browser = await browserOf(sandbox);
    for (const path of [`/settings/connections/applications/${tool}`, "/apps/harbor-pilot"]) {
      const page = await (await browser.visit(path)).text();
      expect(page).toContain("alert(1)");
      expect(page).not.toMatch(/(?:href|src|action)="?(?:javascript|data):[^,]/i);
    }
  }
});

test("a manifest says what it says as text, and leads nowhere before it is confirmed", async () => {
  const sandbox = createSandbox();
  const browser = await browserOf(sandbox);
  const manifest = JSON.stringify({
    name: "<b>bold</b>",
    url: "https://example.com/?'\"&",
    description: markup,
    redirect_url: "https://evil.example/",
  });
  expect((await browser.submit("/settings/apps/new", { manifest })).status).toBe(422);
  const kept = await browser.submit("/settings/apps/new", { manifest: manifest.replace(`'\\"`, "") });
  expect(kept.headers.get("Location")).toMatch(/^http:\/\/127\.0\.0\.1:4010\/settings\/apps\/new\/[0-9a-f]{32}$/);
  const page = await (await browser.visit(kept.headers.get("Location") ?? "")).text();
  expect(page).toContain("Leads back to</dt><dd>evil.example</dd>");
  expect(page).not.toMatch(/<b>|<img|<\/title><\/style>/);
});

test("A-10 (pages): no address that was registered can add to the policy of a page", async () => {
  const sandbox = createSandbox();
  const browser = await browserOf(sandbox);
  const callback = "http://x;script-src$/callback";
  const app = await registerApp(browser, { "callback-1": callback });
  const page = await send(browser, {
    page: `/login/oauth/authorize?${new URLSearchParams({ client_id: app.clientId })}`,
    to: "/login/oauth/select-account",
    account: "octo-lena",
    decision: undefined,
  });
  expect(await readText(page.clone())).toContain("Authorize Tide watcher");
  const policy = page.headers.get("Content-Security-Policy") ?? "";
  expect(policy.split("; ").map((directive) => directive.split(" ")[0])).toEqual([
    ...["default-src", "style-src", "img-src", "form-action", "frame-ancestors", "base-uri"],
  ]);
  expect(policy).toContain("form-action 'self' http:;");
});
