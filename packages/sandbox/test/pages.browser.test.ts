import { mkdirSync } from "node:fs";
import axe, { type RunOptions } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { expect, test } from "vitest";
import { launchChromium } from "../../../test/processes/chromium.ts";
import { createSandbox } from "../src/index.ts";
import { gallery } from "./gallery.ts";

/** Where pictures of all pages are put, for people to look at; none are taken when it is not set. */
const pictures = process.env.SANDBOX_PICTURES;

const looks = [
  { colorScheme: "light", width: 1280 },
  { colorScheme: "dark", width: 320 },
  ...(pictures === undefined
    ? []
    : ([
        { colorScheme: "dark", width: 1280 },
        { colorScheme: "light", width: 320 },
      ] as const)),
] as const;

/** Beside what tools recommend, all that is demanded at levels A and AA up to WCAG 2.2. */
const everything = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What can differ between two looks of one page. */
const whatLooksDiffer = ["color-contrast", "target-size", "scrollable-region-focusable"];

/** Names what a page lacks for people who cannot see it, or not well. */
async function barriers(page: Page, runOnly: RunOptions["runOnly"]): Promise<string[]> {
  const { violations } = await page.evaluate(
    (only) => (globalThis as unknown as { axe: typeof axe }).axe.run({ runOnly: only, resultTypes: ["violations"] }),
    runOnly,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** Looks at pages in every look, and returns what is wrong with them. */
async function inspect(browser: Browser, names: readonly string[]): Promise<Record<string, unknown>> {
  const sandbox = createSandbox();
  const { url, close } = await sandbox.listen();
  const found: Record<string, unknown> = {};
  for (const name of names) {
    sandbox.reset();
    const context = await browser.newContext({ reducedMotion: "reduce" });
    const page = await context.newPage();
    await gallery[name]?.({ sandbox, url, page });
    // Evaluated and not inserted: the policy of the pages allows no script, not even the checker's.
    await page.evaluate(axe.source);
    for (const [index, { colorScheme, width }] of looks.entries()) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      const look = `${name}, ${colorScheme}, ${width}`;
      const wider = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
      const lacking = await barriers(
        page,
        index === 0 ? { type: "tag", values: everything } : { type: "rule", values: whatLooksDiffer },
      );
      if (wider > 0 || lacking.length > 0) found[look] = { wider, lacking };
      if (pictures !== undefined) await takePicture(page, look);
    }
    await context.close();
  }
  await close();
  return found;
}

test("every page is accessible and fits, on wide and narrow screens, in light and in dark", async () => {
  const browser = await launchChromium();
  const names = Object.keys(gallery);
  const half = Math.ceil(names.length / 2);
  const found = await Promise.all([inspect(browser, names.slice(0, half)), inspect(browser, names.slice(half))]);
  expect(found).toEqual([{}, {}]);
}, 300_000);

async function takePicture(page: Page, look: string): Promise<void> {
  mkdirSync(pictures ?? "", { recursive: true });
  await page.screenshot({ path: `${pictures}/${look.replaceAll(/[^\w]+/g, "-")}.png`, fullPage: true });
}

test("a form can be filled in and sent with the keyboard alone, and Enter means its first button", async () => {
  const sandbox = createSandbox();
  const { url, close } = await sandbox.listen();
  const page = await (await launchChromium()).newPage();
  await page.goto(`${url}/settings/applications/new`);
  const type = async (...texts: string[]) => {
    for (const text of texts) {
      await page.keyboard.press("Tab");
      await page.keyboard.type(text);
    }
  };
  await type("octo-lena", "low-tide-at-seven");
  const signedIn = page.waitForEvent("load");
  await page.keyboard.press("Enter");
  await signedIn;

  await page.keyboard.press("Tab");
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the content");
  await page.keyboard.press("Enter");
  await type("Tide watcher", "https://tides.example.com", "Watches tides", "http://127.0.0.1/callback");
  const outline = "getComputedStyle(document.activeElement).outlineStyle";
  expect(await page.evaluate(outline)).toBe("solid");
  const registered = page.waitForEvent("load");
  await page.keyboard.press("Enter");
  await registered;
  await page.getByRole("status").getByText("Tide watcher is registered.").waitFor();
  await close();
});
