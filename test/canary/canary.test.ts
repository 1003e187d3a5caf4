import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { createHome } from "../processes/home.ts";
import { runProcess } from "../processes/running-process.ts";
import { recordEvidence } from "./evidence.ts";
import { plant, recordSecret } from "./ledger.ts";
import { watchGitHubPort } from "./requests.ts";
import { createRunFolder, type RunFolder, removeRunFolder } from "./run-folder.ts";
import { describeLeaks, scanRun } from "./scan.ts";
import { createTestSandbox } from "./test-github.ts";
import { testRuntime } from "./test-runtime.ts";

// Each test has a run of its own inside the real one, and leaks into that.
let run: RunFolder;

beforeEach(() => {
  run = createRunFolder();
  vi.stubEnv("DGT_CANARY_RUN", run.path);
  return () => {
    vi.unstubAllEnvs();
    removeRunFolder(run);
  };
});

function leaksOf(options: { repository?: string } = {}): string[] {
  const report = scanRun(run, options);
  return report.leaks.map(({ kind, place, encoding }) => `${kind} (${encoding}) in ${place}`);
}

async function listen(): Promise<{ url: string; port: number }> {
  const server = createServer((_, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port };
}

describe("a process", () => {
  const node = (script: string, options: { args?: string[]; env?: Record<string, string> } = {}): Promise<unknown> =>
    runProcess(process.execPath, {
      args: ["-e", script, ...(options.args ?? [])],
      env: options.env ?? {},
      name: "a program",
    });

  test("that prints a secret leaks it", async () => {
    const secret = plant("access token");
    await node("process.stdin.on('data', (d) => process.stdout.write(d))");
    expect(leaksOf()).toEqual([]);
    await runProcess(process.execPath, {
      args: ["-e", "process.stdin.on('data', (d) => { process.stdout.write(d); process.stderr.write(d); })"],
      input: secret,
      name: "an echo",
    });
    expect(leaksOf()).toEqual([
      "access token (raw) in the standard output of an echo",
      "access token (raw) in the standard error of an echo",
    ]);
  });

  test("that is given a secret as an argument leaks it", async () => {
    await node("", { args: [plant("client secret")] });
    expect(leaksOf()).toEqual(["client secret (raw) in the arguments of a program"]);
  });

  test("that is configured with a secret by its environment does not leak it", async () => {
    await node("", { env: { GITHUB_CLIENT_SECRET: plant("client secret") } });
    expect(leaksOf()).toEqual([]);
  });

  test("that hands its environment on to what it starts leaks the secret in it", async () => {
    const env = { GITHUB_CLIENT_SECRET: plant("client secret") };
    await node("require('node:child_process').execFileSync('sleep', ['0.5'])", { env });
    expect(leaksOf()).toEqual(["client secret (raw) in the environment of a process started by a program"]);
  });

  test("that gives a secret to another as an argument leaks it", async () => {
    const env = { GITHUB_CLIENT_SECRET: plant("client secret") };
    const script =
      "require('node:child_process').execFileSync('sh', ['-c', 'sleep 0.5 #' + process.env.GITHUB_CLIENT_SECRET], { env: {} })";
    await node(script, { env });
    expect(leaksOf()).toContain("client secret (raw) in the arguments of a process started by a program");
  });

  test("that writes a secret into its home leaks it", async () => {
    const env = { SECRET: plant("access token") };
    await node(
      "require('node:fs').writeFileSync(process.env.HOME + '/token.txt', Buffer.from(process.env.SECRET).toString('hex'))",
      { env },
    );
    expect(leaksOf()).toEqual([expect.stringMatching(/^access token \(hex\) in file homes\/home-\w+\/token\.txt$/)]);
  });

  test("that names a file after a secret leaks it, and the report withholds the name", async () => {
    const secret = plant("authorization code");
    writeFileSync(join(createHome().path, secret), "");
    expect(leaksOf()).toEqual(["authorization code (raw) in a place whose name itself holds a secret"]);
  });
});

describe("a request", () => {
  test("to GitHub with a secret in its line leaks it", async () => {
    const { url, port } = await listen();
    watchGitHubPort(port);
    await fetch(`${url}/login/oauth/access_token?code=${plant("authorization code")}&state=x`);
    expect(leaksOf()).toEqual(["authorization code (raw) in a request line"]);
  });

  test("from a page whose address holds a secret leaks it", async () => {
    const { url } = await listen();
    await fetch(url, { headers: { Referer: `${url}/?code=${plant("authorization code")}` } });
    expect(leaksOf()).toEqual(["authorization code (raw) in a Referer header"]);
  });

  test("to the callback brings the code without leaking it, and leaks anything else", async () => {
    const { url } = await listen();
    await fetch(`${url}/callback?code=${plant("authorization code")}&state=x`);
    expect(leaksOf()).toEqual([]);
    await fetch(`${url}/callback?code=x&state=x&verifier=${plant("code verifier")}`);
    expect(leaksOf()).toEqual(["code verifier (raw) in a request line"]);
  });
});

test("what the test runner prints is searched", () => {
  writeFileSync(join(run.output, "standard output"), `${encodeURIComponent(plant("password"))}\n`);
  expect(leaksOf()).toEqual(["password (raw) in the test runner's standard output"]);
});

test("files the run leaves in the repository are searched, older ones and installed packages are not", () => {
  const repository = mkdtempSync(join(run.path, "repository-"));
  const secret = plant("access token");
  mkdirSync(join(repository, "node_modules"));
  for (const name of ["new.log", "old.log", "node_modules/new.log"]) {
    writeFileSync(join(repository, name), secret);
  }
  utimesSync(join(repository, "old.log"), 0, 0);
  expect(leaksOf({ repository })).toEqual(["access token (raw) in file new.log"]);
});

test("random bytes of the client are a secret, except those that stand as state in a URL", () => {
  const state = Buffer.from(testRuntime().random(32)).toString("base64url");
  const verifier = Buffer.from(testRuntime().random(32)).toString("base64url");
  recordEvidence({ place: "a URL", text: `https://github.com/login/oauth/authorize?client_id=x&state=${state}` });
  expect(leaksOf()).toEqual([]);
  recordEvidence({ place: "a log", text: verifier });
  expect(leaksOf()).toEqual(["random bytes of the client (raw) in a log"]);
});

test("what the sandbox issues is a secret of the run", async () => {
  const sandbox = createTestSandbox();
  const [app] = sandbox.seed.apps;
  const origin = "http://127.0.0.1:8000";
  await sandbox.fetch(`${origin}/login/oauth/authorize?client_id=${app?.clientId}&state=x`);
  expect(leaksOf()).toEqual([]);
  recordEvidence({ place: "a log", text: app?.clientSecret ?? "" });
  await sandbox.fetch(`${origin}/user?client_secret=${app?.clientSecret}`);
  expect(leaksOf()).toEqual(["secret of the sandbox (raw) in a log", "secret of the sandbox (raw) in a request line"]);
});

test("a report names kind, encoding and place, and never the secret", () => {
  const secret = plant("access token");
  recordEvidence({ place: "a log", text: `token=${secret}` });
  const report = describeLeaks(scanRun(run));
  expect(report).toBe("Secrets leaked:\n  access token (raw) in a log");
});

test.for(["octocat", "a".repeat(40)])("what turns up by chance is not taken for a secret: %s", (word) => {
  recordSecret(word);
  recordEvidence({ place: "a log", text: word });
  expect(leaksOf()).toEqual([]);
});
