import type { Sandbox } from "../src/index.ts";
import { type Browser, createBrowser } from "./browser.ts";

const passwords: Readonly<Record<string, string>> = {
  "octo-lena": "low-tide-at-seven",
  "coral-kai": "radio-free-reef",
  "juno-jelly": "drifting-along",
};

/** A browser in which a person of the default seed is signed in. */
export async function browserOf(sandbox: Sandbox, login = "octo-lena"): Promise<Browser> {
  const browser = createBrowser(sandbox);
  await browser.visit("/login");
  await browser.submit("/login", { login, password: passwords[login], decision: "sign-in" });
  // Signing in renewed the hidden value of all forms; this page has one.
  await browser.visit("/logout");
  return browser;
}

/** Opens a page, and sends a form of it as it stands but for some fields; redirects within the sandbox are followed. */
export async function send(
  browser: Browser,
  { page, to = page, ...fields }: { page: string; to?: string } & Record<string, string | undefined>,
): Promise<Response> {
  await browser.visit(page);
  const answer = await browser.submit(to, fields);
  const location = answer.headers.get("Location");
  return location?.startsWith("http://127.0.0.1:4010/") === true ? browser.visit(location) : answer;
}

export const tideWatcher = {
  name: "Tide watcher",
  homepage: "https://tides.example.com",
  "callback-1": "http://127.0.0.1/callback",
};

export interface RegisteredApp {
  readonly path: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Registers an OAuth app and makes a secret for it, as a person would. */
export async function registerApp(
  browser: Browser,
  fields: Record<string, string | undefined> = {},
): Promise<RegisteredApp> {
  await browser.visit("/settings/applications/new");
  const registered = await browser.submit("/settings/applications/new", {
    ...tideWatcher,
    ...fields,
    action: "register",
  });
  const path = new URL(registered.headers.get("Location") ?? "").pathname;
  const page = await (await send(browser, { page: path, action: "add-secret" })).text();
  const [, clientId = ""] = /id="client-id">([^<]+)</.exec(page) ?? [];
  const [, clientSecret = ""] = /id="client-secret">([^<]+)</.exec(page) ?? [];
  return { path, clientId, clientSecret };
}
