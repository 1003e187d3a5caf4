import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { repository } from "../../site/src/chapters.ts";
import type { ScreenName, TerminalName } from "../../site/src/pictures.ts";
import { picturesFolder } from "../../site/src/place-pictures.ts";
import { startTestGitHub, type TestGitHub } from "../canary/test-github.ts";
import { launchChromium } from "../processes/chromium.ts";
import { runDgt, startDgtInTerminal } from "../processes/dgt.ts";
import { createHome } from "../processes/home.ts";
import type { ProcessInTerminal } from "../processes/terminal.ts";
import { plantVaultKey } from "../processes/vault-key.ts";
import { drawTerminal } from "./draw-terminal.ts";

const folder = join(repository, picturesFolder);
const columns = 80;

/** Walks through a sandbox with the tool and a browser, and leaves a picture of each page and terminal on the way. */
export async function takePictures(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const browser = await launchChromium();
  await Promise.all([takeSignIn(browser), takeExpiring(), takeDemo()]);
}

async function takeSignIn(browser: Browser): Promise<void> {
  const github = await startTestGitHub();
  const home = createHome();
  const env = { ...environmentOf(github, "Ov23liDgtSandbox0001"), ...plantVaultKey() };
  const start = (...args: string[]) => startDgtInTerminal(args, { columns, rows: 60, env, home });
  const page = await openPage(browser);
  const trace = join(home.path, "flow.jsonl");

  const login = start("login", "--explain", "--trace", trace);
  await page.goto(await readAddress(login));
  await takeScreen(page, "sign-in");
  await signIn(page, github);
  await page.getByRole("button", { name: "Authorize" }).click();
  await page.getByRole("heading", { name: "You are connected" }).waitFor();
  await takeScreen(page, "connected");
  await takeTerminal(login, "login-explain");

  const doctor = start("doctor");
  await page.goto(`${github.url}/settings/applications`);
  await takeScreen(page, "applications");
  await page.goto(`${github.url}/login/device`);
  await takeScreen(page, "device");
  await takeRegistration(page, github);
  const redirect = new URLSearchParams({
    client_id: "Ov23liDgtSandbox0001",
    redirect_uri: "http://localhost/callback",
  });
  await page.goto(`${github.url}/login/oauth/authorize?${redirect}`);
  await takeScreen(page, "be-careful");
  await takeTerminal(doctor, "doctor");

  const again = start("login", "--private");
  await page.goto(await readAddress(again));
  await page.getByRole("button", { name: /^Continue as/ }).click();
  await page.getByRole("heading", { name: "Authorize Dev GitHub Tool" }).waitFor();
  await takeScreen(page, "consent");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("heading", { name: "You are not connected" }).waitFor();
  await takeScreen(page, "not-connected");
  await again.finished;

  await takeJournal(page, github);
  const shown = join(home.path, "flow.html");
  await runDgt(["trace", "show", trace, "--format", "html", "-o", shown], { home });
  await page.goto(pathToFileURL(shown).href);
  await takeScreen(page, "trace");
}

/** Tokens of a GitHub App end. */
async function takeExpiring(): Promise<void> {
  const github = await startTestGitHub();
  const home = createHome();
  const env = { ...environmentOf(github, "Iv23liDgtSandbox0003"), ...plantVaultKey() };
  const login = startDgtInTerminal(["login"], { columns, env, home });
  await github.sandbox.signIn({ url: await readAddress(login) });
  await login.finished;
  const timeline = startDgtInTerminal(["timeline"], { columns, env, home });
  await takeTerminal(timeline, "timeline");
}

async function takeDemo(): Promise<void> {
  const demo = startDgtInTerminal(["demo"], { columns, rows: 60, env: { BROWSER: "none" } });
  for (const question of [/Or shall dgt sign in/, /Which repository/, /Show private repositories too/]) {
    await demo.waitForScreen(question);
    demo.type("\r");
  }
  await takeTerminal(demo, "demo");
}

async function takeRegistration(page: Page, github: TestGitHub): Promise<void> {
  await page.goto(`${github.url}/settings/applications/new`);
  await page.getByLabel("Name", { exact: true }).fill("Dev GitHub Tool of octo-lena");
  await page.getByLabel("Homepage").fill("https://example.com/octo-lena");
  await page.getByLabel("Callback URL 1", { exact: true }).fill("http://127.0.0.1/callback");
  await takeScreen(page, "register");
}

async function takeJournal(page: Page, { sandbox, url }: TestGitHub): Promise<void> {
  await page.goto(`${url}/_sandbox/flows`);
  await page.getByLabel("Control token").fill(sandbox.controlToken);
  await page.getByRole("button", { name: "Show the journal" }).click();
  // It would load anew while it is looked at.
  await page.goto(`${url}/_sandbox/flows?pause=1`);
  await takeScreen(page, "journal");
}

function environmentOf({ sandbox, url }: TestGitHub, clientId: string): Record<string, string> {
  const app = sandbox.seed.apps.find((candidate) => candidate.clientId === clientId);
  return { DGT_HOST: url, GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: app?.clientSecret ?? "" };
}

async function signIn(page: Page, { sandbox }: TestGitHub): Promise<void> {
  const [person] = sandbox.seed.people;
  await page.getByLabel("Login").fill(person?.login ?? "");
  await page.getByLabel("Password").fill(person?.password ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
}

function openPage(browser: Browser): Promise<Page> {
  return browser.newPage({ viewport: { width: 800, height: 600 }, deviceScaleFactor: 2, reducedMotion: "reduce" });
}

/** The authorization URL, which a terminal breaks over rows. */
async function readAddress(dgt: ProcessInTerminal): Promise<string> {
  const [, address = ""] = await dgt.waitForScreen(/(http:\S+\/login\/oauth\/authorize\S+(?:\n\S+)*)\nWaiting/);
  return address.replaceAll("\n", "");
}

async function takeScreen(page: Page, name: ScreenName): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const height = Math.min(await page.evaluate<number>("document.documentElement.offsetHeight"), 1000);
    await page.screenshot({
      path: join(folder, `${name}-${colorScheme}.png`),
      fullPage: true,
      clip: { x: 0, y: 0, width: 800, height },
    });
  }
}

async function takeTerminal(dgt: ProcessInTerminal, name: TerminalName): Promise<void> {
  const { home } = await dgt.finished;
  const drawn = await drawTerminal(dgt.bytes, { columns });
  // The home of a test has a long name that nobody will see again.
  writeFileSync(join(folder, `${name}.html`), drawn.replaceAll(home.path, "~"));
}
