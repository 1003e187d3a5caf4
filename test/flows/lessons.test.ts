import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { copyLessons, runLesson, startLessonInTerminal } from "../processes/lesson.ts";

// A test starts up to three processes, each of which compiles its TypeScript first.
vi.setConfig({ testTimeout: 120_000 });

const folder = fileURLToPath(new URL("../../lessons", import.meta.url));
const programs = readdirSync(folder).filter((name) => /^(?:\d|dev|token|checkpoint)\S*\.ts$/.test(name));

/** Changes the line that a lesson names at its end, as it says. */
function breakAsAdvised(printed: string, copy: string): void {
  const [, line, file = "", change = "", into = ""] =
    /Break it: in line (\d+) of (\S+) change\n\n {4}(.*)\n\ninto\n\n {4}(.*)\n\nand run it again\./.exec(printed) ?? [];
  const path = join(copy, file);
  const lines = readFileSync(path, "utf8").split("\n");
  const index = Number(line) - 1;
  expect(lines[index]).toContain(change);
  writeFileSync(path, lines.with(index, String(lines[index]).replace(change, into)).join("\n"));
}

function withoutAdvice(printed: string): string {
  return printed.replace(/Break it:[\s\S]*/, "");
}

/** Addresses are words, and words are not broken. */
function expectNarrow(printed: string): void {
  for (const line of printed.split("\n").filter((each) => !each.includes("://"))) {
    expect(line.length).toBeLessThanOrEqual(80);
  }
}

describe("a learner runs a lesson, breaks it as it says, and sees each time what was promised", () => {
  it.each([
    {
      lesson: "1",
      shows:
        /code_challenge_method = S256[\s\S]*can print of it by mistake is\s\[secret\]\.[\s\S]*headed: Sign in to the sandbox → Authorize\sDev GitHub Tool/,
      broken: /headed: Be careful!/,
      exitCode: 0,
    },
    {
      lesson: "2",
      shows:
        /✔ It is[\s\S]*The token: gho_… \(40 characters\)\. It may: read:user\.\nPrinted by mistake, .* \[secret\]\./,
      broken: /The lesson ends here, at the token exchange: [^(]*\(incorrect_client_credentials\)/,
      exitCode: 1,
    },
    {
      lesson: "3",
      shows: /You are octo-lena[\s\S]*(?: {2}\S+\/\S+ {2}★ \d+ {2}.*\n.*\n){5}[\s\S]*with every answer: read:user\./,
      broken: /five repositories[\s\S]*with every answer: nothing\smore\./,
      exitCode: 0,
    },
    {
      lesson: "token-manager",
      shows:
        /Hour 0.*\n.*: fresh\.[\s\S]*Hour 1[^:]*: .*1000 callers[\s\S]*: refreshed\..*so far: 1\n\nHour 2[\s\S]*: refreshed\..*so far: 2\n\nDay 60[\s\S]*connection to GitHub at[\s\S]*Reconnect to\s+continue\.\n .*: revoked\..*so far: 3\n[\s\S]*take the access back[\s\S]*connection to GitHub at[\s\S]*Reconnect to\s+continue\.\n +GET \/user: HTTP 401\n[\s\S]*sign in again[\s\S]*HTTP 200\n[\s\S]*removes it here:\srevoked\./,
      broken:
        /Hour 1[\s\S]*: refreshed\.[\s\S]*Hour 2[\s\S]*connection to GitHub at[\s\S]*Reconnect to\s+continue\.\n .*: revoked\..*\n\nDay 60/,
      exitCode: 0,
    },
    {
      lesson: "dev-github-tool",
      shows:
        /Connected, and no password[\s\S]*Open issues of[\s\S]*Open pull requests[\s\S]*never used here, and never/,
      broken: /The lesson ends here, at the API request: [^(]*\(not_found\)/,
      exitCode: 1,
    },
  ])("lesson $lesson", async ({ lesson, shows, broken, exitCode }) => {
    const cwd = copyLessons();
    const whole = await runLesson([lesson], { cwd });
    expect(whole).toMatchObject({ stderr: "", exitCode: 0 });
    expect(whole.stdout).toMatch(shows);
    expect(whole.stdout, "a sign that was replaced").not.toContain("\ufffd");
    expectNarrow(whole.stdout);

    expect(withoutAdvice(whole.stdout)).not.toMatch(broken);
    breakAsAdvised(whole.stdout, cwd);
    const again = await runLesson([lesson], { cwd });
    expect(again).toMatchObject({ stderr: "", exitCode });
    expect(withoutAdvice(again.stdout)).toMatch(broken);
    expect(again.stdout).toMatch(/\nYou changed the line\. [\s\S]*\nTo mend it: git checkout lessons\/\S+\n$/);
    expect(again.stdout).not.toContain("Break it");
    expectNarrow(again.stdout);
  });
});

describe("a learner asks for the answer to a question", () => {
  it.each([
    [
      "checkpoint-1",
      /answers: incorrect_client_credentials\.[\s\S]*app: bad_verification_code\.[\s\S]*verifier: a token\.[\s\S]*with the secret: bad_verification_code\.[\s\S]*HTTP 200/,
    ],
    ["checkpoint-2", /\(not_found\)[\s\S]*granted: read:user; missing: repo[\s\S]*alice\/diary \(private\): What the/],
    [
      "checkpoint-3",
      /before August 2026[\s\S]*slash at the end.*accepted[\s\S]*newer app[\s\S]*slash at the end.*refused[\s\S]*strict[\s\S]*slash at the end.*refused[\s\S]*\(timed_out\)/,
    ],
    ["checkpoint-4", /not the state I drew[\s\S]*so far: 0\.[\s\S]*Codes sent to GitHub: 1\. The account.*: alice\n/],
    ["checkpoint-5", /Hour 8: 12 requests, answered 200\. Refreshes so far: 8\.\n\nSign-ins: 1\./],
  ])("%s", async (checkpoint, shows) => {
    const { stdout, stderr, exitCode } = await runLesson([checkpoint]);
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    expect(stdout).toMatch(shows);
    expectNarrow(stdout);
  });
});

it("the state that came back in lesson 2 has the mark of the one that was sent, and the verifier has its own", async () => {
  const { stdout } = await runLesson(["2"]);
  const marks = (name: string): string[] =>
    [...stdout.matchAll(new RegExp(`\\b${name} = .*(#[0-9a-f]{4})`, "g"))].map(([, mark = ""]) => mark);
  expect(marks("state").length).toBeGreaterThan(1);
  expect(new Set(marks("state")).size).toBe(1);
  expect(marks("code_verifier")).not.toContain(marks("state")[0]);
});

it("the private repository that the broken tool does not find is there for who says yes to private ones", async () => {
  const cwd = copyLessons();
  const tool = join(cwd, "lessons/dev-github-tool.ts");
  const [whole, change, into] = [
    readFileSync(tool, "utf8"),
    "(chosen.nameWithOwner)",
    '("octo-lena/pocket-lighthouse")',
  ];
  expect(whole).toContain(change);
  writeFileSync(tool, whole.replace(change, into));
  const terminal = startLessonInTerminal(["dev-github-tool"], { cwd });
  await terminal.waitForScreen(/Ask for it, and show them too\? \(y\/N\)/);
  terminal.type("y\r");
  await terminal.waitForScreen(/Which repository\? \(1-5, Enter for 1\)/);
  expect(await terminal.screen()).toMatch(/octo-lena\/pocket-lighthouse · private/);
  terminal.type("nine\r");
  await terminal.waitForScreen(/"nine" is no number from 1 to 5\.\s+Which repository/);
  terminal.type("1\r");
  await terminal.waitForScreen(/never shared/);
  expect(await terminal.finished).toMatchObject({ exitCode: 0 });
});

it("a lesson that Node cannot read any more says where, and how to begin again", async () => {
  const cwd = copyLessons();
  writeFileSync(join(cwd, "lessons/3-github-request.ts"), "export const = 1;\n");
  const { stdout, stderr, exitCode } = await runLesson(["3"], { cwd });
  expect(stdout).toMatch(/3-github-request\.ts:1:\d+:\sERROR[\s\S]*git checkout lessons\/3-github-request\.ts/);
  expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 1 });
});

it("without a name the lessons are listed, each with a line on it", async () => {
  const { stdout, exitCode } = await runLesson([]);
  expect(stdout.match(/^ {2}\S+ {2,}\S.*$/gm)).toHaveLength(programs.length);
  expect(exitCode).toBe(0);
});

it("a lesson that does not exist is named, and those that do are listed", async () => {
  const { stdout, exitCode } = await runLesson(["checkpoint", "9"]);
  expect(stdout).toMatch(/^There is no lesson "checkpoint-9"\.\n[\s\S]*token-manager {2,}hours/);
  expect(exitCode).toBe(1);
});

it("every lesson has fewer than 80 lines", () => {
  expect(programs).toHaveLength(10);
  for (const program of programs) {
    expect(readFileSync(`${folder}/${program}`, "utf8").split("\n").length).toBeLessThan(80);
  }
});
