// Takes each defence out of a copy of the project and checks that the tests notice: one that passes without the defence
// proves nothing. Usage: npm run mutants [-- WORD ...], where a word is the id of a threat or part of a path.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { mutants } from "../test/mutants/all.ts";
import type { Mutant } from "../test/mutants/mutant.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const wanted = process.argv.slice(2);
/** Without a defence some tests wait for what does not come any more; those with processes need longer anyway. */
const TEST_TIMEOUT_MS = 8_000;
const PROCESS_TEST_TIMEOUT_MS = 20_000;
const RUN_TIMEOUT_MS = 5 * 60_000;

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

/** The files whose tests must notice. */
function testsOf(copy: string, { test, threat, folder = "test/attacks" }: Mutant): readonly string[] {
  return test === undefined
    ? readdirSync(join(copy, folder))
        .map((name) => join(folder, name))
        .filter(
          (file) => /(?<!\.browser)\.test\.ts$/.test(file) && readFileSync(join(copy, file), "utf8").includes(threat),
        )
    : [test];
}

function namePattern({ threat, title }: Mutant): RegExp {
  return new RegExp(title === undefined ? `\\b${threat}\\b` : title.replaceAll(/[^\w ]/g, "."));
}

interface Outcome {
  readonly name: string;
  readonly hasPassed: boolean;
}

/** What became of the tests of some files; undefined when the run itself broke off. */
function runTests(copy: string, files: readonly string[], pattern?: RegExp): readonly Outcome[] | undefined {
  const report = join(copy, "mutant-report.json");
  rmSync(report, { force: true });
  const hasProcesses = files.some((file) => file.includes("farm") || file.startsWith("packages/vault"));
  const timeoutMs = hasProcesses ? PROCESS_TEST_TIMEOUT_MS : TEST_TIMEOUT_MS;
  spawnSync(
    process.execPath,
    [
      join(root, "node_modules/vitest/vitest.mjs"),
      ...["run", ...files, "--testTimeout", `${timeoutMs}`],
      ...(pattern === undefined ? [] : ["--testNamePattern", pattern.source]),
      ...["--reporter", "json", "--outputFile", report],
    ],
    { cwd: copy, stdio: "ignore", timeout: RUN_TIMEOUT_MS, killSignal: "SIGKILL" },
  );
  try {
    const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
    return testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === "passed" || status === "failed")
      .map(({ fullName, status }) => ({ name: fullName, hasPassed: status === "passed" }));
  } catch {
    return undefined;
  }
}

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Why this mutant proves nothing, or undefined when a test noticed it. */
function complaintAbout(copy: string, mutant: Mutant, sound: ReadonlySet<string>): string | undefined {
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
    const outcomes = runTests(copy, testsOf(copy, mutant), namePattern(mutant));
    if (outcomes === undefined) {
      return `the tests could not be run without ${defence}`;
    }
    const noticing = outcomes.filter(({ name, hasPassed }) => !hasPassed && sound.has(name));
    console.log(`${threat}: ${noticing.length} of ${outcomes.length} tests notice: ${noticing[0]?.name ?? "none"}`);
    return noticing.length === 0 ? `no test notices that this is gone from ${file}: ${defence}` : undefined;
  } finally {
    writeFileSync(path, source);
  }
}

const chosen = mutants.filter(
  ({ threat, file, test = "" }) =>
    wanted.length === 0 || wanted.some((word) => word === threat || file.includes(word) || test.includes(word)),
);
// Without a file to run, vitest would run them all, and nothing noticed out of nothing would count as good.
if (chosen.length === 0) {
  throw new Error(`no mutant is about ${wanted.join(" ")}`);
}
const copy = createCopy();
try {
  // A test that fails with the defence in its place notices nothing without it.
  const files = [...new Set(chosen.flatMap((mutant) => testsOf(copy, mutant)))];
  const baseline = runTests(copy, files) ?? [];
  const sound = new Set(baseline.filter(({ hasPassed }) => hasPassed).map(({ name }) => name));
  console.log(`${sound.size} of ${baseline.length} tests pass with every defence in its place`);
  for (const { name } of baseline.filter(({ hasPassed }) => !hasPassed)) {
    console.log(`  this one does not: ${name}`);
  }
  const complaints = chosen.flatMap((mutant) => {
    const complaint = complaintAbout(copy, mutant, sound);
    return complaint === undefined ? [] : [`${mutant.threat}: ${complaint}`];
  });
  for (const complaint of complaints) {
    console.error(complaint);
  }
  console.log(`${chosen.length - complaints.length} of ${chosen.length} mutants were noticed`);
  process.exitCode = complaints.length === 0 ? 0 : 1;
} finally {
  // Tests that were cut off may have left processes that still write.
  rmSync(copy, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
}
