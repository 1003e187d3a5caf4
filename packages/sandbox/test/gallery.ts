import type { Page } from "playwright-core";
import type { Sandbox } from "../src/index.ts";

/** A browser in front of a listening sandbox. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly url: string;
  readonly page: Page;
}

const tool = "Ov23liDgtSandbox0001";
const longName = "The quite exceptionally long-winded tide table application of the northern coast";

/** Every page in every state worth looking at, by what leads to it in a browser in which nobody is signed in. */
export const gallery: Readonly<Record<string, (stage: Stage) => Promise<unknown>>> = {
  start: ({ page, url }) => page.goto(url),
  "sign-in": ({ page, url }) => page.goto(`${url}/login`),
  "sign-in for an app": (stage) => stage.page.goto(authorize(stage)),
  "sign-in refused": async (stage) => {
    await stage.page.goto(`${stage.url}/login`);
    await fillIn(stage.page, "octo-lena", "wrong");
  },
  "signed in": (stage) => signIn(stage),
  "journal, before the token": ({ page, url }) => page.goto(`${url}/_sandbox/flows`),
  "journal, a wrong token": (stage) => openJournal(stage, "wrong"),
  "journal, empty": (stage) => openJournal(stage),
  journal: async (stage) => {
    stage.sandbox.faults.add({ fault: "eve", call: 2 });
    for (const approve of [false, true, true]) await stage.sandbox.signIn({ approve, scope: "read:user gist" });
    await openJournal(stage);
  },
  "account picker": async (stage) => {
    await signIn(stage);
    await stage.page.goto(authorize(stage, { prompt: "select_account" }));
    await press(stage, "Use another account");
    await fillIn(stage.page, "mira-manta", "wide-and-quiet");
    await stage.page.goto(authorize(stage, { prompt: "select_account" }));
  },
  consent: (stage) => consent(stage, { scope: "repo read:user user:email" }),
  "consent to nothing private": (stage) => consent(stage, {}),
  "consent to a GitHub App": (stage) => consent(stage, { client_id: "Iv23liDgtSandbox0003" }),
  "device code": (stage) => openAs(stage, "/login/device"),
  "device code refused": async (stage) => {
    await openAs(stage, "/login/device");
    await stage.page.getByLabel("Code on the device").fill("AAAA-BBBB");
    await press(stage, "Continue");
  },
  "device consent": (stage) => deviceConsent(stage),
  "device connected": async (stage) => {
    await deviceConsent(stage);
    await press(stage, "Authorize");
  },
  "device refused": async (stage) => {
    await deviceConsent(stage);
    await press(stage, "Cancel");
  },
  "sign out": (stage) => openAs(stage, "/logout"),
  "signed out": ({ page, url }) => page.goto(`${url}/logout`),
  "no applications": (stage) => openAs(stage, "/settings/applications"),
  applications: async (stage) => {
    grantSeveral(stage);
    await openAs(stage, "/settings/applications");
    await stage.page.getByText("Revoke all of them").click();
  },
  "application revoked": async (stage) => {
    grantSeveral(stage);
    await openAs(stage, "/settings/applications");
    await press(stage, "Revoke access of Short Tide");
  },
  application: async (stage) => {
    grantSeveral(stage);
    await openAs(stage, `/settings/connections/applications/${tool}`);
  },
  "no OAuth apps": (stage) => openAs(stage, "/settings/developers", "juno-jelly"),
  "OAuth apps": (stage) => openAs(stage, "/settings/developers"),
  "new OAuth app": (stage) => openAs(stage, "/settings/applications/new"),
  "new OAuth app with mistakes": async (stage) => {
    await openAs(stage, "/settings/applications/new");
    await stage.page.getByLabel("Name", { exact: true }).fill(longName.repeat(2));
    await stage.page.getByLabel("Homepage").fill("javascript:alert(1)");
    await stage.page.getByLabel("Callback URL 1", { exact: true }).fill("not an address");
    await press(stage, "Register");
  },
  "OAuth app": (stage) => registered(stage),
  "OAuth app with a new secret": async (stage) => {
    await registered(stage);
    await press(stage, "Generate a new client secret");
    await press(stage, "Generate a new client secret");
  },
  "OAuth app with many callbacks": async (stage) => {
    await registered(stage);
    await press(stage, "Add a callback URL");
    await press(stage, "Add a callback URL");
  },
  "GitHub Apps": (stage) => openAs(stage, "/settings/apps"),
  "new GitHub App": (stage) => openAs(stage, "/settings/apps/new"),
  "manifest refused": async (stage) => {
    await openAs(stage, "/settings/apps/new");
    await stage.page.getByLabel("Manifest").fill('{"name": 7, "setup_url": "javascript:alert(1)"}');
    await press(stage, "Continue");
  },
  manifest: (stage) => manifest(stage, "Harbour watch"),
  "manifest with a name that is taken": async (stage) => {
    await manifest(stage, "Harbor Pilot");
    await press(stage, "Create the app");
  },
  "GitHub App from a manifest": async (stage) => {
    await manifest(stage, "Harbour watch", {});
    await press(stage, "Create the app");
  },
  "public page of a GitHub App": (stage) => openAs(stage, "/apps/harbor-pilot"),
  "account to install on": (stage) => openAs(stage, "/apps/harbor-pilot/installations/new"),
  "repositories to install on": (stage) => repositories(stage),
  "installation refused": async (stage) => {
    await repositories(stage);
    await press(stage, "Install");
  },
  installed: async (stage) => {
    await repositories(stage);
    await stage.page.getByRole("checkbox").first().check();
    await press(stage, "Install");
  },
  installations: (stage) => openAs(stage, "/settings/installations"),
  "no installations": (stage) => openAs(stage, "/settings/installations", "juno-jelly"),
  "be careful": (stage) => stage.page.goto(authorize(stage, { redirect_uri: "http://evil.example/" })),
  "not found": ({ page, url }) => page.goto(`${url}/somewhere`),
  unreadable: (stage) => stage.page.goto(`${authorize(stage)}&state=again`),
  "request over": ({ page, url }) => page.goto(`${url}/login/oauth/consent?transaction=none`),
  "form refused": async (stage) => {
    await stage.page.goto(`${stage.url}/login`);
    stage.sandbox.reset();
    await fillIn(stage.page, "octo-lena", "low-tide-at-seven");
  },
};

const passwords: Readonly<Record<string, string>> = {
  "octo-lena": "low-tide-at-seven",
  "juno-jelly": "drifting-along",
};

export async function signIn({ page, url }: Pick<Stage, "page" | "url">, login = "octo-lena"): Promise<void> {
  await page.goto(`${url}/login`);
  await fillIn(page, login, passwords[login] ?? "");
}

export async function fillIn(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel("Login").fill(login);
  await page.getByLabel("Password").fill(password);
  await press({ page }, "Sign in");
}

async function openAs(stage: Stage, path: string, login = "octo-lena"): Promise<void> {
  await signIn(stage, login);
  await stage.page.goto(`${stage.url}${path}`);
}

/** Presses a button of a form, and waits for the page it leads to. */
export async function press({ page }: Pick<Stage, "page">, name: string): Promise<void> {
  const loaded = page.waitForEvent("load");
  await page.getByRole("button", { name, exact: true }).click();
  await loaded;
}

function authorize({ url }: Stage, parameters: Record<string, string> = {}): string {
  const query = { client_id: tool, redirect_uri: "http://127.0.0.1:53127/callback", state: "s", ...parameters };
  return `${url}/login/oauth/authorize?${new URLSearchParams(query)}`;
}

async function consent(stage: Stage, parameters: Record<string, string>): Promise<void> {
  await stage.page.goto(authorize(stage, parameters));
  await fillIn(stage.page, "octo-lena", passwords["octo-lena"] ?? "");
}

async function deviceConsent(stage: Stage): Promise<void> {
  const { sandbox, url } = stage;
  const app = [...sandbox.seed.apps].find(({ deviceFlow }) => deviceFlow === true);
  if (app === undefined) throw new Error("no app of the seed may use the device flow");
  const answer = await fetch(`${url}/login/device/code`, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams({ client_id: app.clientId, scope: "repo read:org gist" }),
  });
  const { user_code } = (await answer.json()) as { user_code: string };
  await openAs(stage, "/login/device");
  await stage.page.getByLabel("Code on the device").fill(user_code);
  await press(stage, "Continue");
}

async function openJournal({ page, url, sandbox }: Stage, token = sandbox.controlToken): Promise<void> {
  await page.goto(`${url}/_sandbox/flows`);
  await page.getByLabel("Control token").fill(token);
  await page.getByRole("button", { name: "Show the journal" }).click();
  // It would load anew while it is looked at.
  if (token === sandbox.controlToken) await page.goto(`${url}/_sandbox/flows?pause=1`);
}

function grantSeveral({ sandbox }: Stage): void {
  const login = "octo-lena";
  sandbox.issueTokens({ login, clientId: tool, scope: "repo read:user" });
  sandbox.issueTokens({ login, clientId: tool, scope: "read:user" });
  sandbox.issueTokens({ login, clientId: "Ov23liExpiring000004", scope: "gist notifications read:org user:email" });
  sandbox.issueTokens({ login, clientId: "Iv23liDgtSandbox0003" });
}

async function registered(stage: Stage): Promise<void> {
  await openAs(stage, "/settings/applications/new");
  await stage.page.getByLabel("Name", { exact: true }).fill(longName);
  await stage.page.getByLabel("Homepage").fill("https://tides.example.com/a/rather/long/path/that/goes/on?and=on");
  await stage.page.getByLabel("Callback URL 1", { exact: true }).fill("http://127.0.0.1/callback");
  await press(stage, "Register");
}

async function manifest(stage: Stage, name: string, more: object = { redirect_url: "http://127.0.0.1:53127/made" }) {
  await openAs(stage, "/settings/apps/new");
  const described = {
    name,
    url: "https://harbour.example.com",
    description: "Watches who comes and goes.",
    callback_urls: ["http://127.0.0.1/callback", "https://harbour.example.com/callback"],
    setup_url: "https://harbour.example.com/setup",
    hook_attributes: { url: "https://harbour.example.com/hook" },
    default_permissions: { metadata: "read", issues: "read", pull_requests: "write" },
    default_events: ["issues", "pull_request"],
    ...more,
  };
  await stage.page.getByLabel("Manifest").fill(JSON.stringify(described));
  await press(stage, "Continue");
}

/** An account the seed has installed nothing on. */
async function repositories(stage: Stage): Promise<void> {
  await openAs(stage, "/apps/harbor-pilot/installations/new");
  const loaded = stage.page.waitForEvent("load");
  await stage.page.getByRole("link", { name: "tidepool-labs" }).click();
  await loaded;
}
