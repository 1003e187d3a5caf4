import { expect, onTestFinished, test } from "vitest";
import { launchChromium } from "../../../test/processes/chromium.ts";
import { startSandbox } from "../src/index.ts";

test("in a browser without scripts the journal draws a sign-in while it happens", async () => {
  const github = await startSandbox();
  onTestFinished(() => github.close());
  const browser = await launchChromium();
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(`${github.url}/_sandbox/flows`);
  await page.getByLabel("Control token").fill(github.controlToken);
  await page.getByRole("button", { name: "Show the journal" }).click();
  await page.getByText("Nobody has begun to sign in yet").waitFor();
  await github.signIn();
  await page.getByRole("heading", { name: "Dev GitHub Tool" }).waitFor();
  expect(await page.getByText("redirect with code [masked] and state").count()).toBe(1);
  await page.getByRole("link", { name: "Stop reloading" }).click();
  await page.getByRole("link", { name: "Go on by itself" }).waitFor();
});

test("another browser does not see the journal, and neither does one whose sandbox is another", async () => {
  const [github, other] = [await startSandbox(), await startSandbox()];
  onTestFinished(async () => {
    await github.close();
    await other.close();
  });
  const browser = await launchChromium();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${github.url}/_sandbox/flows`);
  await page.getByLabel("Control token").fill(github.controlToken);
  await page.getByRole("button", { name: "Show the journal" }).click();
  await page.getByText("Nobody has begun").waitFor();
  await page.goto(`${other.url}/_sandbox/flows`);
  await page.getByLabel("Control token").waitFor();
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(`${github.url}/_sandbox/flows`);
  expect(await stranger.getByRole("heading").allInnerTexts()).toEqual(["Journal"]);
  expect(await stranger.getByLabel("Control token").count()).toBe(1);
});
