import { appendJsonLine, readJsonLines } from "./json-lines.ts";
import { currentRun, type RunFolder } from "./run-folder.ts";

export interface Evidence {
  /** Where the text was seen, in words a person can follow back. Never holds text from the program under test. */
  readonly place: string;
  readonly text: string;
}

/** Keeps something the run produced, for the scan at its end. */
export function recordEvidence(evidence: Evidence, run: RunFolder = currentRun()): void {
  appendJsonLine(run.evidence, evidence);
}

export function readEvidence(run: RunFolder): Iterable<Evidence> {
  return readJsonLines(run.evidence) as Iterable<Evidence>;
}
