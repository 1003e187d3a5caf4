import type { Lease, LeaseAnswer, RecordWriter, TokenKey, TokenRecord, TokenSet } from "@dev-github-tool/oauth";
import type { LeaseProcess } from "./liveness.ts";

/** Who may spend the refresh token of an entry's generation now: the record that outlives its holder. */
export interface HeldLease {
  readonly owner: string;
  readonly acquiredAt: number;
  readonly durationMs: number;
  readonly until: number;
  readonly process: LeaseProcess;
}

/** All that a store holds of one sign-in. */
export interface Entry {
  readonly record: TokenRecord;
  readonly held: HeldLease | undefined;
  /** When the refresh token of this generation was first sent without an answer being stored. */
  readonly lostSince: number | undefined;
}

/** What a step of the store comes to: the answer, and the entry to be kept when it has changed. */
export interface Step<Answer> {
  readonly answer: Answer;
  readonly entry?: Entry;
}

/** A new sign-in. Whoever held a lease on what was there before holds it no longer. */
export function putEntry(
  entry: Pick<TokenRecord, "tokens" | "attributes">,
  { generation, now, process }: { readonly generation: number; readonly now: number; readonly process: LeaseProcess },
): Entry {
  const { tokens, attributes } = entry;
  return {
    record: {
      generation,
      tokens,
      state: "active",
      attributes,
      writtenAt: now,
      writtenBy: writerOf(process, "sign_in"),
    },
    held: undefined,
    lostSince: undefined,
  };
}

/** Who asks for a lease, and how it is told whether the present holder still lives. */
export interface Applicant {
  readonly generation: number;
  readonly durationMs: number;
  readonly owner: string;
  readonly process: LeaseProcess;
  readonly now: number;
  judgeHolder(process: LeaseProcess): "alive" | "dead" | "unknown";
}

/** Gives the lease to whoever asks, unless the generation has moved on or somebody holds it. */
export function acquireEntry(key: TokenKey, entry: Entry | undefined, applicant: Applicant): Step<LeaseAnswer> {
  const { generation, durationMs, owner, process, now } = applicant;
  if (entry?.record.generation !== generation) {
    return { answer: { kind: "moved", record: entry?.record } };
  }
  const { held } = entry;
  const verdict = held === undefined ? "dead" : applicant.judgeHolder(held.process);
  // A clock that was set back would hold a lease for as long as it was set back: it begins again, once.
  const until = held === undefined ? now : Math.min(held.until, now + held.durationMs);
  if (held !== undefined && verdict !== "dead" && until > now) {
    const pid = verdict === "alive" ? held.process.pid : undefined;
    const answer: LeaseAnswer = { kind: "held", holder: { pid, until } };
    return until === held.until ? { answer } : { answer, entry: { ...entry, held: { ...held, until } } };
  }
  const lostSince = entry.lostSince ?? held?.acquiredAt;
  return {
    answer: { kind: "acquired", lease: { key, generation, owner }, record: entry.record, lostSince },
    entry: {
      record: entry.record,
      held: { owner, acquiredAt: now, durationMs, until: now + durationMs, process },
      lostSince,
    },
  };
}

/** Writes what a refresh brought, unless the lease has gone to somebody else. A sign-out that began meanwhile goes on. */
export function commitEntry(
  entry: Entry | undefined,
  { lease, tokens, now }: { readonly lease: Lease; readonly tokens: TokenSet; readonly now: number },
): Step<TokenRecord | undefined> {
  if (!isHeldBy(entry, lease)) {
    return { answer: undefined };
  }
  const record = {
    ...entry.record,
    generation: lease.generation + 1,
    tokens,
    writtenAt: now,
    writtenBy: writerOf(entry.held.process, "refresh"),
  };
  return { answer: record, entry: { record, held: undefined, lostSince: undefined } };
}

/** Gives a lease back. What earlier holders lost stays lost, whatever became of this one's request. */
export function releaseEntry(
  entry: Entry | undefined,
  { lease, outcome }: { readonly lease: Lease; readonly outcome: "unspent" | "unknown" },
): Step<undefined> {
  if (!isHeldBy(entry, lease)) {
    return { answer: undefined };
  }
  const lostSince = entry.lostSince ?? (outcome === "unknown" ? entry.held.acquiredAt : undefined);
  return { answer: undefined, entry: { record: entry.record, held: undefined, lostSince } };
}

/** Where the renewal of one sign-in stands. Instants are milliseconds since the epoch, by the store's clock. */
export interface LeaseReport {
  /** Who may spend the refresh token, or began to and never said how it ended. */
  readonly holder:
    | {
        readonly pid: number;
        /** The name of its machine, where that is on record. */
        readonly machine: string | undefined;
        readonly acquiredAt: number;
        readonly until: number;
        /** `unknown` on other machines, and where the system does not say. */
        readonly life: "alive" | "dead" | "unknown";
      }
    | undefined;
  /** When the refresh token was first sent without an answer being stored. */
  readonly lostSince: number | undefined;
}

/** Says where the renewal stands, and leaves it so. */
export function reportLease({ held, lostSince }: Entry, judgeHolder: Applicant["judgeHolder"]): LeaseReport {
  if (held === undefined) {
    return { holder: undefined, lostSince };
  }
  const { process, acquiredAt, until } = held;
  const { pid, machine } = process;
  return { holder: { pid, machine, acquiredAt, until, life: judgeHolder(process) }, lostSince };
}

/** Marks a sign-in as being signed out. The generation stays, so that the same caller can then remove it. */
export function revokeEntry(entry: Entry | undefined, generation: number): Step<boolean> {
  if (entry?.record.generation !== generation) {
    return { answer: false };
  }
  return { answer: true, entry: { ...entry, record: { ...entry.record, state: "revoking" } } };
}

function writerOf({ pid, machine }: LeaseProcess, occasion: RecordWriter["occasion"]): RecordWriter | undefined {
  return machine === undefined ? undefined : { pid, machine, occasion };
}

function isHeldBy(entry: Entry | undefined, lease: Lease): entry is Entry & { readonly held: HeldLease } {
  return entry?.record.generation === lease.generation && entry.held?.owner === lease.owner;
}
