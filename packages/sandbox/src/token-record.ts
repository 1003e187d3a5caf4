import type { RegisteredApp } from "./apps/registered-app.ts";
import type { SeedPerson } from "./seed.ts";

/** All tokens that go back to one sign-in: what reuse of a spent refresh token puts an end to. */
export interface TokenFamily {
  /** `family-1`, `family-2`, in the order of the sign-ins. */
  readonly id: string;
  readonly app: RegisteredApp;
  readonly person: SeedPerson;
  /** Normalised; always empty for a GitHub App, whose permissions are its own. A refresh cannot change them. */
  readonly scopes: readonly string[];
  /** Began on a device, whose app has no secret to prove itself by. */
  readonly fromDevice: boolean;
  /** Its tokens that were neither revoked nor spent. */
  readonly living: Set<TokenRecord | RefreshToken>;
  /** How many refreshes there were. */
  generation: number;
  newest?: TokenRecord;
  ending?: Ending;
}

/** One access token that was issued, with all that is judged by it. Instants are milliseconds since the epoch. */
export interface TokenRecord {
  readonly kind: "access";
  readonly id: number;
  readonly token: string;
  readonly family: TokenFamily;
  readonly generation: number;
  readonly app: RegisteredApp;
  readonly person: SeedPerson;
  readonly scopes: readonly string[];
  readonly issuedAt: number;
  /** Absent for a token that does not expire by itself. */
  readonly expiry?: TokenExpiry;
  lastUsedAt?: number;
  ending?: Ending;
}

export interface TokenExpiry {
  readonly expiresAt: number;
  readonly refreshToken: RefreshToken;
}

export interface RefreshToken {
  readonly kind: "refresh";
  readonly token: string;
  readonly family: TokenFamily;
  readonly generation: number;
  readonly expiresAt: number;
  /** Set when a refresh replaced it. */
  spentAt?: number;
  ending?: Ending;
}

/** How a token came to its end before its time. */
export interface Ending {
  readonly at: number;
  readonly reason: RevocationReason;
}

export type RevocationReason =
  /** Its app gave it back, or had it reset. */
  | "by_app"
  /** Its person took the grant back. */
  | "by_person"
  /** Somebody found it and reported it. */
  | "reported"
  /** A refresh brought another one. */
  | "replaced"
  /** A refresh token that was spent before was presented again. */
  | "refresh_reused"
  /** The code that brought it was presented again. */
  | "code_reused"
  /** There were more than ten like it. */
  | "too_many"
  /** Nobody used it for a year. */
  | "unused"
  /** The sandbox was told to, from outside. */
  | "by_control";

export type TokenJudgement =
  | { readonly status: "active" | "expired"; readonly record: TokenRecord }
  | { readonly status: "revoked"; readonly record: TokenRecord; readonly reason: RevocationReason }
  | { readonly status: "unknown" };

/** Why a refresh token brings no new tokens. */
export type RefreshRefusal =
  | "refresh_expired"
  | "refresh_of_another_client"
  /** It was spent before. With the policy `revoke_family` this very request ended its family. */
  | "refresh_reused"
  /** It was revoked, alone or with its family. */
  | "refresh_revoked"
  | "refresh_unknown";

export type RefreshOutcome =
  /** `refreshed_again`: within the grace window, the pair that the same refresh token brought before. */
  | { readonly decision: "refreshed" | "refreshed_again"; readonly record: TokenRecord }
  | { readonly decision: RefreshRefusal; readonly presented: RefreshToken | undefined };
