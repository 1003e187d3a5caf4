import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { readEvidence } from "./evidence.ts";
import { readLedger } from "./ledger.ts";
import type { RunFolder } from "./run-folder.ts";
import { createSearch, type Finding } from "./search.ts";

export interface Leak extends Finding {
  readonly place: string;
}

export interface ScanReport {
  readonly secrets: number;
  readonly bytes: number;
  readonly leaks: readonly Leak[];
}

interface Specimen {
  readonly place: string;
  readonly content: Buffer;
}

/** A browser's own profile, since the person's browser may remember what it was shown and told; and installed packages. */
const NOT_OURS = /^(playwright|\.?org\.chromium|chromium|node_modules)/;

const NOT_WRITTEN_BY_TESTS = /^(\.git|node_modules|dist)$/;

/** Searches all a run has produced for the secrets it knows. The repository counts as far as the run has written to it. */
export function scanRun(run: RunFolder, options: { repository?: string | undefined } = {}): ScanReport {
  const { repository } = options;
  const ledger = readLedger(run);
  const states = statesShown(run);
  const search = createSearch(ledger.filter((entry) => !(entry.mayBeState && states.has(entry.value))));
  const leaks: Leak[] = [];
  let bytes = 0;
  for (const { place, content } of specimens(run, repository)) {
    bytes += content.length;
    const findings = search(content);
    const whole = new Set(findings.filter((finding) => finding.encoding === "raw").map((finding) => finding.kind));
    const telling = findings.filter((finding) => finding.encoding !== "fragment" || !whole.has(finding.kind));
    if (telling.length > 0) {
      const named = search(Buffer.from(place)).length > 0 ? "a place whose name itself holds a secret" : place;
      leaks.push(...telling.map((finding) => ({ ...finding, place: named })));
    }
  }
  return { secrets: ledger.length, bytes, leaks };
}

/** Says what leaked where and in which form, and never the secret itself. */
export function describeLeaks(report: ScanReport): string {
  const lines = report.leaks.map(({ kind, place, encoding }) => `  ${kind} (${encoding}) in ${place}`);
  return ["Secrets leaked:", ...new Set(lines)].join("\n");
}

function statesShown(run: RunFolder): Set<string> {
  const states = new Set<string>();
  for (const { text } of readEvidence(run)) {
    for (const match of text.matchAll(/[?&]state=([\w-]+)/g)) {
      states.add(match[1] ?? "");
    }
  }
  return states;
}

function* specimens(run: RunFolder, repository: string | undefined): Generator<Specimen> {
  for (const { place, text } of readEvidence(run)) {
    yield { place, content: Buffer.from(text) };
  }
  for (const name of readdirSync(run.output)) {
    yield { place: `the test runner's ${name}`, content: readFileSync(join(run.output, name)) };
  }
  for (const folder of [run.homes, run.temporary]) {
    for (const path of filesUnder(folder, NOT_OURS)) {
      yield* fileSpecimens(path, `file ${relative(run.path, path)}`);
    }
  }
  if (repository !== undefined) {
    const startedAt = lstatSync(run.ledger).birthtimeMs;
    for (const path of filesUnder(repository, NOT_WRITTEN_BY_TESTS)) {
      if ((lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= startedAt) {
        yield* fileSpecimens(path, `file ${relative(repository, path)}`);
      }
    }
  }
}

/** A file's name can carry a secret as well as its content can. */
function* fileSpecimens(path: string, place: string): Generator<Specimen> {
  yield { place, content: Buffer.from(path) };
  const content = readIfThere(path);
  if (content !== undefined) {
    yield { place, content };
  }
}

/** A process that is just ending still tidies up: what is gone by now leaks nothing. */
function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
}

function* filesUnder(folder: string, passedOver: RegExp): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !passedOver.test(entry.name)) {
      yield* filesUnder(path, passedOver);
    } else if (entry.isFile()) {
      yield path;
    }
  }
}
