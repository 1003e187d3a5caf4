import { type Browser, chromium } from "playwright-core";
import { onTestFinished } from "vitest";
import { findChromium } from "../../scripts/system-needs.ts";

/** Starts a real browser without a window. It is closed at the end of the test. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error("no Chromium on this machine: `npm test` installs it or says how to");
  }
  // Chromium refuses its own sandbox to root, which containers and many build machines are.
  const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
  onTestFinished(() => browser.close());
  return browser;
}
