import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { walkSignIn } from "@dev-github-tool/sandbox";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { runDgt, startDgt, startDgtInTerminal } from "../../../test/processes/dgt.ts";
import { createFakeBrowser } from "../../../test/processes/fake-browser.ts";
import { runProcess } from "../../../test/processes/running-process.ts";
import { plantVaultKey } from "../../../test/processes/vault-key.ts";
import { startScene } from "./surroundings.ts";

describe("dgt sandbox", () => {
  it("runs until Ctrl-C and tells where it is, as text or as one line of JSON", async () => {
    const dgt = startDgt(["sandbox", "--json", "--clock", "2026-11-01"]);
    const [line] = await dgt.waitFor(/^\{.*\}$/m);
    const { url } = JSON.parse(line);
    const answer = await fetch(`${url}/api/v3/rate_limit`);
    expect(answer.headers.get("Date")).toMatch(/^Sun, 01 Nov 2026 00:00:/);
    dgt.kill("SIGINT");
    expect((await dgt.finished).exitCode).toBe(130);
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });

  it("says that its port is taken as a failure, not as a wrong command line", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void taken.close());
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    const { exitCode, stdout, stderr } = await runDgt(["sandbox", "--port", String(port)]);
    expect(stderr).toMatch(
      new RegExp(
        `port ${port} of 127\\.0\\.0\\.1 is taken \\(EADDRINUSE\\)[\\s\\S]*\\[sandbox_not_started\\][\\s\\S]*next: `,
      ),
    );
    expect([exitCode, stdout]).toEqual([1, ""]);
  });

  it("says what is wrong with an option, and starts nothing", async () => {
    const { exitCode, stdout, stderr } = await runDgt(["sandbox", "--port", "x"]);
    expect(stderr).toContain('--port: "x" is no number from 0 to 65535');
    expect([exitCode, stdout]).toEqual([64, ""]);
  });
});

describe("dgt demo", () => {
  it("without a terminal says so, walks the pages by itself, and ends with the whole dashboard within ten seconds", async () => {
    const startedAt = performance.now();
    const { exitCode, stdout, stderr } = await runDgt(["demo"]);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(stderr).toMatch(
      /No terminal, so dgt signs in by itself as octo-lena[\s\S]*Connected as octo-lena[\s\S]*password was never used/,
    );
    expect(stdout).toMatch(
      /Lena Octopod[\s\S]*Recently updated repositories[\s\S]*Open issues · [\s\S]*Open pull requests · /,
    );
    expect(exitCode).toBe(0);
  });

  it("in a terminal without a browser shows the address, and approves by itself when the person says so", async () => {
    const dgt = startDgtInTerminal(["demo"], { rows: 60 });
    await dgt.waitForScreen(/Open this address[\s\S]*authorize[\s\S]*Or shall dgt sign in and approve as octo-lena\?/);
    dgt.type("y");
    await dgt.waitForScreen(/Which repository do you want to look into\?/);
    dgt.type("\u001b[B\r");
    await dgt.waitForScreen(/Open issues · tidepool-labs\/kelp-forest/);
    await dgt.waitForScreen(/Show private repositories too\?/);
    dgt.type("n");
    expect(await dgt.finished).toMatchObject({ exitCode: 0 });
    expect(await dgt.screen()).toMatch(/✓ Done\. Your GitHub password was never used and never shared\./);
  });

  it("lets the person approve in a browser of their own while the question stands", async () => {
    const dgt = startDgtInTerminal(["demo"], { rows: 60, columns: 500 });
    const [url] = await dgt.waitForScreen(/http:\S+authorize\S+/);
    await walkSignIn({ url, login: "coral-kai", password: "radio-free-reef", decision: "approve" });
    await dgt.waitForScreen(/Connected as coral-kai/);
    await dgt.waitForScreen(/Which repository/);
    dgt.type("\u0003");
    expect(await dgt.finished).toMatchObject({ exitCode: 130 });
    expect(await dgt.screen()).toMatch(/Cancelled\.$/);
  });
});

describe("the main run in a terminal", () => {
  it("counts down while it waits, and Ctrl-C says Cancelled and ends with 130", async () => {
    const scene = await startScene();
    const dgt = startDgtInTerminal([], { env: { ...scene.env, ...plantVaultKey() } });
    await dgt.waitForScreen(/Waiting for your approval in the browser · 4:5[0-8] left · Ctrl-C cancels/);
    dgt.type("\u0003");
    expect(await dgt.finished).toMatchObject({ exitCode: 130 });
    const screen = await dgt.screen();
    expect(screen).toMatch(/Cancelled\.$/);
    expect(screen).not.toMatch(/left · Ctrl-C|^\s+at /m);
  });

  it.each([80, 120])("fits into %d columns", async (columns) => {
    const scene = await startScene();
    const dgt = startDgtInTerminal(["-R", "octo-lena/tide-tables"], {
      env: { ...scene.env, ...plantVaultKey() },
      columns,
      rows: 60,
    });
    await dgt.waitForScreen(/code_challenge_method=\s*S\s*2\s*5\s*6/);
    const url = /http:\S+authorize\S+(?:\n\S{20,})*/.exec(await dgt.screen())?.[0].replaceAll("\n", "") ?? "";
    await scene.visit(url);
    await dgt.waitForScreen(/Show private repositories too\?/);
    dgt.type("n");
    await dgt.finished;
    const screen = await dgt.screen();
    expect(screen).toMatch(/^REPOSITORY +DESCRIPTION +LANGUAGE +STARS +VISIBILITY$/m);
    expect(screen).toMatch(/^octo-lena\/tide-tables .* public$/m);
    expect(screen).toMatch(/^ *# +TITLE +LABELS$/m);
    expect(screen).toMatch(/^ *# +TITLE +AUTHOR +BRANCHES +STATE$/m);
  });
});

describe("the process", () => {
  it("--version prints the version and nothing else", async () => {
    expect(await runDgt(["--version"])).toMatchObject({ exitCode: 0, stdout: "0.1.0\n", stderr: "" });
  });

  it("help goes to stdout, examples first", async () => {
    const { exitCode, stdout, stderr } = await runDgt(["issues", "--help"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/Usage:[\s\S]*Examples:[\s\S]*Options:[\s\S]*JSON fields:/);
  });

  it("a reader that goes away is no error", async () => {
    const tool = inject("tool");
    const { stderr } = await runProcess("sh", {
      args: [
        "-c",
        '{ "$0" "$1" help exit-codes; echo "status $?" >&2; } | true',
        process.execPath,
        "main" in tool ? tool.main : "",
      ],
      name: "dgt into a pipe that is closed",
    });
    expect(stderr).toBe("status 0\n");
  });

  it("X-23: an error that nobody caught ends it with code 1, showing its kind and nothing that it says", async () => {
    const scene = await startScene();
    const secret = plant("access token");
    const fault = `process.on("SIGUSR2", () => { throw new RangeError("Bearer ${secret}") })`;
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(fault)}`;
    const dgt = startDgt(["login"], { env: { ...scene.env, NODE_OPTIONS } });
    await dgt.waitFor(/Waiting for your approval/, "stderr");
    dgt.kill("SIGUSR2");
    const { exitCode, stdout, stderr } = await dgt.finished;
    expect(stderr).toMatch(/why: {3}RangeError\. \[unexpected\]\nnext: {2}run the same command with --debug/);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  });

  const overSsh = { SSH_CONNECTION: "10.0.0.1 50000 10.0.0.2 22" };

  it("over SSH no browser is opened: a code is shown, to type in one anywhere, and Ctrl-C ends it with 130", async () => {
    const scene = await startScene();
    const browser = createFakeBrowser();
    const dgt = startDgt(["login"], { env: { ...scene.env, ...browser.env, ...overSsh } });
    await dgt.waitFor(
      /Over SSH[\s\S]*\nhttp:\S+\/login\/device\n[\s\S]*\n {2}[B-Z]{4}-[B-Z]{4}\n[\s\S]*Waiting for you/,
      "stderr",
    );
    dgt.kill("SIGINT");
    expect(await dgt.finished).toMatchObject({ exitCode: 130 });
    expect(browser.launches).toEqual([]);
  });

  it("over SSH with an app that offers no codes, the address is shown, and the port to forward is named", async () => {
    const scene = await startScene();
    const browser = createFakeBrowser();
    const app = scene.github.sandbox.seed.apps.find(({ deviceFlow }) => !deviceFlow);
    const dgt = startDgt(["login"], {
      env: {
        ...scene.env,
        ...browser.env,
        ...overSsh,
        GITHUB_CLIENT_ID: app?.clientId ?? "",
        GITHUB_CLIENT_SECRET: app?.clientSecret ?? "",
      },
    });
    const [, port, redirect] = await dgt.waitFor(
      /ssh -L (\d+):127\.0\.0\.1:\1, then[\s\S]*redirect_uri=http%3A%2F%2F127\.0\.0\.1%3A(\d+)/,
      "stderr",
    );
    expect(port).toBe(redirect);
    dgt.kill("SIGINT");
    expect(await dgt.finished).toMatchObject({ exitCode: 130 });
    expect(browser.launches).toEqual([]);
  });

  it("goes through the person's proxy, and never with what stays on this machine", async () => {
    const asked: string[] = [];
    const proxy = createServer((socket) => {
      socket.once("data", (bytes) => {
        asked.push(bytes.toString("latin1").split("\r\n", 1)[0] ?? "");
        socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
      });
      socket.on("error", () => {});
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      proxy.close();
    });
    const HTTPS_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const env = { HTTPS_PROXY, HTTP_PROXY: HTTPS_PROXY, DGT_TOKEN: plant("access token") };
    const away = await runDgt(["profile"], { env: { ...env, DGT_HOST: "github.example" } });
    expect(away).toMatchObject({ exitCode: 7, stderr: expect.stringContaining("failed at the API request") });
    expect(asked).toContain("CONNECT github.example:443 HTTP/1.1");
    const before = asked.length;
    const scene = await startScene();
    expect(await runDgt(["profile"], { env: { ...env, ...scene.env } })).toMatchObject({ exitCode: 4 });
    expect(asked).toHaveLength(before);
  });

  it("a proxy that is no address is named", async () => {
    const env = { HTTPS_PROXY: "proxy:8080", DGT_TOKEN: plant("access token") };
    expect(await runDgt(["profile"], { env })).toMatchObject({
      exitCode: 7,
      stderr: expect.stringContaining("HTTPS_PROXY is no http address"),
    });
  });
});
