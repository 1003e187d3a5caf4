import { expect, test } from "vitest";
import { createSandbox, defaultSeed, type Sandbox } from "../src/index.ts";
import { type Browser, createBrowser, readText } from "./browser.ts";
import { authorizationUrl, lena, origin, sandboxWithApp } from "./drive.ts";

/** Opens the consent page of a request as octo-lena. */
async function consentPage(sandbox: Sandbox, parameters: Record<string, string | undefined> = {}): Promise<Response> {
  const browser = createBrowser(sandbox);
  await browser.visit(authorizationUrl(sandbox, parameters));
  const signedIn = await browser.submit("/login", { ...lena, decision: "sign-in" });
  return browser.visit(signedIn.headers.get("Location") ?? "");
}

async function signedInBrowser(sandbox: Sandbox): Promise<Browser> {
  const browser = createBrowser(sandbox);
  await browser.visit("/login");
  await browser.submit("/login", { ...lena, decision: "sign-in" });
  return browser;
}

/** Every page there is, by what leads to it. */
const pages: Readonly<Record<string, (sandbox: Sandbox) => Promise<Response>>> = {
  "sign-in": (sandbox) => createBrowser(sandbox).visit(authorizationUrl(sandbox)),
  "sign-in without a request": (sandbox) => createBrowser(sandbox).visit("/login"),
  "wrong password": async (sandbox) => {
    const browser = createBrowser(sandbox);
    await browser.visit(authorizationUrl(sandbox));
    return browser.submit("/login", { ...lena, password: "wrong", decision: "sign-in" });
  },
  "signed in": async (sandbox) => {
    const browser = createBrowser(sandbox);
    await browser.visit("/login");
    await browser.submit("/login", { ...lena, decision: "sign-in" });
    return browser.visit("/login");
  },
  consent: (sandbox) => consentPage(sandbox, { scope: "repo read:user" }),
  "be careful": (sandbox) => sandbox.fetch(authorizationUrl(sandbox, { redirect_uri: "http://evil.example/" })),
  "not found": (sandbox) => sandbox.fetch(`${origin}/somewhere`),
  unreadable: (sandbox) => sandbox.fetch(`${authorizationUrl(sandbox)}&state=again`),
  "form refused": (sandbox) => sandbox.fetch(`${origin}/login`, { method: "POST", body: new URLSearchParams() }),
  "request over": (sandbox) => sandbox.fetch(`${origin}/login/oauth/consent?transaction=none`),
  start: (sandbox) => sandbox.fetch(`${origin}/`),
  "signed out": (sandbox) => sandbox.fetch(`${origin}/logout`),
  "sign out": (sandbox) => openAsLena(sandbox, "/logout"),
  "device code": (sandbox) => openAsLena(sandbox, "/login/device"),
  applications: (sandbox) => openAsLena(sandbox, "/settings/applications"),
  application: (sandbox) => openAsLena(sandbox, "/settings/connections/applications/Ov23liDgtSandbox0001"),
  "OAuth apps": (sandbox) => openAsLena(sandbox, "/settings/developers"),
  "new OAuth app": (sandbox) => openAsLena(sandbox, "/settings/applications/new"),
  "OAuth app": (sandbox) => openAsLena(sandbox, "/settings/applications/2"),
  "GitHub Apps": (sandbox) => openAsLena(sandbox, "/settings/apps"),
  "new GitHub App": (sandbox) => openAsLena(sandbox, "/settings/apps/new"),
  "GitHub App": (sandbox) => openAsLena(sandbox, "/settings/apps/harbor-pilot"),
  manifest: async (sandbox) => {
    const browser = await signedInBrowser(sandbox);
    const manifest = JSON.stringify({ url: "https://example.com", redirect_url: "https://example.com/made" });
    const kept = await browser.submit("/settings/apps/new?state=s", { manifest });
    return browser.visit(kept.headers.get("Location") ?? "");
  },
  "manifest refused": async (sandbox) => {
    return (await signedInBrowser(sandbox)).submit("/settings/apps/new", { manifest: "[]" });
  },
  installations: (sandbox) => openAsLena(sandbox, "/settings/installations"),
  installation: (sandbox) => openAsLena(sandbox, "/settings/installations/1"),
  "public page of a GitHub App": (sandbox) => openAsLena(sandbox, "/apps/harbor-pilot"),
  "account to install on": (sandbox) => openAsLena(sandbox, "/apps/harbor-pilot/installations/new"),
  "repositories to install on": (sandbox) =>
    openAsLena(sandbox, "/apps/harbor-pilot/installations/new/permissions?target_id=1001"),
};

/** Opens a page of the settings as octo-lena, who granted the first app something. */
async function openAsLena(sandbox: Sandbox, path: string): Promise<Response> {
  sandbox.issueTokens({ login: lena.login, clientId: "Ov23liDgtSandbox0001", scope: "repo" });
  const response = await (await signedInBrowser(sandbox)).visit(path);
  expect([path, response.status]).toEqual([path, 200]);
  return response;
}

for (const [name, open] of Object.entries(pages)) {
  test(`the page "${name}" says where one is: SANDBOX, not GitHub`, async () => {
    const response = await open(createSandbox());
    const text = await readText(response.clone());
    expect(text).toMatch(/^SANDBOX A practice server on this computer\. This is not GitHub\./);
    expect(await response.text()).toMatch(/<title>[^<]+ · SANDBOX<\/title>/);
  });

  test(`the page "${name}" is written for everybody: language, one heading, labels, no script`, async () => {
    const page = await (await open(createSandbox())).text();
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect(page).not.toMatch(/<script|javascript:|\son\w+=|\sstyle=/);
    for (const [, id] of page.matchAll(/<(?:input|textarea)[^>]* id="([^"]+)"/g))
      expect(page).toContain(`<label for="${id}">`);
    for (const [button] of page.matchAll(/<button[^>]*>/g))
      expect(button).toMatch(/ name="(?:decision|action)" value="[a-z-]+"/);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
    for (const [, target] of page.matchAll(/ (?:aria-describedby|aria-labelledby)="([^"]+)"/g))
      for (const id of target?.split(" ") ?? []) expect(ids).toContain(id);
  });

  test(`A-10 (github mode): the page "${name}" cannot be framed, stored or given script, and opens to no other origin`, async () => {
    const { headers } = await open(createSandbox());
    const policy = headers.get("Content-Security-Policy") ?? "";
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; img-src data:; form-action 'self'/,
    );
    expect(policy).toMatch(/frame-ancestors 'none'; base-uri 'none'$/);
    expect(policy).not.toMatch(/unsafe|script/);
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(headers.get("X-Frame-Options")).toBe("DENY");
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("Referrer-Policy")).toBe("same-origin");
    expect(headers.get("Content-Type")).toBe("text/html; charset=UTF-8");
    expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
  });
}

test("forms may lead to the client's address and nowhere else", async () => {
  const formAction = async (url: string, wildcard = false) => {
    const page = await consentPage(sandboxWithApp({ callbacks: [{ url, wildcard }] }), { redirect_uri: url });
    return / form-action ([^;]+);/.exec(page.headers.get("Content-Security-Policy") ?? "")?.[1];
  };
  expect(await formAction("http://127.0.0.1:8000/callback")).toBe("'self' http://127.0.0.1:8000");
  expect(await formAction("https://example.com/a/b?c")).toBe("'self' https://example.com");
  expect(await formAction("com.example.app://callback")).toBe("'self' com.example.app:");
  expect(await formAction("http://[::1]:8000/callback")).toBe("'self' http:");
});

test("the consent page names app, owner, account and the place it leads back to, and says what each scope allows", async () => {
  const text = await readText(await consentPage(createSandbox(), { scope: "read:user repo" }));
  expect(text).toContain("Authorize Dev GitHub Tool");
  expect(text).toContain("Dev GitHub Tool by tidepool-labs would like to use the account octo-lena .");
  expect(text).toContain("Leads back to 127.0.0.1:53127");
  expect(text).toMatch(/Your profile read only The app can read your profile.*It cannot change it\. read:user/);
  expect(text).toMatch(
    /All your repositories, public and private read and write The app can read and write code.* repo/,
  );
  expect(text).toMatch(/Authorize Cancel Use another account/);
});

test("the consent page of a request without scopes speaks of public information only", async () => {
  const text = await readText(await consentPage(createSandbox()));
  expect(text).toMatch(/What it could do Public information only read only/);
});

test("the consent page of a GitHub App speaks of where it is installed", async () => {
  const text = await readText(await consentPage(createSandbox(), { client_id: "Iv23liDgtSandbox0003", scope: "repo" }));
  expect(text).toContain("those repositories it is installed on");
  expect(text).not.toContain("read and write");
});

test("every scope that can be granted has words of its own", async () => {
  const scopes = [
    ...["repo:status", "repo_deployment", "public_repo", "repo:invite", "security_events", "admin:repo_hook"],
    ...["admin:org", "admin:org_hook", "admin:public_key", "admin:gpg_key", "gist", "notifications", "delete_repo"],
    ...["workflow", "read:audit_log", "read:user", "user:email", "user:follow", "project", "write:packages"],
    ...["read:packages", "delete:packages", "codespace", "write:discussion", "admin:enterprise"],
  ];
  const page = await (await consentPage(createSandbox(), { scope: scopes.join(" ") })).text();
  for (const scope of scopes) expect(page).toContain(`<code>${scope}</code>`);
  expect(page).not.toContain("The app gets this permission.");
  expect(page.match(/<li class="check">/g)).toHaveLength(scopes.length);
});

test("a wrong password is told in words, and the login stays", async () => {
  const response = await (pages["wrong password"] ?? fail)(createSandbox());
  expect(response.status).toBe(422);
  const page = await response.text();
  expect(page).toMatch(/<p class="alarm" role="alert" id="refusal">Wrong login or password\./);
  expect(page).toContain('name="login" value="octo-lena"');
});

test("names of apps and people are shown as text, whatever they hold", async () => {
  const hostile = '<img src=x onerror=alert(1)>"&';
  const [app] = defaultSeed().apps;
  const people = defaultSeed().people.map((person) => ({
    ...person,
    password: person.login === "octo-lena" ? lena.password : hostile,
  }));
  const apps = [{ ...(app ?? fail()), name: hostile }];
  const page = await (await consentPage(createSandbox({ seed: { ...defaultSeed(), people, apps } }))).text();
  expect(page).not.toContain("<img");
  expect(page).toContain("&lt;img src=x onerror=alert(1)&gt;&quot;&amp;");
});

test("text and ground differ by 4.5 to 1 at least, in light and in dark", async () => {
  const page = await (await createSandbox().fetch(`${origin}/login`)).text();
  const schemes = [...page.matchAll(/:root \{(.*?)\}/gs)].map(
    ([, rules = ""]) => new Map([...rules.matchAll(/--([\w-]+): (#\w{6})/g)].map(([, name, color]) => [name, color])),
  );
  expect(schemes).toHaveLength(2);
  const pairs = [
    ...[
      ["text", "ground"],
      ["text", "card"],
      ["soft", "ground"],
      ["soft", "card"],
      ["accent", "ground"],
      ["on-accent", "accent"],
    ],
    ...[
      ["accent", "tint"],
      ["writes", "writes-tint"],
      ["alarm", "alarm-tint"],
      ["text", "field"],
    ],
  ];
  for (const scheme of schemes) {
    for (const [text = "", ground = ""] of pairs) {
      const ratio = contrast(scheme.get(text) ?? "", scheme.get(ground) ?? "");
      expect([text, ground, ratio >= 4.5]).toEqual([text, ground, true]);
    }
    expect(contrast(scheme.get("field-line") ?? "", scheme.get("field") ?? "")).toBeGreaterThanOrEqual(3);
  }
  expect(contrast("#2b2100", "#fbce46")).toBeGreaterThanOrEqual(4.5);
});

/** Contrast ratio of WCAG 2.2. */
function contrast(one: string, other: string): number {
  const luminance = (color: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
      const channel = Number.parseInt(color.slice(start, start + 2), 16) / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function fail(): never {
  throw new Error("the test's own table lacks an entry");
}
