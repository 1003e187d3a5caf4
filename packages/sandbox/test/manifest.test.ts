import { expect, test } from "vitest";
import { createSandbox, type Sandbox } from "../src/index.ts";
import { readText } from "./browser.ts";
import { origin, rest } from "./drive.ts";
import { browserOf, send } from "./settings-drive.ts";

const good = {
  name: "Harbour watch",
  url: "https://harbour.example.com",
  redirect_url: "https://harbour.example.com/made",
};

/** Sends a manifest as a page of another site would: without a cookie. */
async function offer(sandbox: Sandbox, manifest: unknown, path = "/settings/apps/new?state=asked"): Promise<Response> {
  const body = new URLSearchParams({ manifest: typeof manifest === "string" ? manifest : JSON.stringify(manifest) });
  return sandbox.fetch(`${origin}${path}`, { method: "POST", body });
}

async function pendingOf(sandbox: Sandbox, manifest: unknown, path?: string): Promise<string> {
  return new URL((await offer(sandbox, manifest, path)).headers.get("Location") ?? "").pathname;
}

/** Creates the app, and returns where the browser is led. */
async function create(sandbox: Sandbox, manifest: { name: string }, login = "octo-lena"): Promise<URL> {
  const page = await pendingOf(sandbox, manifest);
  const answer = await send(await browserOf(sandbox, login), { page, name: manifest.name, action: "create" });
  return new URL(answer.headers.get("Location") ?? "");
}

function convert(sandbox: Sandbox, code: string | null) {
  return rest(sandbox, `/app-manifests/${code}/conversions`, { method: "POST" });
}

test("apps, manifest: a code brings id, slug, secrets and a private key, once", async () => {
  const secrets: string[] = [];
  const sandbox = createSandbox({ onSecret: (secret) => secrets.push(secret) });
  const back = await create(sandbox, { ...good, ...{ hook_attributes: { url: "https://harbour.example.com/hook" } } });
  expect(back.href).toMatch(/^https:\/\/harbour\.example\.com\/made\?code=[0-9a-f]{40}&state=asked$/);
  const code = back.searchParams.get("code");
  const { status, body } = await convert(sandbox, code);
  expect(status).toBe(201);
  const made = body as Record<string, string>;
  expect(made).toMatchObject({
    id: expect.any(Number),
    slug: "harbour-watch",
    name: "Harbour watch",
    client_id: expect.stringMatching(/^Iv23li[A-Za-z0-9]{14}$/),
    owner: { login: "octo-lena" },
    html_url: `${origin}/apps/harbour-watch`,
  });
  for (const secret of [code, made.client_secret, made.webhook_secret, made.pem]) expect(secrets).toContain(secret);
  expect((await convert(sandbox, code)).status).toBe(404);
  expect((await convert(sandbox, "unknown")).status).toBe(404);
  const paths = sandbox.journal.entries.map(({ path }) => path).join(" ");
  expect(paths).toContain("/app-manifests/[masked]/conversions");
  expect(paths).not.toContain(code);
});

test("apps, manifest: without a webhook there is no webhook secret", async () => {
  const sandbox = createSandbox();
  const { body } = await convert(sandbox, (await create(sandbox, good)).searchParams.get("code"));
  expect(body).toMatchObject({ webhook_secret: null, permissions: {}, events: [] });
});

test("apps, manifest: manifest and code last for an hour", async () => {
  const sandbox = createSandbox();
  const code = (await create(sandbox, good)).searchParams.get("code");
  const pending = await pendingOf(sandbox, good);
  sandbox.clock.advance(3_600_000);
  expect((await convert(sandbox, code)).status).toBe(404);
  expect((await (await browserOf(sandbox)).visit(pending)).status).toBe(404);
});

test("of manifests that nobody looks at, the oldest are forgotten", async () => {
  const sandbox = createSandbox();
  const browser = await browserOf(sandbox);
  const [first, second] = [await pendingOf(sandbox, good), await pendingOf(sandbox, good)];
  for (let sent = 0; sent < 99; sent += 1) await offer(sandbox, good);
  expect([(await browser.visit(first)).status, (await browser.visit(second)).status]).toEqual([404, 200]);
});

test("apps, manifest: nothing is made before a person, signed in, presses the button", async () => {
  const sandbox = createSandbox();
  const pending = await pendingOf(sandbox, good);
  const stranger = await sandbox.fetch(`${origin}${pending}`, {
    method: "POST",
    body: new URLSearchParams({ name: "Harbour watch", action: "create" }),
  });
  expect(stranger.status).toBe(403);
  const browser = await browserOf(sandbox);
  expect(await readText(await browser.visit(pending))).toContain("The program at harbour.example.com will get");
  expect((await browser.submit(pending, { action: "cancel" })).headers.get("Location")).toBe(`${origin}/settings/apps`);
  expect((await browser.submit(pending, { name: "Harbour watch", action: "create" })).status).toBe(404);
  expect(sandbox.journal.count({ decision: "app_registered" })).toBe(0);
});

test("apps, manifest: for an organization, its owners make the app and nobody else", async () => {
  const sandbox = createSandbox();
  const pending = await pendingOf(sandbox, good, "/organizations/tidepool-labs/settings/apps/new");
  expect((await (await browserOf(sandbox, "coral-kai")).visit(pending)).status).toBe(404);
  const browser = await browserOf(sandbox);
  const made = await send(browser, { page: pending, name: "Harbour watch", action: "create" });
  expect(new URL(made.headers.get("Location") ?? "").searchParams.has("state")).toBe(false);
  expect(await readText(await browser.visit("/settings/apps"))).toContain("Harbour watch by tidepool-labs");
});

test("apps, manifest: without an address to lead back to, the secret is shown on the app's page", async () => {
  const page = await pendingOf(createSandbox(), good);
  expect(page).toMatch(/^\/settings\/apps\/new\/[0-9a-f]{32}$/);
  const sandbox = createSandbox();
  const pending = await pendingOf(sandbox, { url: good.url });
  const made = await send(await browserOf(sandbox), { page: pending, name: "Mine", action: "create" });
  const text = await made.text();
  expect(text).toMatch(/id="client-secret">[0-9a-f]{40}</);
  expect(text).toContain('href="/apps/mine"');
});

for (const [name, told] of [
  ["", /Give the app a name/],
  ["x".repeat(35), /at most 34/],
  ["Harbor Pilot", /There is an app of this name/],
  ["harbor -- pilot", /There is an app of this name/],
  ["New", /There is an app of this name/],
] as const) {
  test(`apps, manifest: the name ${JSON.stringify(name.slice(0, 20))} is refused beside its field`, async () => {
    const sandbox = createSandbox();
    const page = await send(await browserOf(sandbox), { page: await pendingOf(sandbox, good), name, action: "create" });
    expect(page.status).toBe(422);
    expect(await page.text()).toMatch(new RegExp(`id="name-error">.*${told.source}`));
  });
}

const refused: readonly (readonly [manifest: unknown, told: RegExp])[] = [
  ["", /no JSON object/],
  ["{", /no JSON object/],
  ["[]", /no JSON object/],
  ["null", /no JSON object/],
  ['"text"', /no JSON object/],
  [{}, /url: is missing/],
  [{ ...good, url: "javascript:alert(1)" }, /url: Begin with https/],
  [{ ...good, url: 7 }, /url: is no text/],
  [{ ...good, name: "x".repeat(40) }, /name: Use at most 34/],
  [{ ...good, redirect_url: "data:text/html,x" }, /redirect_url: .*data:/],
  [{ ...good, setup_url: "file:///x" }, /setup_url: Begin/],
  [{ ...good, callback_urls: ["https://a.example/#x"] }, /callback_urls: Leave out/],
  [{ ...good, callback_urls: "https://a.example/" }, /callback_urls: is no list of at most 10/],
  [{ ...good, callback_urls: Array.from({ length: 11 }, (_, n) => `https://a.example/${n}`) }, /at most 10/],
  [{ ...good, public: "yes" }, /public: is neither/],
  [{ ...good, default_permissions: { issues: "everything" } }, /default_permissions: /],
  [{ ...good, default_permissions: { "<b>": "read" } }, /default_permissions: /],
  [{ ...good, default_permissions: [] }, /default_permissions: /],
  [{ ...good, default_events: ["<b>"] }, /default_events: /],
  [{ ...good, hook_attributes: "x" }, /hook_attributes: is no object/],
  [{ ...good, hook_attributes: { url: "javascript:x" } }, /hook_attributes\.url: Begin/],
  [{ ...good, request_oauth_on_install: true }, /callback_urls: is empty/],
];
for (const [manifest, told] of refused) {
  test(`apps, manifest: what is wrong is told: ${JSON.stringify(manifest).slice(0, 120)}`, async () => {
    const answer = await offer(createSandbox(), manifest);
    expect(answer.status).toBe(422);
    expect(await readText(answer)).toMatch(told);
  });
}
