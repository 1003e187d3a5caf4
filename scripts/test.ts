// `npm test`: brings what the suite needs, runs it once, then searches everything the run produced for secrets.
// Arguments go to vitest.
import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createRunFolder, type RunFolder, removeRunFolder, runEnvironment } from "../test/canary/run-folder.ts";
import { describeLeaks, scanRun } from "../test/canary/scan.ts";
import { ensureSystemNeeds } from "./system-needs.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));

async function main(): Promise<number> {
  ensureSystemNeeds();
  const run = createRunFolder();
  try {
    const exitCode = await runVitest(run);
    const startedAt = performance.now();
    const report = scanRun(run, { repository });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    if (report.leaks.length > 0) {
      console.error(`\n Canary  ${describeLeaks(report)}\n`);
      return 1;
    }
    const searched = `${report.secrets} secrets sought in ${(report.bytes / 1e6).toFixed(1)} MB`;
    console.log(
      `     Canary  no leak (${searched} of output, arguments, environments, request lines and files, ${seconds}s)\n`,
    );
    return exitCode;
  } finally {
    removeRunFolder(run);
  }
}

function runVitest(run: RunFolder): Promise<number> {
  const vitest = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));
  const child = spawn(process.execPath, [vitest, "run", ...process.argv.slice(2)], {
    cwd: repository,
    env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}), ...runEnvironment(run) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const [name, stream, target] of [
    ["standard output", child.stdout, process.stdout],
    ["standard error", child.stderr, process.stderr],
  ] as const) {
    stream.on("data", (chunk: Buffer) => {
      appendFileSync(join(run.output, name), chunk);
      target.write(chunk);
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
