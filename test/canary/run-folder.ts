import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

const RUN_VARIABLE = "DGT_CANARY_RUN";

/** Everything one test run plants, produces and leaves behind lies in one folder, so that one walk finds all of it. */
export interface RunFolder {
  readonly path: string;
  /** Secrets of this run: the only part that is not scanned. */
  readonly ledger: string;
  /** What processes printed and carried, and what servers were asked. */
  readonly evidence: string;
  /** The console output of the test runner itself. */
  readonly output: string;
  /** Home folders of the processes under test. */
  readonly homes: string;
  /** `TMPDIR` of the whole run. */
  readonly temporary: string;
}

function openRunFolder(path: string): RunFolder {
  return {
    path,
    ledger: join(path, "ledger"),
    evidence: join(path, "evidence"),
    output: join(path, "output"),
    homes: join(path, "homes"),
    temporary: join(path, "tmp"),
  };
}

export function createRunFolder(): RunFolder {
  const run = openRunFolder(mkdtempSync(join(tmpdir(), "dgt-run-")));
  for (const folder of [run.ledger, run.evidence, run.output, run.homes, run.temporary]) {
    mkdirSync(folder);
  }
  return run;
}

export function removeRunFolder(run: RunFolder): void {
  rmSync(run.path, { recursive: true, force: true });
}

/** The variables that make a process, and all it starts, write inside the run's folder. */
export function runEnvironment(run: RunFolder): Record<string, string> {
  return {
    [RUN_VARIABLE]: run.path,
    // npm's own settings and its cache lie in the person's home; the gates that install packages need them.
    DGT_REAL_HOME: process.env.DGT_REAL_HOME ?? homedir(),
    TMPDIR: run.temporary,
    ...homeEnvironment(run.homes),
  };
}

export function homeEnvironment(home: string): Record<string, string> {
  return {
    HOME: home,
    XDG_CONFIG_HOME: join(home, ".config"),
    XDG_DATA_HOME: join(home, ".local", "share"),
    XDG_STATE_HOME: join(home, ".local", "state"),
    XDG_CACHE_HOME: join(home, ".cache"),
  };
}

/** The folder an outer process made for this run, if there is one. */
export function inheritedRun(): RunFolder | undefined {
  const path = process.env[RUN_VARIABLE];
  return path === undefined || path === "" ? undefined : openRunFolder(path);
}

export function currentRun(): RunFolder {
  const run = inheritedRun();
  if (run === undefined) {
    throw new Error("no canary run: tests are started by vitest with the project's own configuration");
  }
  return run;
}
