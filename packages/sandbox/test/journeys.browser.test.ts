import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretPost,
  Configuration,
  calculatePKCECodeChallenge,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";
import type { Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { launchChromium } from "../../../test/processes/chromium.ts";
import { createSandbox, type Sandbox } from "../src/index.ts";
import { fillIn, press } from "./gallery.ts";

interface Scene {
  readonly sandbox: Sandbox;
  readonly url: string;
  /** A browser without scripts, in which nobody is signed in. */
  readonly page: Page;
  /** Where the client listens, such as `http://127.0.0.1:4011`. */
  readonly client: string;
  /** Addresses the client was visited at. */
  readonly visits: URL[];
}

async function setScene(): Promise<Scene> {
  const sandbox = createSandbox();
  const github = await sandbox.listen();
  onTestFinished(() => github.close());
  const visits: URL[] = [];
  const server = createServer((request, response) => {
    visits.push(new URL(request.url ?? "/", client));
    response.writeHead(200, { "Content-Type": "text/html" }).end("<h1>Back at the client</h1>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const client = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const context = await (await launchChromium()).newContext({ javaScriptEnabled: false });
  return { sandbox, url: github.url, page: await context.newPage(), client, visits };
}

/** A client of others, which knows the sandbox by the addresses that GitHub documents. */
function configure({ url }: Scene, clientId: string, clientSecret: string): Configuration {
  const server = {
    issuer: `${url}/login/oauth`,
    authorization_endpoint: `${url}/login/oauth/authorize`,
    token_endpoint: `${url}/login/oauth/access_token`,
  };
  const configuration = new Configuration(server, clientId, {}, ClientSecretPost(clientSecret));
  allowInsecureRequests(configuration);
  return configuration;
}

interface SignIn {
  readonly configuration: Configuration;
  readonly scope: string;
  /** What the person does on the pages between the request and the return to the client. */
  readonly decide: () => Promise<void>;
}

/** Signs in with the client, and returns the access token. */
async function signIn(scene: Scene, { configuration, scope, decide }: SignIn): Promise<string> {
  const pkceCodeVerifier = randomPKCECodeVerifier();
  const expectedState = randomState();
  const address = buildAuthorizationUrl(configuration, {
    redirect_uri: `${scene.client}/callback`,
    scope,
    state: expectedState,
    code_challenge: await calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
  });
  await scene.page.goto(address.href);
  await decide();
  await scene.page.getByRole("heading", { name: "Back at the client" }).waitFor();
  const back = scene.visits.findLast(({ pathname }) => pathname === "/callback");
  const tokens = await authorizationCodeGrant(configuration, back ?? expect.fail("nobody came back"), {
    pkceCodeVerifier,
    expectedState,
  });
  return tokens.access_token;
}

async function ask(scene: Scene, path: string, token: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${scene.url}/api/v3${path}`, { headers: { Authorization: `Bearer ${token}` } });
  return { status: response.status, body: await response.json() };
}

test("a person registers an OAuth app, signs in with it, sees the grant in the settings and revokes it, without a script", async () => {
  const scene = await setScene();
  const { page, url } = scene;

  await page.goto(url);
  await page.getByRole("link", { name: "OAuth apps" }).click();
  await fillIn(page, "octo-lena", "low-tide-at-seven");
  await page.getByRole("heading", { name: "OAuth apps" }).waitFor();
  await page.getByRole("link", { name: "Register an OAuth app" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Tide watcher");
  await page.getByLabel("Homepage").fill("https://tides.example.com");
  await page.getByLabel("Callback URL 1", { exact: true }).fill("http://127.0.0.1/callback");
  await press(scene, "Register");
  await page.getByRole("status").getByText("Tide watcher is registered.").waitFor();
  await press(scene, "Generate a new client secret");
  const clientId = (await page.locator("#client-id").textContent()) ?? "";
  const clientSecret = (await page.locator("#client-secret").textContent()) ?? "";
  expect([clientId.slice(0, 6), clientId.length, clientSecret.length]).toEqual(["Ov23li", 20, 40]);
  await page.reload();
  expect(await page.locator("#client-secret").count()).toBe(0);
  expect(await page.content()).not.toContain(clientSecret);

  const configuration = configure(scene, clientId, clientSecret);
  const token = await signIn(scene, {
    configuration,
    scope: "read:user repo",
    decide: async () => {
      await press(scene, "Continue as octo-lena Lena Octopod");
      await page.getByRole("heading", { name: "Authorize Tide watcher" }).waitFor();
      expect(await page.getByRole("main").textContent()).toContain("There is no version of this permission that only");
      await page.getByLabel("All your repositories, public and private").uncheck();
      await press(scene, "Authorize");
    },
  });
  expect(await ask(scene, "/user", token)).toMatchObject({ status: 200, body: { login: "octo-lena" } });
  expect((await ask(scene, "/repos/octo-lena/pocket-lighthouse", token)).status).toBe(404);

  await page.goto(`${url}/settings/applications`);
  const row = page.getByRole("listitem").filter({ hasText: "Tide watcher" });
  expect(await row.textContent()).toMatch(/by octo-lena · Used within the last day · 1 token\s+read:user\s+Revoke/);
  await row.getByRole("link", { name: "Tide watcher" }).click();
  await page.getByRole("heading", { name: "What it may do" }).waitFor();
  await press(scene, "Revoke access");
  await page.getByText("No app may use this account.").waitFor();

  expect(await ask(scene, "/user", token)).toMatchObject({ status: 401, body: { message: "Bad credentials" } });
  expect(scene.sandbox.journal.count({ decision: "grant_revoked", login: "octo-lena", clientId })).toBe(1);
});

test("a program has a GitHub App made, a person installs it on one repository, signs in with it and sees no other private one", async () => {
  const scene = await setScene();
  const { page, url, client } = scene;
  const manifest = {
    name: "Harbour watch",
    url: "https://harbour.example.com",
    redirect_url: `${client}/made`,
    callback_urls: [`${client}/callback`],
    setup_url: `${client}/set-up`,
    default_permissions: { metadata: "read", issues: "read" },
  };

  await page.goto(`${url}/login`);
  await fillIn(page, "octo-lena", "low-tide-at-seven");
  await page.route(`${client}/offer`, (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<form method="post" action="${url}/settings/apps/new?state=asked"><input type="hidden" name="manifest" value="${JSON.stringify(manifest).replaceAll('"', "&quot;")}"><button>Make my app</button></form>`,
    }),
  );
  await page.goto(`${client}/offer`);
  await press(scene, "Make my app");
  await page.getByRole("heading", { name: "Create a GitHub App" }).waitFor();
  await press(scene, "Create the app");
  const made = scene.visits.find(({ pathname }) => pathname === "/made");
  expect(made?.searchParams.get("state")).toBe("asked");
  const conversion = `${url}/api/v3/app-manifests/${made?.searchParams.get("code")}/conversions`;
  const answer = await fetch(conversion, { method: "POST" });
  expect(answer.status).toBe(201);
  const app = (await answer.json()) as Record<"slug" | "client_id" | "client_secret" | "pem", string>;
  expect(app.slug).toBe("harbour-watch");
  expect(app.pem).toMatch(/^-----BEGIN RSA /);
  expect((await fetch(conversion, { method: "POST" })).status).toBe(404);

  await page.goto(`${url}/apps/${app.slug}`);
  await page.getByRole("link", { name: "Install" }).last().click();
  await page.getByRole("link", { name: "octo-lena" }).click();
  await page.getByLabel("Only selected repositories").check();
  await page.getByLabel("pocket-lighthouse", { exact: true }).check();
  await press(scene, "Install");
  const setUp = scene.visits.find(({ pathname }) => pathname === "/set-up");
  expect(setUp?.searchParams.get("setup_action")).toBe("install");
  expect(setUp?.searchParams.get("installation_id")).toMatch(/^\d+$/);

  const token = await signIn(scene, {
    configuration: configure(scene, app.client_id, app.client_secret),
    scope: "",
    decide: async () => {
      await press(scene, "Continue as octo-lena Lena Octopod");
      await press(scene, "Authorize");
    },
  });
  const repositories = (await ask(scene, "/user/repos?per_page=100", token)).body as Record<
    "private" | "name",
    unknown
  >[];
  const seen = repositories.filter((repository) => repository.private).map(({ name }) => name);
  expect(seen).toEqual(["pocket-lighthouse"]);
  expect((await ask(scene, "/repos/octo-lena/pocket-lighthouse", token)).status).toBe(200);
  expect((await ask(scene, "/repos/octo-lena/cormorant", token)).status).toBe(404);
});
