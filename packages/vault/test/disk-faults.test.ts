import { statSync } from "node:fs";
import { expect, test } from "vitest";
import { type RunningProcess, runProcess, startProcess } from "../../../test/processes/running-process.ts";
import { storeProgram } from "./programs.ts";
import { createVault, octocat, plantTokens, type TestVault } from "./vaults.ts";

interface Outcome {
  /** The code of the error, if the write failed. */
  readonly failed?: string;
  /** The generation that is there after it. */
  readonly generation: number | string;
}

/** Has a program write once, and gives back what it says of it. */
async function requestWrite(program: RunningProcess, at: number): Promise<Outcome> {
  program.write("write\n");
  const [line = ""] = await program.waitFor(new RegExp(`(?<=^(?:.*\\n){${at}})\\{.*\\}\\n`));
  return JSON.parse(line);
}

/** Each write either is there, or has failed as `unavailable` and left what was there. Gives back how many failed. */
async function writeUnderFaults(program: RunningProcess, count: number): Promise<number> {
  await program.waitFor(/"ready"/);
  let generation = 1;
  let failures = 0;
  for (let at = 1; at <= count; at += 1) {
    const outcome = await requestWrite(program, at);
    if (outcome.failed === undefined) {
      expect(outcome.generation).toBe(generation + 1);
      generation += 1;
    } else {
      expect(outcome).toEqual({ failed: "unavailable", generation });
      failures += 1;
    }
  }
  return failures;
}

async function createFilledVault(): Promise<TestVault> {
  const vault = await createVault();
  await vault.store.put(octocat, { tokens: plantTokens(), attributes: {} });
  return vault;
}

test.for([
  ["a full disk", "pwrite64", "ENOSPC", "3+7"],
  ["a quota", "pwrite64", "EDQUOT", "5+9"],
  ["a disk that fails to write", "pwrite64", "EIO", "4+11"],
  ["a disk that fails to keep", "fsync", "EIO", "2+3"],
] as const)("S-13: %s fails writes and loses nothing", async ([, call, error, when]) => {
  const vault = await createFilledVault();
  const inject = ["-qq", "-o", "/dev/null", "-e", `trace=${call}`, "-e", `inject=${call}:error=${error}:when=${when}`];
  const program = startProcess("strace", {
    args: [...inject, process.execPath, ...storeProgram(vault.path, "request")],
    env: { VAULT_KEY: vault.key.reveal() },
    launchers: 1,
    name: "a program on a failing disk",
  });
  const count = 30;
  const failures = await writeUnderFaults(program, count);
  expect(failures).toBeGreaterThan(2);
  expect(failures).toBeLessThan(count);
  expect((await vault.store.read(octocat))?.generation).toBe(1 + count - failures);
  expect((await (await vault.reopen()).put(octocat, { tokens: plantTokens(), attributes: {} })).generation).toBe(
    2 + count - failures,
  );
});

test("S-13, X-66: a file that may not grow any further fails writes at whatever byte, and goes on when it may again", async () => {
  const vault = await createFilledVault();
  const program = startProcess(process.execPath, {
    args: storeProgram(vault.path, "request"),
    env: { VAULT_KEY: vault.key.reveal() },
    name: "a program with a limit",
  });
  await program.waitFor(/"ready"/);
  const limit = (bytes: number | "unlimited") =>
    runProcess("prlimit", { args: ["--pid", `${program.pid}`, `--fsize=${bytes}:unlimited`], name: "prlimit" });
  let generation = 1;
  for (let at = 1; at <= 24; at += 2) {
    // Somewhere in the next frame of the log: its header, its page, or between two frames.
    await limit(statSync(`${vault.path}-wal`).size + (((at - 1) * 377) % 4_000));
    const refused = await requestWrite(program, at);
    expect(refused).toEqual({ failed: "unavailable", generation });
    await limit("unlimited");
    generation += 1;
    expect(await requestWrite(program, at + 1)).toEqual({ generation });
  }
  expect((await vault.store.read(octocat))?.generation).toBe(generation);
});
