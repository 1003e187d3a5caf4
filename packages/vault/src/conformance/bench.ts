import { randomBytes } from "node:crypto";
import {
  type Lease,
  type LeaseAnswer,
  Secret,
  type TokenKey,
  type TokenSet,
  type TokenStore,
} from "@dev-github-tool/oauth";

/** A store that is being tested, empty at first. */
export interface StoreUnderTest {
  /** Opens the same store once more, as another process would. */
  open(): Promise<TokenStore>;
}

/** One promise of the contract. */
export interface ConformanceCase {
  /** The promise, as a sentence. */
  readonly title: string;
  /** Resolves when the store keeps it, and rejects with an `AssertionError` when it does not. */
  run(): Promise<void>;
}

/** What a case is given: an empty store, and the means to open it again. */
export interface Bench {
  readonly store: TokenStore;
  /** Further instances of the same store. */
  openAnother(): Promise<TokenStore>;
}

/** A promise and how it is tested, before there is a store. */
export type CaseOf = readonly [title: string, run: (bench: Bench) => Promise<void>];

/** Longer than any case takes, so that no lease of this length ends by itself. */
export const LONG_MS = 60_000;

/** A key that no other case has. */
export function anyKey(overrides: Partial<TokenKey> = {}): TokenKey {
  return { issuer: "https://as.example", clientId: "client", account: randomBytes(8).toString("hex"), ...overrides };
}

/** Tokens that differ from all others. */
export function anyTokens(overrides: Partial<TokenSet> = {}): TokenSet {
  return {
    accessToken: new Secret(`at-${randomBytes(20).toString("base64url")}`),
    tokenType: "bearer",
    scope: ["read:user", "repo"],
    expiresAt: 1_800_000_000_000,
    refreshToken: new Secret(`rt-${randomBytes(20).toString("base64url")}`),
    refreshTokenExpiresAt: 1_900_000_000_000,
    ...overrides,
  };
}

/** Tokens as values that can be compared: two secrets of one value are not the same object. */
export function revealed(tokens: TokenSet | undefined): unknown {
  return (
    tokens && {
      ...tokens,
      accessToken: tokens.accessToken.reveal(),
      refreshToken: tokens.refreshToken?.reveal(),
    }
  );
}

/** Acquires a lease that must be there to be had. */
export async function acquire(
  store: TokenStore,
  key: TokenKey,
  { generation, durationMs = LONG_MS }: { readonly generation: number; readonly durationMs?: number },
): Promise<Extract<LeaseAnswer, { kind: "acquired" }>> {
  const answer = await store.acquireLease(key, { generation, durationMs });
  if (answer.kind !== "acquired") {
    throw new Error(`the lease should have been free and was ${answer.kind}`);
  }
  return answer;
}

/** Asks for a lease until it is no longer held by somebody else. */
export async function outwait(
  store: TokenStore,
  key: TokenKey,
  generation: number,
): Promise<Exclude<LeaseAnswer, { kind: "held" }>> {
  for (;;) {
    const answer = await store.acquireLease(key, { generation, durationMs: LONG_MS });
    if (answer.kind !== "held") {
      return answer;
    }
    await pause(5);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A lease that looks like another and is held by nobody. */
export function forged(lease: Lease): Lease {
  return { ...lease, owner: randomBytes(16).toString("base64url") };
}
