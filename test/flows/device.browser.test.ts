import type { SeedPerson } from "@dev-github-tool/sandbox";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { startTestGitHub, type TestGitHub } from "../canary/test-github.ts";
import { launchChromium } from "../processes/chromium.ts";
import { startDgtInTerminal } from "../processes/dgt.ts";
import { createFakeBrowser } from "../processes/fake-browser.ts";
import type { ProcessInTerminal } from "../processes/terminal.ts";
import { plantVaultKey } from "../processes/vault-key.ts";

/** A machine without a browser, and without the secret of the app. */
function startTool(
  github: TestGitHub,
  args: readonly string[],
  { columns = 100, env = { BROWSER: "" } }: { columns?: number; env?: Readonly<Record<string, string>> } = {},
): ProcessInTerminal {
  const [app] = github.sandbox.seed.apps;
  return startDgtInTerminal(args, {
    columns,
    rows: 60,
    env: { ...plantVaultKey(), DGT_HOST: github.url, GITHUB_CLIENT_ID: app?.clientId ?? "", ...env },
  });
}

const waiting = /(http:\S+\/login\/device)\s+and type this code\s+there:\s+([B-Z]{4}-[B-Z]{4})[\s\S]*Waiting for/;

async function openDevicePage(page: Page, github: TestGitHub, url: string): Promise<void> {
  const { login, password }: SeedPerson = github.sandbox.seed.people[0] ?? expect.fail("the sandbox has nobody");
  await page.goto(url);
  await page.getByLabel("Login").fill(login);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function typeCode(page: Page, userCode: string): Promise<void> {
  await page.getByLabel("Code on the device").fill(userCode);
  await page.getByRole("button", { name: "Continue" }).click();
}

it("a person types the code of a machine without a browser in their own, and the machine is signed in", async () => {
  const github = await startTestGitHub();
  const dgt = startTool(github, ["login"]);
  const [, url = "", userCode = ""] = await dgt.waitForScreen(waiting);
  expect(await dgt.screen()).toMatch(/Only go on if you started this yourself, here and now\./);
  const browser = await launchChromium();
  const page = await browser.newPage();
  await openDevicePage(page, github, url);
  await typeCode(page, "BCDF-GHJK");
  await page.getByText("No device waits with this code.").waitFor();
  await typeCode(page, userCode.toLowerCase());
  expect(await page.getByRole("main").textContent()).toContain(userCode);
  expect(await page.getByRole("main").textContent()).toContain("read:user");
  await page.getByRole("button", { name: "Authorize" }).click();
  await page.getByRole("heading", { name: "The device is connected" }).waitFor();
  expect(await dgt.finished).toMatchObject({ exitCode: 0 });
  const screen = await dgt.screen();
  expect(screen).toMatch(/Connected as octo-lena/);
  expect(screen).not.toMatch(/left · Ctrl-C/);
  expect(dgt.bytes).not.toMatch(/gho_/);
  expect(github.sandbox.journal.count({ decision: "device_polled_too_fast" })).toBe(0);
});

it("a person who presses Cancel is told so in the terminal", async () => {
  const github = await startTestGitHub();
  const dgt = startTool(github, ["login", "--device"]);
  const [, url = "", userCode = ""] = await dgt.waitForScreen(waiting);
  const browser = await launchChromium();
  const page = await browser.newPage();
  await openDevicePage(page, github, url);
  await typeCode(page, userCode);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("heading", { name: "The device was not connected" }).waitFor();
  expect(await dgt.finished).toMatchObject({ exitCode: 2 });
  expect(await dgt.screen()).toContain("[access_denied]");
});

it("D-07: with a browser on this machine, the page is opened when the person says so, without the code", async () => {
  const github = await startTestGitHub();
  const browser = createFakeBrowser();
  const dgt = startTool(github, ["login", "--device"], { env: browser.env });
  await dgt.waitForScreen(/Open the page in the browser of this machine\?/);
  expect(browser.launches).toEqual([]);
  dgt.type("y");
  expect((await browser.launched()).arguments).toEqual([`${github.url}/login/device`]);
  await dgt.waitForScreen(/Waiting for you to type the code · 14:5\d left · Ctrl-C cancels/);
  dgt.type("\u0003");
  expect(await dgt.finished).toMatchObject({ exitCode: 130 });
  expect(await dgt.screen()).toMatch(/Cancelled\.$/);
});

it("Ctrl-C at the question ends it too", async () => {
  const github = await startTestGitHub();
  const interrupted = startTool(github, ["login", "--device"], { env: createFakeBrowser().env });
  await interrupted.waitForScreen(/Open the page in the browser of this machine\?/);
  interrupted.type("\u0003");
  expect(await interrupted.finished).toMatchObject({ exitCode: 130 });
});

it("a decision in a browser elsewhere ends the question", async () => {
  const github = await startTestGitHub();
  const dgt = startTool(github, ["login", "--device"], { env: createFakeBrowser().env });
  const [, url = "", userCode = ""] = await dgt.waitForScreen(
    /(http:\S+\/login\/device)[\s\S]*?([B-Z]{4}-[B-Z]{4})[\s\S]*Open/,
  );
  const page = await (await launchChromium()).newPage();
  await openDevicePage(page, github, url);
  await typeCode(page, userCode);
  await page.getByRole("button", { name: "Authorize" }).click();
  expect(await dgt.finished).toMatchObject({ exitCode: 0 });
  expect(await dgt.screen()).toMatch(/Connected as octo-lena/);
});

it.each([20, 80, 120])("fits into %d columns, with the code in one piece", async (columns) => {
  const github = await startTestGitHub();
  const dgt = startTool(github, ["login"], { columns });
  await dgt.waitForScreen(/[B-Z]{4}-[B-Z]{4}[\s\S]*Waiting for/);
  const lines = (await dgt.screen()).split("\n");
  // An address that is wider than the terminal is left whole, so that it can be copied.
  for (const line of lines.filter((each) => /\S\s\S/.test(each))) {
    expect(line.length).toBeLessThanOrEqual(columns);
  }
  dgt.type("\u0003");
  expect(await dgt.finished).toMatchObject({ exitCode: 130 });
});
