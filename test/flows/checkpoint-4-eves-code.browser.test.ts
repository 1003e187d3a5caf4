import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { startTestGitHub, type TestGitHub } from "../canary/test-github.ts";
import { launchChromium } from "../processes/chromium.ts";
import { interceptRedirect, press, signInOn } from "./github-pages.ts";
import { createToolUser, personOf, readAuthorizationUrl } from "./tool-user.ts";

const EVE = "coral-kai";
const notThisOne = { name: "This is not the sign-in that is waiting" };

/** What each journal entry is about, for those that show who redeemed what. */
function redeemed({ sandbox }: TestGitHub): readonly unknown[] {
  return sandbox.journal.entries
    .filter(({ operation }) => operation === "oauth/access-token")
    .map(({ decision, login }) => ({ decision, login }));
}

/**
 * Eve begins a sign-in of her own for the same app, approves it, and stops her browser before it leaves for the callback: what
 * she holds then is an address with her code in it.
 */
async function prepareLink(page: Page, github: TestGitHub, alices: string): Promise<URL> {
  const own = new URL(alices);
  own.searchParams.set("state", "a-state-that-eve-thought-of");
  // She asks without PKCE, so that no verifier protects whoever forgets to compare the state.
  own.searchParams.delete("code_challenge");
  own.searchParams.delete("code_challenge_method");
  const link = new Promise<URL>((resolve) => {
    void interceptRedirect(page, (address) => {
      resolve(address);
      return "stop";
    });
  });
  await page.goto(own.href);
  await signInOn(page, personOf(github, EVE));
  await press(page, "Authorize");
  return link;
}

async function approveAsAlice(page: Page, github: TestGitHub, url: string): Promise<void> {
  await page.goto(url);
  await signInOn(page, personOf(github, "octo-lena"));
  await press(page, "Authorize");
}

describe("Checkpoint 4: what becomes of Eve's code on Alice's callback?", () => {
  it("it is turned away, on the page and in the terminal; nothing is redeemed or stored, and Alice's own sign-in completes", async () => {
    const github = await startTestGitHub();
    const alice = createToolUser(github);
    const dgt = alice.start("login");
    const alices = await readAuthorizationUrl(dgt);
    const browser = await launchChromium();
    const link = await prepareLink(await (await browser.newContext()).newPage(), github, alices);
    expect(link.searchParams.get("code")).toMatch(/^[0-9a-f]{20}$/);
    expect(link.origin + link.pathname).toBe(new URL(alices).searchParams.get("redirect_uri"));
    expect(github.sandbox.journal.count({ decision: "code_issued", login: EVE })).toBe(1);

    const page = await (await browser.newContext()).newPage();
    const before = alice.vaultBytes();
    const bare = new URL(link);
    bare.searchParams.delete("state");
    for (const each of [link, bare]) {
      expect((await page.goto(each.href))?.status()).toBe(400);
      expect(await page.getByRole("heading", notThisOne).isVisible()).toBe(true);
      expect(await page.getByText("Nothing was taken from it.").isVisible()).toBe(true);
    }
    await dgt.waitForScreen(/another\s+sign-in\s[\s\S]*turned\s+away,\s+2\s+so\s+far\.\s+Still\s+waiting/);
    expect(redeemed(github)).toEqual([]);
    expect(alice.vaultBytes()).toEqual(before);
    expect(await alice.kept()).toEqual([]);

    await approveAsAlice(page, github, alices);
    await page.getByRole("heading", { name: "You are connected" }).waitFor();
    expect((await dgt.finished).exitCode).toBe(0);
    expect(redeemed(github)).toEqual([{ decision: "token_issued", login: "octo-lena" }]);
    expect((await alice.kept()).map(({ key }) => key.account)).toEqual(["octo-lena"]);
    expect(await alice.run("profile", "--json", "login")).toMatchObject({ stdout: '{"login":"octo-lena"}\n' });
  });

  it("likewise when GitHub itself sends Eve's code back in place of Alice's: she goes to the page once more, and is in", async () => {
    const github = await startTestGitHub({ faults: [{ fault: "eve", login: EVE }] });
    const alice = createToolUser(github);
    const dgt = alice.start("login");
    const alices = await readAuthorizationUrl(dgt);
    const page = await (await launchChromium()).newPage();

    const before = alice.vaultBytes();
    await approveAsAlice(page, github, alices);
    await page.getByRole("heading", notThisOne).waitFor();
    await dgt.waitForScreen(/another\s+sign-in\s[\s\S]*turned\s+away\.\s+Still\s+waiting/);
    expect(redeemed(github)).toEqual([]);
    expect(alice.vaultBytes()).toEqual(before);

    // She is signed in and has allowed it: only the account is asked for.
    await page.goto(alices);
    await page.getByRole("button", { name: "Continue as octo-lena" }).click();
    await page.getByRole("heading", { name: "You are connected" }).waitFor();
    expect((await dgt.finished).exitCode).toBe(0);
    expect((await alice.kept()).map(({ key }) => key.account)).toEqual(["octo-lena"]);
    expect(redeemed(github)).toEqual([{ decision: "token_issued", login: "octo-lena" }]);
  });
});
