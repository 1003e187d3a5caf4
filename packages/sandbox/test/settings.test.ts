import { expect, test } from "vitest";
import { createSandbox, defaultSeed } from "../src/index.ts";
import { readText } from "./browser.ts";
import { authorizationUrl, origin, rest } from "./drive.ts";
import { browserOf, registerApp, send, tideWatcher } from "./settings-drive.ts";

const newApp = "/settings/applications/new";

test("settings, applications: a revoked grant ends its tokens and nobody else's, and consent is asked for again", async () => {
  const sandbox = createSandbox();
  const browser = await browserOf(sandbox);
  const [{ clientId }] = sandbox.seed.apps;
  const mine = sandbox.issueTokens({ login: "octo-lena", clientId, scope: "repo" });
  const theirs = sandbox.issueTokens({ login: "coral-kai", clientId, scope: "repo" });
  const other = sandbox.issueTokens({ login: "octo-lena", clientId: "Ov23liExpiring000004" });
  const path = `/settings/connections/applications/${clientId}`;
  const page = await readText(await send(browser, { page: path, action: "revoke" }));
  expect(page).toContain("Dev GitHub Tool may not use this account any more.");
  expect(await readText(await browser.visit("/settings/applications"))).not.toContain("any more");
  const status = async (token: string) => (await rest(sandbox, "/user", { token })).status;
  expect(await Promise.all([mine, theirs, other].map(({ accessToken }) => status(accessToken)))).toEqual([
    401, 200, 200,
  ]);
  expect((await browser.visit(path)).status).toBe(404);
  const again = await browser.visit(authorizationUrl(sandbox, { scope: "repo", redirect_uri: undefined }));
  expect(await readText(again)).toMatch(/Choose an account|Authorize Dev GitHub Tool/);
});

test("settings, applications: all grants are revoked at once", async () => {
  const sandbox = createSandbox();
  const browser = await browserOf(sandbox);
  const tokens = sandbox.seed.apps
    .slice(0, 3)
    .map(({ clientId }) => sandbox.issueTokens({ login: "octo-lena", clientId }));
  await send(browser, { page: "/settings/applications", action: "revoke-all" });
  for (const { accessToken } of tokens) expect((await rest(sandbox, "/user", { token: accessToken })).status).toBe(401);
});

test("settings, applications: what is listed is what was granted, used and is alive", async () => {
  const sandbox = createSandbox();
  const browser = await browserOf(sandbox);
  const [{ clientId }] = sandbox.seed.apps;
  const { accessToken } = sandbox.issueTokens({ login: "octo-lena", clientId, scope: "repo read:user" });
  sandbox.issueTokens({ login: "octo-lena", clientId: "Ov23liExpiring000004", scope: "gist" });
  await rest(sandbox, "/user", { token: accessToken });
  const listed = await readText(await browser.visit("/settings/applications"));
  expect(listed).toMatch(
    /Dev GitHub Tool OAuth app by tidepool-labs · Used within the last day · 1 token read:user repo/,
  );
  expect(listed).toMatch(/Short Tide OAuth app by coral-kai · Never used · 1 token gist/);
  sandbox.clock.advance(9 * 3_600_000);
  expect(await readText(await browser.visit("/settings/applications"))).toMatch(/Short Tide .*? · 0 tokens gist/);
});

test("an app is shown to its owner and to the owners of its organization, and to nobody else", async () => {
  const sandbox = createSandbox();
  const app = await registerApp(await browserOf(sandbox));
  const stranger = await browserOf(sandbox, "juno-jelly");
  expect((await stranger.visit(app.path)).status).toBe(404);
  await stranger.visit(newApp);
  expect((await stranger.submit(app.path, { action: "delete" })).status).toBe(404);
  const owner = await browserOf(sandbox);
  expect(await readText(await owner.visit("/settings/developers"))).toContain("Dev GitHub Tool by tidepool-labs");
  const member = await browserOf(sandbox, "coral-kai");
  expect(await readText(await member.visit("/settings/developers"))).not.toContain("tidepool-labs");
});

test("whoever is not signed in is asked to, and comes back to the page that was asked for", async () => {
  const sandbox = createSandbox();
  const browser = await browserOf(sandbox);
  await send(browser, { page: "/logout", action: "sign-out" });
  for (const path of ["/settings/applications", "/settings/developers", "/apps/harbor-pilot?x=1"]) {
    expect(await readText(await browser.visit(path))).toContain("Sign in to the sandbox");
  }
  const signedIn = await browser.submit("/login", { login: "octo-lena", password: "low-tide-at-seven", decision: "x" });
  expect(signedIn.headers.get("Location")).toBe(`${origin}/apps/harbor-pilot?x=1`);
});

test("signing out ends the session, and a link to it does not", async () => {
  const sandbox = createSandbox();
  const browser = await browserOf(sandbox);
  const { cookie } = browser;
  await browser.visit("/logout");
  expect(await readText(await browser.visit("/settings/applications"))).toContain("octo-lena");
  expect(await readText(await send(browser, { page: "/logout", action: "sign-out" }))).toContain("Nobody is signed in");
  browser.cookie = cookie;
  expect(await readText(await browser.visit("/settings/applications"))).toContain("Sign in to the sandbox");
});

test("a suspended app says so to its owner", async () => {
  const seed = defaultSeed();
  const apps = seed.apps.map((app) => ({ ...app, suspended: app.clientId === "Ov23liChapterBook001" }));
  const browser = await browserOf(createSandbox({ seed: { ...seed, apps } }));
  expect(await readText(await browser.visit("/settings/applications/2"))).toContain("This app is suspended");
});

test("a reset takes back what was registered and brings back what was deleted", async () => {
  const sandbox = createSandbox();
  const browser = await browserOf(sandbox);
  const app = await registerApp(browser);
  await send(browser, { page: "/settings/applications/2", action: "delete" });
  sandbox.reset();
  expect((await sandbox.fetch(authorizationUrl(sandbox, { client_id: app.clientId }))).status).toBe(404);
  const chapter = { client_id: "Ov23liChapterBook001", redirect_uri: undefined };
  expect((await sandbox.fetch(authorizationUrl(sandbox, chapter))).status).toBe(302);
});

test("a snapshot brings back apps and installations, and their owner can go on with them", async () => {
  const sandbox = createSandbox();
  const browser = await browserOf(sandbox);
  const app = await registerApp(browser);
  const { accessToken } = sandbox.issueTokens({ login: "octo-lena", clientId: app.clientId });
  sandbox.snapshots.save("before");
  await send(browser, { page: app.path, action: "delete" });
  await send(browser, { page: "/settings/installations/1", action: "uninstall" });

  sandbox.snapshots.restore("before");

  const status = async () => (await rest(sandbox, "/user", { token: accessToken })).status;
  expect(await status()).toBe(200);
  expect(await readText(await browser.visit("/settings/installations"))).toContain("Harbor Pilot on octo-lena");
  await send(browser, { page: app.path, ...tideWatcher, name: "Ebb", action: "save" });
  expect(await readText(await browser.visit("/settings/applications"))).toContain("Ebb OAuth app by octo-lena");
  await send(browser, { page: app.path, action: "delete" });
  expect(await status()).toBe(401);
});
