import { mintToken } from "./mint.ts";
import type { PlantedApp, SeedPerson } from "./seed.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Lifetimes GitHub documents for expiring user tokens; a refresh token of an OAuth app lives a day longer. */
const accessLifetimeMs = 8 * hourMs;
const refreshLifetimeMs = { "oauth-app": 184 * dayMs, "github-app": 183 * dayMs } as const;

/** One token that was issued, with all that is judged by it. Instants are milliseconds since the epoch. */
export interface TokenRecord {
  readonly token: string;
  readonly app: PlantedApp;
  readonly person: SeedPerson;
  /** Normalised; always empty for a GitHub App, whose permissions are its own. */
  readonly scopes: readonly string[];
  readonly issuedAt: number;
  /** Absent for a token that does not expire by itself. */
  readonly expiry?: TokenExpiry;
  revokedAt?: number;
}

export interface TokenExpiry {
  readonly expiresAt: number;
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: number;
}

export interface TokenGrant {
  readonly app: PlantedApp;
  readonly person: SeedPerson;
  readonly scopes: readonly string[];
  readonly expiring: boolean;
}

export type TokenJudgement =
  | { readonly status: "active" | "expired" | "revoked"; readonly record: TokenRecord }
  | { readonly status: "unknown" };

/** The only place that knows which tokens exist. Every request is judged by it; there is no other way to be somebody. */
export interface TokenTable {
  issue(grant: TokenGrant): TokenRecord;
  judge(token: string): TokenJudgement;
  revoke(record: TokenRecord): void;
  clear(): void;
}

export function createTokenTable({ now }: { now: () => number }): TokenTable {
  const records = new Map<string, TokenRecord>();
  return {
    issue({ app, person, scopes, expiring }) {
      const issuedAt = now();
      const record: TokenRecord = {
        token: mintToken(app.kind === "github-app" ? "ghu_" : "gho_"),
        app,
        person,
        scopes,
        issuedAt,
        ...(expiring && { expiry: mintExpiry(app, issuedAt) }),
      };
      records.set(record.token, record);
      return record;
    },
    judge(token) {
      const record = records.get(token);
      if (record === undefined) return { status: "unknown" };
      if (record.revokedAt !== undefined) return { status: "revoked", record };
      const expired = record.expiry !== undefined && record.expiry.expiresAt <= now();
      return { status: expired ? "expired" : "active", record };
    },
    revoke(record) {
      record.revokedAt = now();
    },
    clear() {
      records.clear();
    },
  };
}

function mintExpiry(app: PlantedApp, issuedAt: number): TokenExpiry {
  return {
    expiresAt: issuedAt + accessLifetimeMs,
    refreshToken: mintToken("ghr_"),
    refreshTokenExpiresAt: issuedAt + refreshLifetimeMs[app.kind],
  };
}
