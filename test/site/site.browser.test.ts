import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execPath } from "node:process";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { describe, expect, test } from "vitest";
import { readChapters, repository } from "../../site/src/chapters.ts";
import { checkSite } from "../../site/src/check-site.ts";
import { screens, terminals } from "../../site/src/pictures.ts";
import { findPictures } from "../../site/src/place-pictures.ts";
import { launchChromium } from "../processes/chromium.ts";
import { runProcess } from "../processes/running-process.ts";
import { takePictures } from "./take-pictures.ts";

const site = join(repository, "site/out");

test("every page and terminal that the documents show has its picture taken, and no other", async () => {
  await takePictures();
  const placed = readChapters().flatMap(({ pages }) => pages.flatMap(({ markdown }) => findPictures(markdown)));
  expect(placed.sort()).toEqual([...Object.keys(screens), ...Object.keys(terminals)].sort());
}, 120_000);

test("the site is built, and all its links lead somewhere in it", async () => {
  const args = [join(repository, "node_modules/tsx/dist/cli.mjs"), join(repository, "site/src/main.ts")];
  const { exitCode, stdout, stderr } = await runProcess(execPath, {
    args,
    cwd: repository,
    name: "the build of the site",
  });
  expect({ exitCode, stdout, stderr }).toMatchObject({ exitCode: 0, stderr: "" });
  expect(checkSite(site)).toEqual([]);
}, 120_000);

/** One of each kind of page; the widest tables, the longest signatures, and all that is drawn. */
const sample = ["index", "explain", "dgt", "lessons/1-authorization-url", "api/vault", "api/oauth/TokenManager"];

/** What can differ between two looks of one page. */
const whatLooksDiffer = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"];

test("its pages ask for nothing from elsewhere, and are accessible and fit, on wide and narrow screens, in light and in dark", async () => {
  const browser = await launchChromium();
  const tab = await browser.newPage({ reducedMotion: "reduce", bypassCSP: true });
  const asked = new Set<string>();
  tab.on("request", (request) => asked.add(new URL(request.url()).protocol));
  const found: Record<string, unknown> = {};
  for (const [colorScheme, width] of [
    ["light", 1280],
    ["dark", 320],
  ] as const) {
    await tab.emulateMedia({ colorScheme });
    await tab.setViewportSize({ width, height: 800 });
    for (const page of sample) {
      await tab.goto(pathToFileURL(join(site, `${page}.html`)).href);
      await tab.evaluate(axe.source);
      const { violations } = await tab.evaluate(
        (options) => (globalThis as unknown as { axe: typeof axe }).axe.run(options),
        colorScheme === "light" ? {} : { runOnly: whatLooksDiffer },
      );
      const wider = await tab.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
      if (violations.length > 0 || wider > 0) {
        const lacking = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
        found[`${page}, ${colorScheme}, ${width}`] = { wider, lacking };
      }
    }
  }
  expect(found).toEqual({});
  expect([...asked].sort()).toEqual(["file:"]);
}, 120_000);

describe("the check of a site finds", () => {
  test.for([
    ["a link to no page", '<a href="nowhere.html">x</a>', "links to nowhere.html, which is no file"],
    ["a link to no anchor", '<a href="#nowhere">x</a>', "links to #nowhere, which is no anchor"],
    [
      "a script from elsewhere",
      '<script src="https://cdn.example/x.js"></script>',
      "asks elsewhere: https://cdn.example/x.js",
    ],
    ["an image from elsewhere", '<img alt="" src="//cdn.example/x.png">', "asks elsewhere: //cdn.example/x.png"],
    [
      "a font from elsewhere",
      "<style>@import url(https://fonts.example/x.css);</style>",
      "asks for https://fonts.example/x.css",
    ],
  ] as const)("%s", ([, planted, complaint]) => {
    const folder = mkdtempSync(join(tmpdir(), "site-"));
    mkdirSync(join(folder, "below"));
    writeFileSync(join(folder, "index.html"), '<h1 id="top">x</h1><a href="below/page.html#here">x</a>');
    writeFileSync(join(folder, "below/page.html"), `<p id="here"><a href="../index.html#top">x</a>${planted}</p>`);
    expect(checkSite(folder)).toEqual([`below/page.html ${complaint}`]);
  });
});
