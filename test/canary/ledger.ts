import { randomBytes } from "node:crypto";
import { appendJsonLine, readJsonLines } from "./json-lines.ts";
import { currentRun, type RunFolder } from "./run-folder.ts";

/** Shorter values are words or numbers that turn up by chance; nothing this short is a secret worth the name. */
const SHORTEST_SECRET = 16;
/** A test may send sixteen times the same letter as a wrong secret; that too turns up by chance. */
const FEWEST_CHARACTERS = 5;

export type PlantedKind = "access token" | "authorization code" | "client secret" | "code verifier" | "password";

export interface LedgerEntry {
  readonly kind: string;
  readonly value: string;
  /** True for random bytes of the client, of which some become the `state`: no secret once it stands in a URL. */
  readonly mayBeState: boolean;
}

const shapes: Record<PlantedKind, () => string> = {
  "access token": () => `gho_${letters(36)}`,
  "authorization code": () => randomBytes(10).toString("hex"),
  "client secret": () => randomBytes(20).toString("hex"),
  "code verifier": () => randomBytes(32).toString("base64url"),
  password: () => letters(24),
};

function letters(count: number): string {
  return randomBytes(count * 2)
    .toString("base64")
    .replace(/[+/=]/g, "")
    .slice(0, count);
}

/** Returns a secret nobody else has, in GitHub's shape for its kind. From now on it may turn up nowhere. */
export function plant(kind: PlantedKind, run: RunFolder = currentRun()): string {
  const value = shapes[kind]();
  recordSecret(value, { kind, run });
  return value;
}

const known = new Set<string>();

/** Adds a secret that was made elsewhere, for example by the sandbox or by the client, to those that may turn up nowhere. */
export function recordSecret(
  value: string,
  options: { kind?: string; mayBeState?: boolean; run?: RunFolder } = {},
): void {
  const { kind = "secret met at run time", mayBeState = false, run = currentRun() } = options;
  const identity = `${run.path} ${mayBeState} ${value}`;
  if (value.length < SHORTEST_SECRET || new Set(value).size < FEWEST_CHARACTERS || known.has(identity)) {
    return;
  }
  known.add(identity);
  appendJsonLine(run.ledger, { kind, value, mayBeState } satisfies LedgerEntry);
}

export function readLedger(run: RunFolder): LedgerEntry[] {
  return [...readJsonLines(run.ledger)] as LedgerEntry[];
}
