import type { Core } from "./core.ts";
import type { TokenRecord } from "./token-record.ts";

/** Tokens that count together: those of one person, one app and the same scopes. */
export type TokenSetOf = Pick<TokenRecord, "app" | "person" | "scopes">;

/**
 * GitHub's limits on tokens that are alike: ten live ones, and ten new ones in an hour.
 *
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#creating-multiple-tokens-for-oauth-apps
 */
export interface TokenQuota {
  readonly tables: {
    readonly liveTokens: Map<string, Set<TokenRecord>>;
    /** When the last ten were issued. */
    readonly issuedAt: Map<string, readonly number[]>;
  };
  /** Counts a token that came of a sign-in. */
  countSignIn(tokens: TokenSetOf): void;
  /** How many tokens came of sign-ins in the last hour; more than ten are not counted. */
  signInsOfLastHour(tokens: TokenSetOf): number;
  /** Adds a token, and returns the one that is too many. */
  add(record: TokenRecord): TokenRecord | undefined;
  remove(record: TokenRecord): void;
}

export const mostLiveTokens = 10;
const hourMs = 3_600_000;
const minuteMs = 60_000;

export function createTokenQuota({ now }: Pick<Core, "now">): TokenQuota {
  const liveTokens = new Map<string, Set<TokenRecord>>();
  const issuedAt = new Map<string, readonly number[]>();
  return {
    tables: { liveTokens, issuedAt },
    countSignIn(tokens) {
      const key = keyOf(tokens);
      issuedAt.set(key, [...(issuedAt.get(key) ?? []), now()].slice(-mostLiveTokens));
    },
    signInsOfLastHour: (tokens) => (issuedAt.get(keyOf(tokens)) ?? []).filter((at) => at > now() - hourMs).length,
    add(record) {
      const key = keyOf(record);
      const live = liveTokens.get(key) ?? new Set();
      liveTokens.set(key, live);
      for (const each of live) if (each.expiry !== undefined && each.expiry.expiresAt <= now()) live.delete(each);
      const tooMany = live.size < mostLiveTokens ? undefined : dispensable([...live], now());
      live.add(record);
      return tooMany;
    },
    remove(record) {
      const key = keyOf(record);
      const live = liveTokens.get(key);
      live?.delete(record);
      if (live?.size === 0) liveTokens.delete(key);
    },
  };
}

/** The oldest of those that were never used and are older than a minute, else the one unused for longest, else the oldest. */
function dispensable(oldestFirst: readonly TokenRecord[], now: number): TokenRecord | undefined {
  const neverUsed = oldestFirst.find((each) => each.lastUsedAt === undefined && each.issuedAt < now - minuteMs);
  if (neverUsed !== undefined) return neverUsed;
  const [longestUnused] = oldestFirst
    .filter((each) => each.lastUsedAt !== undefined)
    .sort((left, right) => (left.lastUsedAt ?? 0) - (right.lastUsedAt ?? 0));
  return longestUnused ?? oldestFirst[0];
}

function keyOf({ person, app, scopes }: TokenSetOf): string {
  return `${person.id} ${app.clientId} ${scopes.join(" ")}`;
}
