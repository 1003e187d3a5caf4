import { mkdirSync } from "node:fs";
import axe from "axe-core";
import type { Page } from "playwright-core";
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

/** Names what a page lacks for people who cannot see it, or not well, by WCAG 2.2 AA. */
async function barriers(page: Page): Promise<string[]> {
  // Evaluated and not inserted: the policy of the pages allows no script, not even the checker's.
  await page.evaluate(axe.source);
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await page.evaluate(
    (values) => (globalThis as unknown as { axe: typeof axe }).axe.run({ runOnly: { type: "tag", values } }),
    tags,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

test("every page is accessible and fits, on wide and narrow screens, in light and in dark", async () => {
  const sandbox = createSandbox();
  const { url, close } = await sandbox.listen();
  const browser = await launchChromium();
  const found: Record<string, unknown> = {};
  for (const [name, open] of Object.entries(gallery)) {
    sandbox.reset();
    const context = await browser.newContext({ reducedMotion: "reduce" });
    const page = await context.newPage();
    await open({ sandbox, url, page });
    for (const { colorScheme, width } of looks) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      const look = `${name}, ${colorScheme}, ${width}`;
      const wider = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
      const lacking = await barriers(page);
      if (wider > 0 || lacking.length > 0) found[look] = { wider, lacking };
      if (pictures !== undefined) await takePicture(page, look);
    }
    await context.close();
  }
  await close();
  expect(found).toEqual({});
}, 300_000);

async function takePicture(page: Page, look: string): Promise<void> {
  mkdirSync(pictures ?? "", { recursive: true });
  await page.screenshot({ path: `${pictures}/${look.replaceAll(/[^\w]+/g, "-")}.png`, fullPage: true });
}
