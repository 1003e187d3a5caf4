import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runProcess } from "../processes/running-process.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

function runLesson(...args: string[]) {
  return runProcess(process.execPath, {
    name: `lesson ${args.join(" ")}`,
    args: ["--conditions=source", "--import", "tsx", "lessons/run.ts", ...args],
    cwd: root,
  });
}

describe("a learner runs the lessons, and each does what it says", () => {
  it.each([
    ["1", /code_challenge_method = S256[\s\S]*the verifier: \[secret\]/],
    [
      "2",
      /✔ equal[\s\S]*tokens granted[\s\S]*The token: gho_… \(40 characters\)\. Printed by mistake it would be: \[secret\]/,
    ],
    ["3", /You are octo-lena[\s\S]*(?: {2}\S+\/\S+ {2}★ \d+ {2}.*\n.*\n){5}/],
    [
      "token-manager",
      /Hour 0: fresh[\s\S]*Hour 7: fresh[\s\S]*Hour 8: refreshed[^\n]*\n +1000 callers [^\n]*: 1\.[\s\S]*Day 200: revoked \(refused\)[\s\S]*signed_out/,
    ],
    [
      "dev-github-tool",
      /Connected\.[\s\S]*Open issues of[\s\S]*Open pull requests[\s\S]*never used here, and never shared\./,
    ],
  ])("lesson %s", async (lesson, expected) => {
    const { stdout, stderr, exitCode } = await runLesson(lesson);
    expect(stderr).toBe("");
    expect(stdout).toMatch(expected);
    expect(exitCode).toBe(0);
  });
});

it("the state that came back in lesson 2 has the mark of the one that was sent, and the verifier has its own", async () => {
  const { stdout } = await runLesson("2");
  const marks = (name: string): string[] =>
    [...stdout.matchAll(new RegExp(`\\b${name} = .*(#[0-9a-f]{4})`, "g"))].map(([, mark = ""]) => mark);
  expect(marks("state").length).toBeGreaterThan(1);
  expect(new Set(marks("state")).size).toBe(1);
  expect(marks("code_verifier")).not.toContain(marks("state")[0]);
});

it("a lesson that does not exist is answered with the list of those that do", async () => {
  const { stdout, exitCode } = await runLesson("9");
  expect(stdout).toContain("2-callback-exchange");
  expect(exitCode).toBe(1);
});

it("every lesson has fewer than 80 lines", () => {
  const lessons = readdirSync(`${root}/lessons`).filter((name) => /^(?:\d|dev|token)/.test(name));
  expect(lessons).toHaveLength(5);
  for (const lesson of lessons) {
    expect(readFileSync(`${root}/lessons/${lesson}`, "utf8").split("\n").length).toBeLessThan(80);
  }
});
