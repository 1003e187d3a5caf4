import { fileURLToPath } from "node:url";
import { createRunFolder, inheritedRun, removeRunFolder, runEnvironment } from "./run-folder.ts";
import { describeLeaks, scanRun } from "./scan.ts";

/**
 * Gives every run its folder and scans it at the end. Under `npm test` the folder is the outer script's, which scans later,
 * when the runner's own output is complete too.
 */
export function setup(): (() => void) | undefined {
  if (inheritedRun() !== undefined) {
    return undefined;
  }
  const run = createRunFolder();
  Object.assign(process.env, runEnvironment(run));
  return () => {
    const report = scanRun(run, { repository: fileURLToPath(new URL("../..", import.meta.url)) });
    removeRunFolder(run);
    if (report.leaks.length > 0) {
      // Vitest prints what a teardown throws and still ends with 0.
      process.exitCode = 1;
      throw new Error(describeLeaks(report));
    }
  };
}
