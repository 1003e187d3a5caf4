import { expect, it } from "vitest";
import { startTestGitHub } from "../canary/test-github.ts";
import { launchChromium } from "../processes/chromium.ts";
import { press, signInOn } from "./github-pages.ts";
import { createToolUser, personOf, readAuthorizationUrl } from "./tool-user.ts";

it("a person signs in and approves in a real browser, and reads their GitHub in the terminal", async () => {
  const github = await startTestGitHub();
  const person = personOf(github);
  const dgt = createToolUser(github).start();
  const browser = await launchChromium();
  const page = await browser.newPage();

  await page.goto(await readAuthorizationUrl(dgt));
  await expect.poll(() => page.getByRole("heading", { level: 1 }).textContent()).toContain("Sign in");
  await signInOn(page, person);
  expect(await page.getByRole("main").textContent()).toContain("read:user");
  await press(page, "Authorize");

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
  const person = personOf(github);
  const dgt = createToolUser(github).start("-R", "octo-lena/tide-tables");
  const browser = await launchChromium();
  const page = await browser.newPage();

  const first = await readAuthorizationUrl(dgt);
  expect(new URL(first).searchParams.get("scope")).toBe("read:user");
  await page.goto(first);
  await signInOn(page, person);
  await press(page, "Authorize");
  await dgt.waitForScreen(/private repositories/i);
  dgt.type("y");

  const second = await readAuthorizationUrl(dgt, 2);
  expect(new URL(second).searchParams.get("scope")?.split(" ").sort()).toEqual(["read:user", "repo"]);
  await page.goto(second);
  await page.getByRole("button", { name: "Continue as octo-lena" }).click();
  await page.getByRole("heading", { name: "Authorize Dev GitHub Tool" }).waitFor();
  expect(await page.getByRole("main").textContent()).toContain("read and write");
  await press(page, "Authorize");
  await page.getByRole("heading", { name: "You are connected" }).waitFor();
  expect((await dgt.finished).exitCode).toBe(0);
  const [, afterwards = ""] = (await dgt.screen()).split(/read:user, repo|repo, read:user/);
  expect(afterwards).toMatch(/private/);
});

it("a person who presses Cancel is told so on the page and in the terminal, and nothing is kept", async () => {
  const github = await startTestGitHub();
  const dgt = createToolUser(github).start("login");
  const browser = await launchChromium();
  const page = await browser.newPage();

  await page.goto(await readAuthorizationUrl(dgt));
  await signInOn(page, personOf(github));
  await press(page, "Cancel");
  await page.getByRole("heading", { name: "You are not connected" }).waitFor();
  const { exitCode } = await dgt.finished;
  expect(await dgt.screen()).toContain("[access_denied]");
  expect(exitCode).toBe(2);
});

it("X-15: a page of another origin cannot complete or end a login from the person's own browser", async () => {
  const github = await startTestGitHub();
  const dgt = createToolUser(github).start("login");
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
  await signInOn(page, personOf(github));
  await press(page, "Authorize");
  await page.getByRole("heading", { name: "You are connected" }).waitFor();
  expect((await dgt.finished).exitCode).toBe(0);
});
