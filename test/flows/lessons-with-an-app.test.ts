import { once } from "node:events";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { walkSignIn } from "@dev-github-tool/sandbox";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { startTestGitHub, type TestGitHub } from "../canary/test-github.ts";
import { copyLessons, runLesson, startLesson, startLessonInTerminal } from "../processes/lesson.ts";
import { runProcess } from "../processes/running-process.ts";

// A test starts up to three processes, each of which compiles its TypeScript first.
vi.setConfig({ testTimeout: 120_000 });

interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The lessons beside a `.env`. It is gone when the test ends: whatever else holds the secret is a leak. */
function lessonsBeside(values: Readonly<Record<string, string>>): Place {
  const cwd = copyLessons();
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(cwd, ".env"), lines.join(""), { mode: 0o600 });
  onTestFinished(() => rmSync(join(cwd, ".env")));
  return { cwd, env: {} };
}

/** The lessons of somebody who has an app at this sandbox, which is taken for GitHub. */
function lessonsAt({ url, sandbox }: TestGitHub, more: Readonly<Record<string, string>> = {}): Place {
  const [{ clientId, clientSecret }] = sandbox.seed.apps;
  const { cwd } = lessonsBeside({ GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret, ...more });
  return { cwd, env: { DGT_HOST: url } };
}

async function approve({ sandbox }: TestGitHub, url: string): Promise<void> {
  const [{ login, password }] = sandbox.seed.people;
  await walkSignIn({ url, login, password, decision: "approve" });
}

const address = /Open this address in your browser:\n {2}(\S+)\n/;

describe("a learner who has registered an app meets GitHub, and opens its pages by hand", () => {
  it.each([
    ["2", /It may: read:user/],
    ["3", /You are octo-lena/],
    ["token-manager", /GitHub's clock cannot be moved[\s\S]*removes it here:\srevoked/],
    ["dev-github-tool", /never used here, and never shared/],
  ])("lesson %s", async (name, expected) => {
    const github = await startTestGitHub();
    const lesson = startLesson([name], lessonsAt(github));
    lesson.endInput();
    const [, url = ""] = await lesson.waitFor(address);
    await approve(github, url);
    const { stdout, stderr, exitCode } = await lesson.finished;
    expect(stdout).toMatch(expected);
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    expect(github.sandbox.journal.count({ operation: "apps/delete-token", status: 204 })).toBe(1);
  });

  it("lesson 1", async () => {
    const github = await startTestGitHub();
    const { stdout, exitCode } = await runLesson(["1"], lessonsAt(github));
    expect(stdout).toContain(`${github.url}/login/oauth/authorize?`);
    expect(stdout).toMatch(/Open the address, and look at GitHub's pages/);
    expect(exitCode).toBe(0);
  });

  it("and takes access back in the settings, where the token manager asks for it", async () => {
    const github = await startTestGitHub();
    const { clientId } = github.sandbox.seed.apps[0];
    const { login } = github.sandbox.seed.people[0];
    const terminal = startLessonInTerminal(["token-manager"], lessonsAt(github));
    const open = async (): Promise<void> => {
      const [, url = ""] = await terminal.waitForScreen(
        /Open this address in your browser:\n {2}(\S+(?:\n\S{20,})*)\n[^\n]*$/,
      );
      await approve(github, url.replaceAll("\n", ""));
    };
    await open();
    await terminal.waitForScreen(/press "Revoke\s+access", and then Enter/);
    github.sandbox.revokeGrant({ login, clientId });
    terminal.type("\r");
    await terminal.waitForScreen(/HTTP 401[\s\S]*sign in again/);
    await open();
    await terminal.waitForScreen(/HTTP 200/);
    expect(await terminal.finished).toMatchObject({ exitCode: 0 });
  });
});

it("who presses Cancel on the page gets no token, and is told so", async () => {
  const github = await startTestGitHub();
  const lesson = startLesson(["2"], lessonsAt(github));
  const [, url = ""] = await lesson.waitFor(address);
  const [{ login, password }] = github.sandbox.seed.people;
  await walkSignIn({ url, login, password, decision: "cancel" });
  const { stdout, stderr, exitCode } = await lesson.finished;
  expect(stdout).toMatch(/error = access_denied[\s\S]*The lesson ends here[^(]*\(access_denied\)/);
  expect(stdout).not.toMatch(/access_token/);
  expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 1 });
});

it("a terminal that knows ASCII only gets ASCII only", async () => {
  const { stdout } = await runLesson(["dev-github-tool"], { env: { LC_ALL: "C" } });
  expect(stdout).toMatch(/^-> octo-lena signs in[\s\S]*^1\. octo-lena\/tide-tables \* 128 - public - TypeScript$/m);
  expect(stdout).not.toMatch(/\P{ASCII}/u);
});

describe("what is wrong is said in a sentence", () => {
  it.each([
    ["GITHUB_CLIENT_SECRET", "client_secret_missing"],
    ["GITHUB_CLIENT_ID", "client_id_missing"],
  ])("without %s", async (missing, code) => {
    const values = { GITHUB_CLIENT_ID: "Ov23liDgtSandbox0001", GITHUB_CLIENT_SECRET: "a".repeat(40), [missing]: "" };
    const { stdout, stderr, exitCode } = await runLesson(["1"], lessonsBeside(values));
    expect(stdout).toMatch(
      new RegExp(`${missing} is not set[\\s\\S]*\\(${code}\\)[\\s\\S]*npm run dgt -- explain ${code}`),
    );
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 1 });
  });

  it("when GITHUB_REDIRECT_URI leads elsewhere", async () => {
    const place = lessonsAt(await startTestGitHub(), { GITHUB_REDIRECT_URI: "https://example.com/callback" });
    const { stdout, stderr, exitCode } = await runLesson(["2"], place);
    expect(stdout).toMatch(/\(redirect_uri_invalid\)/);
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 1 });
  });

  it("when the port is taken", async () => {
    const squatter = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void squatter.close());
    await once(squatter, "listening");
    const { port } = squatter.address() as { readonly port: number };
    const uri = `http://127.0.0.1:${port}/callback`;
    const place = lessonsAt(await startTestGitHub(), { GITHUB_REDIRECT_URI: uri });
    const { stdout, stderr, exitCode } = await runLesson(["2"], place);
    expect(stdout).toMatch(/port \d+ on this\s+machine[^(]*\(port_unavailable\)/);
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 1 });
  });

  it("when .env is a folder", async () => {
    const folder = copyLessons();
    mkdirSync(join(folder, ".env"));
    const { stdout, stderr, exitCode } = await runLesson(["1"], { cwd: folder });
    expect(stdout).toMatch(/\(env_file_unreadable\)/);
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 1 });
  });
});

describe("who ends a lesson is told that nothing is kept", () => {
  it("with Ctrl-C, while it waits for the browser", async () => {
    const terminal = startLessonInTerminal(["3"], { env: { BY_HAND: "1" } });
    await terminal.waitForScreen(/Open this address in your browser/);
    terminal.type("\u0003");
    expect(await terminal.finished).toMatchObject({ exitCode: 130, stderr: "" });
    expect(await terminal.screen()).toMatch(/You ended the lesson\. Nothing of it is kept\.$/);
  });

  it.each([
    ["Ctrl-C", "\u0003"],
    ["Ctrl-D, which closes the terminal's input,", "\u0004"],
  ])("with %s at a question", async (_, key) => {
    const terminal = startLessonInTerminal(["dev-github-tool"]);
    await terminal.waitForScreen(/\(y\/N\)/);
    terminal.type(key);
    expect(await terminal.finished).toMatchObject({ exitCode: 130 });
    expect(await terminal.screen()).toMatch(/You ended the lesson\. Nothing of it is kept\.$/);
  });

  it("and somebody who reads the first line only is told nothing", async () => {
    const command = `"${process.execPath}" --conditions=source --import tsx lessons/run.ts 3 | head -n 1`;
    const shell = await runProcess("sh", { args: ["-c", command], cwd: copyLessons(), name: "lesson 3 | head" });
    expect(shell).toMatchObject({ stdout: "Lesson 3: requests with the token, and what scopes allow\n", stderr: "" });
    expect(readdirSync(shell.home.env.TMPDIR ?? "").filter((name) => name.startsWith("lesson-"))).toEqual([]);
  });
});
