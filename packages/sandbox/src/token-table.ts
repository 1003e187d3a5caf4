import type { RegisteredApp } from "./apps/registered-app.ts";
import type { Core } from "./core.ts";
import { mintToken } from "./mint.ts";
import type { SeedPerson } from "./seed.ts";
import { createTokenQuota, type TokenQuota, type TokenSetOf } from "./token-quota.ts";
import type {
  RefreshOutcome,
  RefreshToken,
  RevocationReason,
  TokenExpiry,
  TokenFamily,
  TokenJudgement,
  TokenRecord,
} from "./token-record.ts";
import { createTokenRegister, type Token, type TokenRegister } from "./token-register.ts";

export interface TokenGrant {
  readonly app: RegisteredApp;
  readonly person: SeedPerson;
  readonly scopes: readonly string[];
  readonly expiring: boolean;
  readonly fromDevice?: boolean | undefined;
}

interface NewToken {
  readonly issuedAt: number;
  readonly expiry: TokenExpiry | undefined;
  /** Minted when absent. */
  readonly token?: string | undefined;
}

export interface TokenToPlant {
  readonly app: RegisteredApp;
  readonly person: SeedPerson;
  readonly scopes: readonly string[];
  readonly token: string;
  readonly issuedAt: number;
  readonly expiry:
    | { readonly expiresAt: number; readonly refreshToken: string | undefined; readonly refreshTokenExpiresAt: number }
    | undefined;
}

/** The only place that knows which tokens exist. Every request is judged by it; there is no other way to be somebody. */
export interface TokenTable {
  readonly tables: TokenRegister["tables"] & TokenQuota["tables"] & { readonly tokenCounts: Map<string, number> };
  /** Begins a family. At GitHub the eleventh live token of a person, an app and a set of scopes ends one of the ten. */
  issue(grant: TokenGrant): TokenRecord;
  /** Enters a token that was issued elsewhere, with its own family. */
  plant(token: TokenToPlant): TokenRecord;
  /** Judges a refresh token and, if it is good, carries the refresh out. */
  refresh(app: RegisteredApp, refreshToken: string): RefreshOutcome;
  /** Replaces an access token by a new one, which ends when the old one would have. */
  replace(record: TokenRecord): TokenRecord;
  judge(token: string): TokenJudgement;
  findRefreshToken(token: string): RefreshToken | undefined;
  revoke(token: Token, reason: RevocationReason): void;
  revokeFamily(family: TokenFamily, reason: RevocationReason): void;
  /** Ends every family of one person and one app. */
  revokeAll(parties: { readonly app: RegisteredApp; readonly person: SeedPerson }, reason: RevocationReason): void;
  /** The access tokens of one person and one app that can be used now, the oldest first. */
  activeOf(parties: { readonly app: RegisteredApp; readonly person: SeedPerson }): readonly TokenRecord[];
  /** How many tokens of this kind were issued in the last hour, up to ten: then GitHub asks for consent again. */
  signInsOfLastHour(tokens: TokenSetOf): number;
  clear(): void;
}

const yearMs = 365 * 86_400_000;

export function createTokenTable({ now, random }: Pick<Core, "now" | "random">): TokenTable {
  const register = createTokenRegister({ now });
  const quota = createTokenQuota({ now });
  const { records, refreshTokens } = register.tables;
  const tokenCounts = new Map<string, number>();
  const tables = { ...register.tables, ...quota.tables, tokenCounts };
  const next = (of: "family" | "token"): number => {
    const count = (tokenCounts.get(of) ?? 0) + 1;
    tokenCounts.set(of, count);
    return count;
  };

  const revoke = (token: Token, reason: RevocationReason): void => {
    register.end(token, reason);
    if (token.kind === "access") quota.remove(token);
  };
  const revokeFamily = (family: TokenFamily, reason: RevocationReason): void => {
    family.ending ??= { at: now(), reason };
    for (const token of [...family.living]) revoke(token, reason);
  };
  const add = (family: TokenFamily, { issuedAt, expiry, token }: NewToken): TokenRecord => {
    const { app, person, scopes, generation } = family;
    const record: TokenRecord = {
      kind: "access",
      id: next("token"),
      token: token ?? mintToken(random, app.kind === "github-app" ? "ghu_" : "gho_"),
      family,
      generation,
      app,
      person,
      scopes,
      issuedAt,
      ...(expiry && { expiry }),
    };
    register.enter(record);
    family.newest = record;
    // The rule is GitHub's; other servers that are played here have none.
    const tooMany = app.tokens.rotation === "github" ? quota.add(record) : undefined;
    if (tooMany !== undefined) revokeFamily(tooMany.family, "too_many");
    return record;
  };
  const addRefreshToken = (family: TokenFamily, expiresAt: number, token?: string): RefreshToken => {
    const { generation } = family;
    const refreshToken: RefreshToken = {
      kind: "refresh",
      token: token ?? mintToken(random, "ghr_"),
      family,
      generation,
      expiresAt,
    };
    register.enter(refreshToken);
    return refreshToken;
  };
  const mintRefreshToken = (family: TokenFamily, issuedAt: number): RefreshToken =>
    addRefreshToken(family, issuedAt + family.app.tokens.refreshLifetimeMs);
  const addExpiring = (family: TokenFamily, issuedAt: number, refreshToken: RefreshToken): TokenRecord =>
    add(family, { issuedAt, expiry: { expiresAt: issuedAt + family.app.tokens.accessLifetimeMs, refreshToken } });

  const renew = (presented: RefreshToken): TokenRecord => {
    const { family } = presented;
    const { rotation } = family.app.tokens;
    const at = now();
    const { newest } = family;
    family.generation += 1;
    if (rotation === "none") return addExpiring(family, at, presented);
    const refreshToken = mintRefreshToken(family, at);
    // GitHub: the old access token stops working together with the old refresh token.
    if (rotation === "github" && newest !== undefined) revoke(newest, "replaced");
    presented.spentAt = at;
    register.bury(presented);
    return addExpiring(family, at, refreshToken);
  };
  /** The pair a spent refresh token brought, if the policy lets it bring that once more. */
  const successorInGrace = (presented: RefreshToken, spentAt: number): TokenRecord | undefined => {
    const { family, generation } = presented;
    const inTime = now() - spentAt < family.app.tokens.graceMs;
    // Only while nobody has spent the successor: whoever comes with an older token than that has not just lost an answer.
    const newest = inTime && family.generation === generation + 1 ? family.newest : undefined;
    return newest?.ending === undefined ? newest : undefined;
  };
  const isForgotten = ({ app, lastUsedAt, issuedAt }: TokenRecord): boolean =>
    app.tokens.rotation === "github" && (lastUsedAt ?? issuedAt) + yearMs <= now();

  return {
    tables,
    issue({ app, person, scopes, expiring, fromDevice = false }) {
      const id = `family-${next("family")}`;
      const family: TokenFamily = { id, app, person, scopes, fromDevice, living: new Set(), generation: 0 };
      quota.countSignIn(family);
      const at = now();
      return expiring
        ? addExpiring(family, at, mintRefreshToken(family, at))
        : add(family, { issuedAt: at, expiry: undefined });
    },
    plant({ app, person, scopes, token, issuedAt, expiry }) {
      const id = `family-${next("family")}`;
      const family: TokenFamily = { id, app, person, scopes, fromDevice: false, living: new Set(), generation: 0 };
      if (expiry === undefined) return add(family, { issuedAt, expiry: undefined, token });
      const { expiresAt, refreshToken, refreshTokenExpiresAt } = expiry;
      const planted = addRefreshToken(family, refreshTokenExpiresAt, refreshToken);
      return add(family, { issuedAt, expiry: { expiresAt, refreshToken: planted }, token });
    },
    refresh(app, refreshToken) {
      const presented = refreshTokens.get(refreshToken);
      if (presented === undefined) return { decision: "refresh_unknown", presented };
      const { family, spentAt } = presented;
      if (family.app !== app) return { decision: "refresh_of_another_client", presented };
      if (family.ending !== undefined || presented.ending !== undefined)
        return { decision: "refresh_revoked", presented };
      if (spentAt !== undefined) {
        const record = successorInGrace(presented, spentAt);
        if (record !== undefined) return { decision: "refreshed_again", record };
        if (app.tokens.reuse === "revoke_family") revokeFamily(family, "refresh_reused");
        return { decision: "refresh_reused", presented };
      }
      if (presented.expiresAt <= now()) return { decision: "refresh_expired", presented };
      return { decision: "refreshed", record: renew(presented) };
    },
    replace(record) {
      revoke(record, "by_app");
      return add(record.family, { issuedAt: now(), expiry: record.expiry });
    },
    judge(token) {
      const record = records.get(token);
      if (record === undefined) return { status: "unknown" };
      if (record.ending === undefined && isForgotten(record)) revokeFamily(record.family, "unused");
      const ending = record.ending ?? record.family.ending;
      if (ending !== undefined) return { status: "revoked", record, reason: ending.reason };
      const expired = record.expiry !== undefined && record.expiry.expiresAt <= now();
      return { status: expired ? "expired" : "active", record };
    },
    findRefreshToken: (token) => refreshTokens.get(token),
    revoke,
    revokeFamily,
    activeOf: (parties) =>
      [...register.familiesOf(parties)]
        .flatMap(({ living }) => [...living])
        .filter((token) => token.kind === "access")
        .filter(({ expiry }) => expiry === undefined || expiry.expiresAt > now()),
    revokeAll(parties, reason) {
      for (const family of [...register.familiesOf(parties)]) revokeFamily(family, reason);
    },
    signInsOfLastHour: (tokens) => quota.signInsOfLastHour(tokens),
    clear() {
      for (const table of Object.values(tables)) table.clear();
    },
  };
}
