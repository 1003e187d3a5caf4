import { createBackoff } from "./backoff.ts";
import { isLive, refreshAt } from "./expiry.ts";
import { judgeRefreshFailure } from "./refresh-outcome.ts";
import type { Runtime } from "./runtime.ts";
import { createTimedRefresh, LateRefresh, type Refresh } from "./timed-refresh.ts";
import type { Lease, TokenKey, TokenRecord, TokenStore } from "./token-store.ts";
import type { TokenSet } from "./tokens.ts";
import type { Disconnected, Fresh, Verdict } from "./verdict.ts";

/** How patient the manager is, and what it knows of the server. Times are milliseconds. */
export interface RefreshPolicy {
  /**
   * How long after it took a refresh token the server answers the same one with its successor once more; 0 unless the server
   * documents such a grace period. GitHub documents none.
   */
  readonly graceMs?: number | undefined;
  /** How long one refresh request may take; 10 000 unless given. A lease lasts three times as long. */
  readonly refreshTimeoutMs?: number | undefined;
  /** How long to wait for another process that refreshes; as long as its lease may last unless given. */
  readonly waitMs?: number | undefined;
}

/** What the refresher works with. */
export interface RefresherOptions extends RefreshPolicy {
  readonly store: TokenStore;
  readonly key: TokenKey;
  readonly refresh: Refresh;
  readonly runtime: Runtime;
  /** Makes tokens the manager's current ones. */
  readonly keep: (record: Pick<TokenRecord, "tokens" | "writtenAt">, kind: Fresh["kind"]) => Fresh;
}

/** The right to refresh, and what is known when it begins. */
interface Turn {
  readonly record: TokenRecord;
  readonly lease: Lease;
  /** When an earlier holder sent this refresh token without storing an answer; undefined when nobody did. */
  readonly lostSince: number | undefined;
  /** Whether the access token of the record still works. */
  readonly live: boolean;
}

const REFRESH_TIMEOUT_MS = 10_000;
/** A lease outlives its request by far, so that a holder at work is not taken for one that is gone. */
const LEASE_FACTOR = 3;
/** Those who wait for another process look again after about this long, each a little differently, */
const LOOK_AGAIN_MS = 40;
/** and the longer it takes, the less often: many who wait are not to slow down the one they wait for. */
const LONGEST_LOOK_AGAIN_MS = 160;
/** Within a grace period an answer may be lost more than once. */
const RESEND_LIMIT = 3;
/** Attempts to write what a refresh brought: a store may be busy, and the tokens exist nowhere else. */
const COMMIT_ATTEMPTS = 6;

/**
 * Creates the part that decides whether to refresh, and refreshes. The decision falls inside a lease, after the store was
 * read again; without the lease nothing is ever sent.
 */
export function createRefresher(options: RefresherOptions): {
  /** The store's token if it works, else a refreshed one. `failed` is a token that the API has just refused. */
  findToken(failed: Fresh | undefined): Promise<Verdict>;
} {
  const { store, key, runtime, keep, graceMs = 0, refreshTimeoutMs = REFRESH_TIMEOUT_MS } = options;
  const leaseMs = refreshTimeoutMs * LEASE_FACTOR;
  const { waitMs = leaseMs } = options;
  const refresh = createTimedRefresh({ refresh: options.refresh, timeoutMs: refreshTimeoutMs, runtime });
  const backoff = createBackoff(runtime);
  const aroundMs = (ms: number): number => ms * (0.5 + (runtime.random(1)[0] ?? 0) / 255);

  async function decide(failed: Fresh | undefined): Promise<Verdict> {
    const giveUpAt = runtime.now() + waitMs;
    let pauseMs = LOOK_AGAIN_MS;
    for (let record = await store.read(key); ; ) {
      if (record === undefined || record.state === "revoking") {
        return { kind: "revoked", reason: "signed_out" };
      }
      const { tokens, generation, writtenAt } = record;
      const refused = tokens.accessToken.reveal() === failed?.accessToken.reveal();
      if (!refused && runtime.now() < refreshAt(tokens, writtenAt)) {
        return keep(record, "fresh");
      }
      const live = !refused && isLive(tokens, runtime.now());
      if (tokens.refreshToken === undefined) {
        // Our clock may be wrong, and nothing can take the token's place: the API has the last word.
        return refused ? end(record, "refused") : keep(record, "fresh");
      }
      if (backoff.isResting()) {
        return live ? keep(record, "fresh") : backoff.verdict();
      }
      const askedAt = runtime.now();
      // Who waits asks this again, and nothing else: it says what is there once the holder is done.
      const answer = await store.acquireLease(key, { generation, durationMs: leaseMs });
      if (answer.kind === "acquired") {
        // When this process was stopped on the way, another one may have the lease by the time an answer comes.
        const isLate = runtime.now() - askedAt > leaseMs - refreshTimeoutMs;
        if (!isLate && answer.record.state === "active") {
          return spend({ record: answer.record, lease: answer.lease, lostSince: answer.lostSince, live });
        }
        await store.release(answer.lease, "unspent");
      }
      if (answer.kind === "held") {
        if (live) {
          return keep(record, "fresh");
        }
        if (runtime.now() >= giveUpAt) {
          return { kind: "locked_out", pid: answer.holder.pid, until: answer.holder.until };
        }
        await runtime.sleep(aroundMs(pauseMs));
        pauseMs = Math.min(2 * pauseMs, LONGEST_LOOK_AGAIN_MS);
      } else {
        record = answer.record;
      }
    }
  }

  async function spend(turn: Turn): Promise<Verdict> {
    const { record, lease, lostSince, live } = turn;
    const firstSentAt = lostSince ?? runtime.now();
    const isInGrace = (): boolean => runtime.now() - firstSentAt < graceMs;
    if (lostSince !== undefined && live && !isInGrace()) {
      // RFC 9700, 4.14.2: a refresh token sent twice looks stolen and ends the sign-in, while the access token still works.
      await store.release(lease, "unknown");
      return keep(record, "fresh");
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await commit(turn, await refresh(record.tokens));
      } catch (error) {
        const { kind } = judgeRefreshFailure(error);
        const nothingToLose = !live && lostSince === undefined && attempt === 1;
        const mayResend = isInGrace() ? attempt < RESEND_LIMIT : nothingToLose;
        if (kind !== "unknown" || error instanceof LateRefresh || !mayResend) {
          return settleFailure(turn, { error, isAnswerLost: lostSince !== undefined || attempt > 1 });
        }
        await runtime.sleep(aroundMs(LOOK_AGAIN_MS));
      }
    }
  }

  async function settleFailure(
    { record, lease, live }: Turn,
    { error, isAnswerLost }: { readonly error: unknown; readonly isAnswerLost: boolean },
  ): Promise<Verdict> {
    const failure = judgeRefreshFailure(error);
    if (failure.kind === "dead") {
      return end(record, isAnswerLost ? "answer_lost" : "refused");
    }
    if (error instanceof LateRefresh) {
      // Still under way: should it succeed after all, the tokens are stored; until then the lease keeps others off.
      void error.outcome
        .then(
          (tokens) => store.commit(lease, merge(record.tokens, tokens)),
          () => store.release(lease, "unknown"),
        )
        .catch(() => {});
    } else {
      await store.release(lease, failure.kind === "unknown" ? "unknown" : "unspent");
    }
    backoff.failed(error, failure.kind === "unspent" ? failure.retryAfterSeconds : undefined);
    if (live) {
      return keep(record, "fresh");
    }
    return failure.kind === "configuration" ? { kind: "configuration", error } : backoff.verdict();
  }

  /** Writes before anybody sees the new token; repeats the write, never the refresh. */
  async function commit({ record, lease }: Turn, granted: TokenSet): Promise<Verdict> {
    const tokens = merge(record.tokens, granted);
    backoff.succeeded();
    for (let attempt = 1; ; attempt += 1) {
      try {
        const written = await store.commit(lease, tokens);
        // Somebody else has written: a sign-in or a later holder, or ourselves when the answer to the first attempt was lost.
        if (written === undefined) {
          return decide(undefined);
        }
        return written.state === "revoking" ? { kind: "revoked", reason: "signed_out" } : keep(written, "refreshed");
      } catch (error) {
        if (attempt === COMMIT_ATTEMPTS) {
          const { accessToken } = keep({ tokens, writtenAt: runtime.now() }, "refreshed");
          return { kind: "store_failed", error, accessToken };
        }
        await runtime.sleep(aroundMs(LOOK_AGAIN_MS) * attempt);
      }
    }
  }

  /** Ends the sign-in, unless somebody has written a newer one meanwhile: then that is the answer. */
  async function end(record: TokenRecord, reason: Disconnected["reason"]): Promise<Verdict> {
    if (await store.remove(key, record.generation)) {
      return { kind: "revoked", reason };
    }
    const newer = await store.read(key);
    return newer?.state === "active" && newer.generation !== record.generation
      ? keep(newer, "reused_elsewhere")
      : { kind: "revoked", reason };
  }

  return {
    findToken: (failed) =>
      decide(failed).catch((error: unknown) => ({ kind: "store_failed", error, accessToken: undefined })),
  };
}

/** RFC 6749, 6: what the answer leaves out stays as it was. */
function merge(before: TokenSet, granted: TokenSet): TokenSet {
  return {
    ...granted,
    scope: granted.scope ?? before.scope,
    refreshToken: granted.refreshToken ?? before.refreshToken,
    refreshTokenExpiresAt:
      granted.refreshToken === undefined ? before.refreshTokenExpiresAt : granted.refreshTokenExpiresAt,
  };
}
