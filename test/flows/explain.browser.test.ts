import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { launchChromium } from "../processes/chromium.ts";
import { runDgt, startDgtInTerminal } from "../processes/dgt.ts";
import { createHome } from "../processes/home.ts";

it("somebody watches a sign-in in the terminal, keeps it, and sends the page to somebody else", async () => {
  const { path: home } = createHome();
  const env = { BROWSER: "none" };
  const file = join(home, "flow.jsonl");
  const page = join(home, "flow.html");

  const terminal = startDgtInTerminal(["demo", "--explain", "--trace", file], { columns: 100, rows: 50, env });
  await terminal.waitForScreen(/Or shall dgt sign in/);
  expect(await terminal.screen()).toMatch(/│─+ 3 sign in and approve ─+►│/);
  terminal.type("\r");
  await terminal.waitForScreen(/8 GET \/user/);
  await terminal.waitForScreen(/Which repository/);
  terminal.type("\r");
  await terminal.waitForScreen(/Show private repositories too/);
  terminal.type("\r");
  expect((await terminal.finished).exitCode).toBe(0);
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const made = await runDgt(["trace", "show", file, "--format", "html", "-o", page], { env });
  expect(made).toMatchObject({ exitCode: 0, stdout: "" });
  expect(Buffer.byteLength(readFileSync(page))).toBeLessThan(60_000);

  const browser = await launchChromium();
  for (const colorScheme of ["light", "dark"] as const) {
    const tab = await browser.newPage({ viewport: { width: 320, height: 640 }, colorScheme });
    const asked: string[] = [];
    const complaints: string[] = [];
    tab.on("request", (request) => asked.push(request.url()));
    tab.on("console", (message) => complaints.push(message.text()));
    await tab.goto(pathToFileURL(page).href);
    expect(await tab.getByText("Masked. Safe to share.").isVisible()).toBe(true);
    expect(await tab.locator("main > ol > li").count()).toBeGreaterThanOrEqual(10);
    expect(await tab.getByRole("img", { name: "Sequence diagram of the flow" }).count()).toBe(1);
    await tab.locator("summary").first().click();
    expect(await tab.locator("dd").first().isVisible()).toBe(true);
    expect(await tab.evaluate("document.documentElement.scrollWidth")).toBe(320);
    expect({ asked, complaints }).toEqual({ asked: [pathToFileURL(page).href], complaints: [] });
  }
}, 60_000);
