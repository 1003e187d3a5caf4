import { describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { runDgt, startDgtInTerminal } from "./dgt.ts";
import { createFakeBrowser } from "./fake-browser.ts";
import { startKeyring } from "./keyring.ts";
import { runProcess, startProcess } from "./running-process.ts";
import { startInTerminal } from "./terminal.ts";

const name = "a program";
const node = process.execPath;

describe("a process", () => {
  test("lives in a home of its own with nothing of the person's environment", async () => {
    const { stdout, home } = await runProcess(node, { args: ["-p", "JSON.stringify(process.env)"], name });
    expect(Object.keys(JSON.parse(stdout)).sort()).toEqual(
      ["HOME", "LANG", "PATH", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"].sort(),
    );
    expect(home.path.startsWith(process.env.HOME ?? "")).toBe(true);
  });

  test("that cannot be started is an error", async () => {
    await expect(runProcess("no-such-program", { name })).rejects.toThrow("ENOENT");
  });

  test("can be waited for, spoken to and ended", async () => {
    const echo = startProcess(node, { args: ["-e", "console.log('ready'); process.stdin.pipe(process.stdout)"], name });
    await echo.waitFor(/ready/);
    echo.write("hello\n");
    await echo.waitFor(/hello/);
    echo.kill();
    expect(await echo.finished).toMatchObject({ exitCode: null, signal: "SIGTERM", stdout: "ready\nhello\n" });
    await expect(echo.waitFor(/never/)).rejects.toThrow("ended without printing");
  });
});

describe("a terminal", () => {
  test("has the width it was given, and is one to the program", async () => {
    const script = "console.log(process.stdin.isTTY, process.stdout.isTTY, process.stdout.columns, 'äöü 🎉')";
    const terminal = startInTerminal(node, { args: ["-e", script], columns: 40, name });
    expect(await terminal.finished).toMatchObject({ exitCode: 0 });
    expect(await terminal.screen()).toBe("true true 40 äöü 🎉");
  });

  test("turns Ctrl-C into a signal and returns the program's exit code", async () => {
    const script = "process.on('SIGINT', () => process.exit(130)); console.log('ready'); setInterval(() => {}, 1000)";
    const terminal = startInTerminal(node, { args: ["-e", script], name });
    await terminal.waitForScreen(/ready/);
    terminal.type("\u0003");
    expect(await terminal.finished).toMatchObject({ exitCode: 130 });
  });

  test("shows what stands after cursor movements, and the title it was given", async () => {
    const script = "process.stdout.write('\\x1b]0;a title\\x07one\\rtwo\\x1b[31m red\\x1b[0m')";
    const terminal = startInTerminal(node, { args: ["-e", script], name });
    await terminal.finished;
    expect(await terminal.screen()).toBe("two red");
    expect(terminal.title).toBe("a title");
  });
});

test("the fake browser notes address, environment and open files, and only once per launch", async () => {
  const browser = createFakeBrowser();
  const { BROWSER = "" } = browser.env;
  const launch = browser.launched();
  await runProcess(BROWSER, { args: ["https://example.test/?a=1&b=2"], env: { EXTRA: "yes" }, name });
  expect(await launch).toMatchObject({ arguments: ["https://example.test/?a=1&b=2"], environment: { EXTRA: "yes" } });
  expect(browser.launches).toHaveLength(1);
});

test("the keyring keeps a secret for whoever is on its bus", async () => {
  const { env } = await startKeyring();
  const script = `
    import("@napi-rs/keyring").then(async ({ AsyncEntry }) => {
      const entry = new AsyncEntry("dgt-test", "someone", { linux: { store: "secret-service" } });
      await entry.setPassword("kept");
      console.log(await entry.getPassword());
    })`;
  const { stdout, stderr } = await runProcess(node, { args: ["-e", script], env, cwd: process.cwd(), name });
  expect({ stdout, stderr }).toEqual({ stdout: "kept\n", stderr: "" });
});

test("a real browser starts, and its profile goes with it", async () => {
  const browser = await launchChromium();
  const page = await browser.newPage();
  await page.goto("data:text/html,<title>here</title>");
  expect(await page.title()).toBe("here");
});

test("the tool runs as its bundle, with and without a terminal", async () => {
  const { stdout, stderr, exitCode } = await runDgt(["--version"]);
  expect({ stdout, stderr, exitCode }).toEqual({
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    stderr: "",
    exitCode: 0,
  });
  const terminal = startDgtInTerminal(["--version"]);
  await terminal.finished;
  expect(await terminal.screen()).toBe(stdout.trim());
});
