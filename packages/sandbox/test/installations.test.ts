import { expect, test } from "vitest";
import { createSandbox, defaultSeed, type Sandbox } from "../src/index.ts";
import { readText } from "./browser.ts";
import { listed, origin, rest } from "./drive.ts";
import { browserOf, send } from "./settings-drive.ts";

const pilot = { clientId: "Iv23liDgtSandbox0003", path: "/apps/harbor-pilot" };
const lena = 1001;
const tidepool = 2001;

/** A sandbox whose GitHub App is installed where these say. */
function sandboxWith(installedOn: readonly string[]): Sandbox {
  const seed = defaultSeed();
  return createSandbox({ seed: { ...seed, apps: seed.apps.map((app) => ({ ...app, installedOn })) } });
}

/** Names of the private repositories a token of the app reaches. */
async function privateOnes(sandbox: Sandbox, login = "octo-lena"): Promise<unknown[]> {
  const { accessToken: token } = sandbox.issueTokens({ login, clientId: pilot.clientId });
  return (await listed(sandbox, "/user/repos?visibility=private&per_page=100", { token, field: "full_name" })).sort();
}

function idOf(sandbox: Sandbox, fullName: string): string {
  const repository = sandbox.seed.repositories.find(({ owner, name }) => `${owner}/${name}` === fullName);
  return String(repository?.id);
}

test("apps, installation: in the seed on accounts, or on single repositories", async () => {
  expect(await privateOnes(sandboxWith([]))).toEqual([]);
  expect(await privateOnes(sandboxWith(["octo-lena/pocket-lighthouse", "octo-lena/fish-ladder"]))).toEqual([
    "octo-lena/fish-ladder",
    "octo-lena/pocket-lighthouse",
  ]);
  const all = await privateOnes(sandboxWith(["octo-lena/fish-ladder", "octo-lena"]));
  expect(all.length).toBeGreaterThan(5);
  expect(all.every((name) => String(name).startsWith("octo-lena/"))).toBe(true);
});

test("apps, installation: a person chooses account and repositories, and changes the choice", async () => {
  const sandbox = sandboxWith([]);
  const browser = await browserOf(sandbox);
  const choice = `${pilot.path}/installations/new/permissions?target_id=${lena}`;
  const accounts = await readText(await browser.visit(`${pilot.path}/installations/new`));
  expect(accounts).toMatch(/octo-lena Your own account .*tidepool-labs Organization .*harbor-works Organization/);

  const [one, other] = ["octo-lena/pocket-lighthouse", "octo-lena/fish-ladder"];
  const page = await send(browser, {
    page: choice,
    to: `${pilot.path}/installations`,
    reach: "selected",
    [`repository-${idOf(sandbox, one)}`]: "on",
    action: "install",
  });
  expect(await readText(page)).toContain("Harbor Pilot is installed.");
  expect(await privateOnes(sandbox)).toEqual([one]);

  await send(browser, {
    page: "/settings/installations/1",
    reach: "selected",
    [`repository-${idOf(sandbox, one)}`]: undefined,
    [`repository-${idOf(sandbox, other)}`]: "on",
    action: "save",
  });
  expect(await privateOnes(sandbox)).toEqual([other]);
  await send(browser, { page: "/settings/installations/1", reach: "all", action: "save" });
  expect((await privateOnes(sandbox)).length).toBeGreaterThan(5);
  await send(browser, { page: "/settings/installations/1", action: "uninstall" });
  expect(await privateOnes(sandbox)).toEqual([]);
});

test("apps, installation: an app reaches only what its person reaches as well", async () => {
  const sandbox = sandboxWith(["octo-lena"]);
  expect(await privateOnes(sandbox, "coral-kai")).toEqual(["octo-lena/pocket-lighthouse"]);
});

test("a choice of nothing, or of repositories of others, is refused", async () => {
  const sandbox = sandboxWith([]);
  const browser = await browserOf(sandbox);
  const foreign = sandbox.seed.repositories.find(({ owner }) => owner === "pelle-puffin");
  for (const fields of [
    { reach: "selected" },
    { reach: "selected", [`repository-${foreign?.id}`]: "on" },
    { reach: "everything" },
    { reach: undefined },
  ]) {
    const page = await send(browser, {
      page: `${pilot.path}/installations/new/permissions?target_id=${lena}`,
      to: `${pilot.path}/installations`,
      ...fields,
      action: "install",
    });
    expect(page.status).toBe(422);
    expect(await readText(page)).toMatch(/Mend this: (Tick at least one|Choose all)/);
  }
  expect(sandbox.journal.count({ decision: "app_installed" })).toBe(0);
});

test("nobody installs an app on an account of somebody else, or changes an installation there", async () => {
  const sandbox = sandboxWith(["octo-lena"]);
  const kai = await browserOf(sandbox, "coral-kai");
  expect((await kai.visit(`${pilot.path}/installations/new/permissions?target_id=${lena}`)).status).toBe(404);
  expect((await kai.visit("/settings/installations/1")).status).toBe(404);
  await kai.visit(`${pilot.path}/installations/new/permissions?target_id=1002`);
  const fields = { account: String(tidepool), reach: "all", action: "install" };
  expect((await kai.submit(`${pilot.path}/installations`, fields)).status).toBe(404);
  expect((await kai.submit("/settings/installations/1", { action: "uninstall" })).status).toBe(404);
  expect(await readText(await kai.visit("/settings/installations"))).toContain("No GitHub App is installed.");
});

test("an installation that is cancelled installs nothing", async () => {
  const sandbox = sandboxWith([]);
  const page = await send(await browserOf(sandbox), {
    page: `${pilot.path}/installations/new/permissions?target_id=${lena}`,
    to: `${pilot.path}/installations`,
    reach: "all",
    action: "cancel",
  });
  expect(await readText(page)).toContain("GitHub App by harbor-works");
  expect(await privateOnes(sandbox)).toEqual([]);
});

/** Has a GitHub App made of a manifest, and begins its installation on the account of whoever signed in. */
async function installMade(sandbox: Sandbox, more: object): Promise<Response> {
  const browser = await browserOf(sandbox);
  const manifest = JSON.stringify({
    name: "Harbour watch",
    url: "https://harbour.example.com",
    callback_urls: ["https://harbour.example.com/callback"],
    ...more,
  });
  await browser.visit("/settings/apps/new");
  const kept = await browser.submit("/settings/apps/new", { manifest });
  const pending = new URL(kept.headers.get("Location") ?? "").pathname;
  await send(browser, { page: pending, name: "Harbour watch", action: "create" });
  await browser.visit(`/apps/harbour-watch/installations/new/permissions?target_id=${lena}&state=s%26t`);
  return browser.submit("/apps/harbour-watch/installations", { reach: "all", action: "install" });
}

test("apps, installation: it leads to the setup address with what was done and the state", async () => {
  const answer = await installMade(createSandbox(), { setup_url: "https://harbour.example.com/set-up?x=1" });
  expect(answer.status).toBe(303);
  expect(answer.headers.get("Location")).toMatch(
    /^https:\/\/harbour\.example\.com\/set-up\?x=1&installation_id=\d+&setup_action=install&state=s%26t$/,
  );
});

test("apps, installation: an app that asks for a sign-in with it gets a code at its first callback", async () => {
  const sandbox = createSandbox();
  const answer = await installMade(sandbox, { request_oauth_on_install: true, setup_url: "https://x.example/" });
  const { origin: place, searchParams } = new URL(answer.headers.get("Location") ?? "");
  expect(place).toBe("https://harbour.example.com");
  expect(searchParams.get("code")).toMatch(/^[0-9a-f]{20}$/);
  expect(searchParams.get("setup_action")).toBe("install");
  expect(searchParams.get("state")).toBe("s&t");
  const grants = await readText(await (await browserOf(sandbox)).visit("/settings/applications"));
  expect(grants).toContain("Harbour watch GitHub App by octo-lena");
});

test("apps, installation: a changed choice leads to the setup address when the app wants that", async () => {
  const sandbox = createSandbox();
  await installMade(sandbox, { setup_url: "https://harbour.example.com/set-up", setup_on_update: true });
  const browser = await browserOf(sandbox);
  const list = await (await browser.visit("/settings/installations")).text();
  const [, path = ""] = /href="([^"]+)">Harbour watch/.exec(list) ?? [];
  await browser.visit(path);
  const answer = await browser.submit(path, { reach: "all", action: "save" });
  expect(answer.headers.get("Location")).toMatch(/set-up\?installation_id=\d+&setup_action=update$/);
});

test("an app that is not public has pages for its owner only", async () => {
  const sandbox = createSandbox();
  await installMade(sandbox, { public: false });
  const kai = await browserOf(sandbox, "coral-kai");
  for (const path of ["", "/installations/new", "/installations/new/permissions?target_id=1002"])
    expect((await kai.visit(`/apps/harbour-watch${path}`)).status).toBe(404);
  const owner = await browserOf(sandbox);
  const accounts = await readText(await owner.visit("/apps/harbour-watch/installations/new"));
  expect(accounts).not.toContain("tidepool-labs");
});

test("what is installed may be asked for over the API as well", async () => {
  const sandbox = sandboxWith(["octo-lena/pocket-lighthouse"]);
  const { accessToken: token } = sandbox.issueTokens({ login: "octo-lena", clientId: pilot.clientId });
  const { body } = await rest(sandbox, "/user/installations", { token });
  expect(body).toMatchObject({ total_count: 1, installations: [{ repository_selection: "selected" }] });
  expect((await sandbox.fetch(`${origin}/apps/nobody`)).status).toBe(302);
});
