import type { RegisteredApp } from "./apps/registered-app.ts";
import type { Core } from "./core.ts";
import { mintToken } from "./mint.ts";
import type { SeedPerson } from "./seed.ts";
import type {
  RefreshOutcome,
  RefreshToken,
  TokenExpiry,
  TokenFamily,
  TokenJudgement,
  TokenRecord,
} from "./token-record.ts";

export interface TokenGrant {
  readonly app: RegisteredApp;
  readonly person: SeedPerson;
  readonly scopes: readonly string[];
  readonly expiring: boolean;
}

/** The only place that knows which tokens exist. Every request is judged by it; there is no other way to be somebody. */
export interface TokenTable {
  /** Begins a family. */
  issue(grant: TokenGrant): TokenRecord;
  /** Judges a refresh token and, if it is good, carries the refresh out. */
  refresh(app: RegisteredApp, refreshToken: string): RefreshOutcome;
  /** Replaces an access token by a new one, which ends when the old one would have. */
  replace(record: TokenRecord): TokenRecord;
  judge(token: string): TokenJudgement;
  findRefreshToken(token: string): RefreshToken | undefined;
  revoke(record: TokenRecord): void;
  revokeRefreshToken(refreshToken: RefreshToken): void;
  revokeFamily(family: TokenFamily): void;
  /** Ends every family of one person and one app. */
  revokeAll(app: RegisteredApp, person: SeedPerson): void;
  clear(): void;
}

export function createTokenTable({ now, random }: Pick<Core, "now" | "random">): TokenTable {
  const records = new Map<string, TokenRecord>();
  const refreshTokens = new Map<string, RefreshToken>();
  const families: TokenFamily[] = [];

  const add = (family: TokenFamily, issuedAt: number, expiry: TokenExpiry | undefined): TokenRecord => {
    const { app, person, scopes, generation } = family;
    const record: TokenRecord = {
      id: records.size + 1,
      token: mintToken(random, app.kind === "github-app" ? "ghu_" : "gho_"),
      family,
      generation,
      app,
      person,
      scopes,
      issuedAt,
      ...(expiry && { expiry }),
    };
    records.set(record.token, record);
    family.newest = record;
    return record;
  };
  const mintRefreshToken = (family: TokenFamily, issuedAt: number): RefreshToken => {
    const { generation, app } = family;
    const refreshToken: RefreshToken = {
      token: mintToken(random, "ghr_"),
      family,
      generation,
      expiresAt: issuedAt + app.tokens.refreshLifetimeMs,
    };
    refreshTokens.set(refreshToken.token, refreshToken);
    return refreshToken;
  };
  const addExpiring = (family: TokenFamily, issuedAt: number, refreshToken: RefreshToken): TokenRecord =>
    add(family, issuedAt, { expiresAt: issuedAt + family.app.tokens.accessLifetimeMs, refreshToken });
  const revokeFamily = (family: TokenFamily): void => {
    family.revokedAt ??= now();
  };

  const renew = (presented: RefreshToken): TokenRecord => {
    const { family } = presented;
    const { rotation } = family.app.tokens;
    const at = now();
    // GitHub: the old access token stops working together with the old refresh token.
    if (rotation === "github" && family.newest !== undefined) family.newest.revokedAt ??= at;
    family.generation += 1;
    if (rotation === "none") return addExpiring(family, at, presented);
    presented.spentAt = at;
    return addExpiring(family, at, mintRefreshToken(family, at));
  };
  /** The pair a spent refresh token brought, if the policy lets it bring that once more. */
  const successorInGrace = (presented: RefreshToken, spentAt: number): TokenRecord | undefined => {
    const { family, generation } = presented;
    const inTime = now() - spentAt < family.app.tokens.graceMs;
    // Only while nobody has spent the successor: whoever comes with an older token than that has not just lost an answer.
    const newest = inTime && family.generation === generation + 1 ? family.newest : undefined;
    return newest?.revokedAt === undefined ? newest : undefined;
  };

  return {
    issue({ app, person, scopes, expiring }) {
      const family: TokenFamily = { id: `family-${families.length + 1}`, app, person, scopes, generation: 0 };
      families.push(family);
      const at = now();
      return expiring ? addExpiring(family, at, mintRefreshToken(family, at)) : add(family, at, undefined);
    },
    refresh(app, refreshToken) {
      const presented = refreshTokens.get(refreshToken);
      if (presented === undefined) return { decision: "refresh_unknown", presented };
      const { family, spentAt } = presented;
      if (family.app !== app) return { decision: "refresh_of_another_client", presented };
      if (family.revokedAt !== undefined || presented.revokedAt !== undefined)
        return { decision: "refresh_revoked", presented };
      if (spentAt !== undefined) {
        const record = successorInGrace(presented, spentAt);
        if (record !== undefined) return { decision: "refreshed_again", record };
        if (app.tokens.reuse === "revoke_family") revokeFamily(family);
        return { decision: "refresh_reused", presented };
      }
      if (presented.expiresAt <= now()) return { decision: "refresh_expired", presented };
      return { decision: "refreshed", record: renew(presented) };
    },
    replace(record) {
      record.revokedAt = now();
      return add(record.family, now(), record.expiry);
    },
    judge(token) {
      const record = records.get(token);
      if (record === undefined) return { status: "unknown" };
      if (record.revokedAt !== undefined || record.family.revokedAt !== undefined) return { status: "revoked", record };
      const expired = record.expiry !== undefined && record.expiry.expiresAt <= now();
      return { status: expired ? "expired" : "active", record };
    },
    findRefreshToken: (token) => refreshTokens.get(token),
    revoke(record) {
      record.revokedAt ??= now();
    },
    revokeRefreshToken(refreshToken) {
      refreshToken.revokedAt ??= now();
    },
    revokeFamily,
    revokeAll(app, person) {
      for (const family of families) if (family.app === app && family.person === person) revokeFamily(family);
    },
    clear() {
      records.clear();
      refreshTokens.clear();
      families.length = 0;
    },
  };
}
