// Takes each defence out of a copy of the project and checks that the attack tests notice: one that passes without the
// defence proves nothing. Usage: npm run mutants [-- THREAT ...]
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { controlMutants } from "../test/attacks/control-mutants.ts";
import { type Mutant, mutants } from "../test/attacks/mutants.ts";
import { sandboxMutants } from "../test/attacks/sandbox-mutants.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const wanted = process.argv.slice(2);

/** A copy of the working tree whose packages see each other, and not the originals. */
function createCopy(): string {
  const copy = mkdtempSync(join(tmpdir(), "dgt-mutants-"));
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  for (const file of listed.toString().split("\0").filter(Boolean)) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file), { force: true });
  }
  const own = "@dev-github-tool";
  mkdirSync(join(copy, "node_modules", own), { recursive: true });
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (name !== own && name !== "dev-github-tool") {
      symlinkSync(join(root, "node_modules", name), join(copy, "node_modules", name));
    }
  }
  for (const name of readdirSync(join(root, "node_modules", own))) {
    symlinkSync(join(copy, "packages", name), join(copy, "node_modules", own, name));
  }
  return copy;
}

/** How many of the threat's tests fail, and how many there are. */
function runTests(copy: string, { threat, tests = "test/attacks" }: Mutant): { failed: number; total: number } {
  const report = join(copy, "mutant-report.json");
  const folder = join(copy, tests);
  const files = readdirSync(folder).filter(
    (name) => /(?<!\.browser)\.test\.ts$/.test(name) && readFileSync(join(folder, name), "utf8").includes(threat),
  );
  rmSync(report, { force: true });
  spawnSync(
    process.execPath,
    [
      join(root, "node_modules/vitest/vitest.mjs"),
      ...["run", ...files, "--testNamePattern", `\\b${threat}\\b`, "--testTimeout", "8000"],
      ...["--reporter", "json", "--outputFile", report],
    ],
    { cwd: copy, stdio: "ignore" },
  );
  const { numFailedTests, numPassedTests } = JSON.parse(readFileSync(report, "utf8"));
  return { failed: numFailedTests, total: numFailedTests + numPassedTests };
}

function survives(copy: string, mutant: Mutant): string | undefined {
  const { threat, file, defence, without } = mutant;
  const path = join(copy, file);
  const source = readFileSync(path, "utf8");
  if (source.split(defence).length !== 2) {
    return `its defence no longer stands once in ${file}`;
  }
  writeFileSync(
    path,
    source.replace(defence, () => without),
  );
  try {
    const { failed, total } = runTests(copy, mutant);
    console.log(`${threat}: ${failed} of ${total} tests notice`);
    return failed === 0 ? "no test notices that its defence is gone" : undefined;
  } finally {
    writeFileSync(path, source);
  }
}

const copy = createCopy();
try {
  const chosen = [...mutants, ...sandboxMutants, ...controlMutants].filter(
    ({ threat }) => wanted.length === 0 || wanted.includes(threat),
  );
  const complaints = chosen.flatMap((mutant) => {
    const complaint = survives(copy, mutant);
    return complaint === undefined ? [] : [`${mutant.threat}: ${complaint}`];
  });
  for (const complaint of complaints) {
    console.error(complaint);
  }
  console.log(`${chosen.length - complaints.length} of ${chosen.length} mutants were noticed`);
  process.exitCode = complaints.length === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
