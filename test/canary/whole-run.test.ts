import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type FinishedProcess, runProcess } from "../processes/running-process.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const config = ["--config", "test/canary/fixtures/vitest.config.ts"];

/** A run of its own: it makes its run folder itself, as in a shell. */
function run(program: string, fixture: string): Promise<FinishedProcess> {
  const start =
    program === "npm test"
      ? ["node_modules/tsx/dist/cli.mjs", "scripts/test.ts"]
      : ["node_modules/vitest/vitest.mjs", "run"];
  const args = [join(repository, start[0] ?? ""), ...start.slice(1), ...config, `fixtures/${fixture}`];
  return runProcess(process.execPath, { args, cwd: repository, name: `${program} ${fixture}`, env: { NO_COLOR: "1" } });
}

describe("npm test", () => {
  test("fails when a passing test prints a secret, and says which, where and how it is written", async () => {
    const { exitCode, stdout, stderr } = await run("npm test", "leaking");
    expect(stdout).toContain("1 passed");
    expect(stderr).toContain("access token (base64) in the test runner's standard error");
    expect(exitCode).toBe(1);
  });

  test("fails when a failing test's report shows a secret", async () => {
    const { exitCode, stderr } = await run("npm test", "failing");
    expect(stderr).toContain("access token (raw) in the test runner's standard error");
    expect(exitCode).toBe(1);
  });

  test("passes when no secret turns up", async () => {
    const { exitCode, stdout } = await run("npm test", "clean");
    expect(stdout).toMatch(/Canary {2}no leak \(1 secrets sought/);
    expect(exitCode).toBe(0);
  });
});

test("a run of vitest alone fails too when a file holds a secret", async () => {
  const { exitCode, stdout, stderr } = await run("vitest", "leaving");
  expect(stdout).toContain("1 passed");
  expect(stderr).toMatch(/access token \(raw\) in file tmp\/leaving-\w+\/note/);
  expect(exitCode).toBe(1);
});

test("npm test says what is missing on this machine, why it is needed, and that there is another way", async () => {
  const args = [join(repository, "node_modules/tsx/dist/cli.mjs"), join(repository, "scripts/test.ts")];
  const { exitCode, stdout, stderr } = await runProcess(process.execPath, {
    args,
    env: { PATH: "" },
    cwd: repository,
    name: "npm test on a bare machine",
  });
  expect(stderr).toMatch(/^The tests need .*gnome-keyring.* \(tokens are stored in a real keyring\).*\.\n$/);
  expect(stdout).toBe("");
  expect(exitCode).toBe(1);
});
