import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { currentRun, homeEnvironment } from "../canary/run-folder.ts";

export interface Home {
  readonly path: string;
  /** What a process needs to live here and nowhere else. */
  readonly env: Readonly<Record<string, string>>;
}

/** Makes an empty home folder. It is kept until the run's files have been searched, then removed with them. */
export function createHome(): Home {
  const path = mkdtempSync(join(currentRun().homes, "home-"));
  const temporary = join(path, "tmp");
  mkdirSync(temporary);
  return {
    path,
    env: { ...homeEnvironment(path), TMPDIR: temporary, PATH: process.env.PATH ?? "", LANG: "C.UTF-8" },
  };
}
