import type { SeedPerson } from "@dev-github-tool/sandbox";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { startTestGitHub, type TestGitHub } from "../canary/test-github.ts";
import { launchChromium } from "../processes/chromium.ts";
import { startDgtInTerminal } from "../processes/dgt.ts";
import type { ProcessInTerminal } from "../processes/terminal.ts";
import { plantVaultKey } from "../processes/vault-key.ts";

function firstPerson({ sandbox }: TestGitHub): SeedPerson {
  const [person] = sandbox.seed.people;
  return person ?? expect.fail("the sandbox has nobody");
}

function startTool(github: TestGitHub, ...args: string[]): ProcessInTerminal {
  const [app] = github.sandbox.seed.apps;
  return startDgtInTerminal(args, {
    columns: 120,
    rows: 60,
    env: {
      ...plantVaultKey(),
      DGT_HOST: github.url,
      GITHUB_CLIENT_ID: app?.clientId ?? "",
      GITHUB_CLIENT_SECRET: app?.clientSecret ?? "",
    },
  });
}

/** The newest authorization URL on the screen; a terminal breaks it over rows, so what is matched is rows of one word. */
async function readAuthorizationUrl(dgt: ProcessInTerminal, which = 1): Promise<string> {
  const url = /http:\/\/127\.0\.0\.1:\d+\/login\/oauth\/authorize\S+(?:\n\S{20,})*/g;
  await dgt.waitForScreen(
    new RegExp(`(?:[\\s\\S]*login/oauth/authorize){${which}}[\\s\\S]*code_challenge_method=S\\s*256`),
  );
  const found = [...(await dgt.screen()).matchAll(url)].at(-1)?.[0] ?? "";
  return found.replaceAll("\n", "");
}

async function signIn(page: Page, { login, password }: SeedPerson): Promise<void> {
  await page.getByLabel("Login").fill(login);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

it("a person signs in and approves in a real browser, and reads their GitHub in the terminal", async () => {
  const github = await startTestGitHub();
  const person = firstPerson(github);
  const dgt = startTool(github);
  const browser = await launchChromium();
  const page = await browser.newPage();

  await page.goto(await readAuthorizationUrl(dgt));
  await expect.poll(() => page.getByRole("heading", { level: 1 }).textContent()).toContain("Sign in");
  await signIn(page, person);
  expect(await page.getByRole("main").textContent()).toContain("read:user");
  await page.getByRole("button", { name: "Authorize" }).click();

  await page.getByRole("heading", { name: "You are connected" }).waitFor();
  expect(page.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/done\/[\w-]{12}$/);

  await dgt.waitForScreen(/Connected as octo-lena[\s\S]*No password was shared/);
  await dgt.waitForScreen(/octo-lena\/tide-tables[\s\S]*Which repository/i);
  dgt.type("\r");
  await dgt.waitForScreen(/Open issues · octo-lena\/tide-tables[\s\S]*Open pull requests · octo-lena\/tide-tables/);

  await dgt.waitForScreen(/private repositories/i);
  dgt.type("n");
  const { exitCode } = await dgt.finished;
  expect(await dgt.screen()).toMatch(/password was never used/);
  expect(exitCode).toBe(0);
  expect(github.sandbox.journal.count({ operation: "oauth/access-token" })).toBe(1);
});

it("asks for private repositories only when the person wants them, and shows them then", async () => {
  const github = await startTestGitHub();
  const person = firstPerson(github);
  const dgt = startTool(github, "-R", "octo-lena/tide-tables");
  const browser = await launchChromium();
  const page = await browser.newPage();

  const first = await readAuthorizationUrl(dgt);
  expect(new URL(first).searchParams.get("scope")).toBe("read:user");
  await page.goto(first);
  await signIn(page, person);
  await page.getByRole("button", { name: "Authorize" }).click();
  await dgt.waitForScreen(/private repositories/i);
  dgt.type("y");

  const second = await readAuthorizationUrl(dgt, 2);
  expect(new URL(second).searchParams.get("scope")?.split(" ").sort()).toEqual(["read:user", "repo"]);
  await page.goto(second);
  await page.getByRole("button", { name: "Continue as octo-lena" }).click();
  await page.getByRole("heading", { name: "Authorize Dev GitHub Tool" }).waitFor();
  expect(await page.getByRole("main").textContent()).toContain("read and write");
  await page.getByRole("button", { name: "Authorize" }).click();
  await page.getByRole("heading", { name: "You are connected" }).waitFor();
  expect((await dgt.finished).exitCode).toBe(0);
  const [, afterwards = ""] = (await dgt.screen()).split(/read:user, repo|repo, read:user/);
  expect(afterwards).toMatch(/private/);
});

it("a person who presses Cancel is told so on the page and in the terminal, and nothing is kept", async () => {
  const github = await startTestGitHub();
  const dgt = startTool(github, "login");
  const browser = await launchChromium();
  const page = await browser.newPage();

  await page.goto(await readAuthorizationUrl(dgt));
  await signIn(page, firstPerson(github));
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("heading", { name: "You are not connected" }).waitFor();
  const { exitCode } = await dgt.finished;
  expect(await dgt.screen()).toContain("[access_denied]");
  expect(exitCode).toBe(2);
});

it("X-15: a page of another origin cannot complete or end a login from the person's own browser", async () => {
  const github = await startTestGitHub();
  const dgt = startTool(github, "login");
  const authorizationUrl = await readAuthorizationUrl(dgt);
  const { searchParams } = new URL(authorizationUrl);
  const forged = `${searchParams.get("redirect_uri")}?code=evil&state=${searchParams.get("state")}`;
  const browser = await launchChromium();
  const page = await browser.newPage();

  await page.route("http://evil.test/", (route) =>
    route.fulfill({ contentType: "text/html", body: `<img src="${forged}"><iframe src="${forged}"></iframe>` }),
  );
  const seen = new Set<string>();
  page.on("requestfinished", (request) => seen.add(request.resourceType()));
  page.on("requestfailed", (request) => seen.add(request.resourceType()));
  await page.goto("http://evil.test/");
  await page.evaluate(async (url) => {
    await fetch(url, { mode: "no-cors" }).catch(() => {});
    await fetch(url, { mode: "no-cors", method: "POST", body: "code=evil" }).catch(() => {});
  }, forged);
  await expect.poll(() => [...seen].sort()).toEqual(expect.arrayContaining(["document", "fetch", "image"]));
  expect(github.sandbox.journal.count({ operation: "oauth/access-token" })).toBe(0);

  await page.goto(authorizationUrl);
  await signIn(page, firstPerson(github));
  await page.getByRole("button", { name: "Authorize" }).click();
  await page.getByRole("heading", { name: "You are connected" }).waitFor();
  expect((await dgt.finished).exitCode).toBe(0);
});
