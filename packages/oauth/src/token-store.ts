import type { TokenSet } from "./tokens.ts";

/** Whose tokens: one sign-in of one account, through one app, at one authorization server. */
export interface TokenKey {
  /** The issuer of the provider. */
  readonly issuer: string;
  readonly clientId: string;
  /** The program's own name for the account, such as a login. Any text; no two differ by how it is stored only. */
  readonly account: string;
}

/** The process that wrote a record, as a store names it to others. */
export interface RecordWriter {
  readonly pid: number;
  /** The name of its machine. */
  readonly machine: string;
  /** On what occasion it wrote. */
  readonly occasion: "sign_in" | "refresh";
}

/** What a store holds of one sign-in. */
export interface TokenRecord {
  /** Grows by one with every write, and never goes back. */
  readonly generation: number;
  readonly tokens: TokenSet;
  /** `revoking`: signed out here, and not yet at the server. The tokens are kept for that alone. */
  readonly state: "active" | "revoking";
  /** What the program wants to remember beside the tokens. Not secret, and not sealed. */
  readonly attributes: Readonly<Record<string, string | number>>;
  /** When this generation was written, in milliseconds since the epoch, by the store's clock. */
  readonly writtenAt: number;
  /** The process that wrote this generation, where the store knows. */
  readonly writtenBy?: RecordWriter | undefined;
}

/** Who holds a lease, as far as others may know. */
export interface LeaseHolder {
  /** The process, for messages; absent when it runs on another machine. */
  readonly pid?: number | undefined;
  /** When the lease ends by itself, in milliseconds since the epoch, by the store's clock. */
  readonly until: number;
}

/** The right to spend the refresh token of one generation, until a deadline. */
export interface Lease {
  readonly key: TokenKey;
  readonly generation: number;
  /** Known to the holder alone: whoever was replaced cannot write any more. */
  readonly owner: string;
}

/** What becomes of asking for a lease. */
export type LeaseAnswer =
  /**
   * The lease is ours, and on record before this answer: should we die now, the next one knows that the refresh token may
   * have been spent. `lostSince` says that this already happened: an earlier holder of this generation sent it at that
   * time (milliseconds since the epoch, by the store's clock) and no answer was stored.
   */
  | {
      readonly kind: "acquired";
      readonly lease: Lease;
      readonly record: TokenRecord;
      readonly lostSince: number | undefined;
    }
  | { readonly kind: "held"; readonly holder: LeaseHolder }
  /** The generation is no longer the one asked for: use what is there now, or nothing if it was removed. */
  | { readonly kind: "moved"; readonly record: TokenRecord | undefined };

/**
 * Where tokens rest, for any number of processes and machines. Everything that decides is one atomic step of the store;
 * nothing is locked, and no connection held, between two calls. Readers are never kept waiting.
 *
 * @throws TokenStoreError from every method: `corrupt`, `key_missing`, `unavailable`, `insecure`.
 */
export interface TokenStore {
  /** The record of a sign-in, or undefined when there is none. */
  read(key: TokenKey): Promise<TokenRecord | undefined>;
  /** Every sign-in in the store, in no particular order. */
  list(): Promise<readonly TokenKey[]>;
  /** Writes a new sign-in, whatever was there; a lease on the old one is void. Resolves when it is durable. */
  put(key: TokenKey, entry: Pick<TokenRecord, "tokens" | "attributes">): Promise<TokenRecord>;
  /**
   * Asks for the right to spend the refresh token of `generation`. A holder that is past its deadline, or known to be dead
   * (same machine, its process gone), is replaced at once.
   */
  acquireLease(
    key: TokenKey,
    request: { readonly generation: number; readonly durationMs: number },
  ): Promise<LeaseAnswer>;
  /**
   * Writes what the refresh brought, if the lease still holds: same owner, same generation. Resolves when it is durable,
   * with the new record; with undefined when somebody else has written since, and nothing was changed. A record that was
   * marked `revoking` meanwhile stays so, with the new tokens: they are the ones to revoke.
   */
  commit(lease: Lease, tokens: TokenSet): Promise<TokenRecord | undefined>;
  /**
   * Gives the lease back. `unspent`: the refresh token certainly did not reach the server, or was certainly refused
   * without being used up. `unknown`: it may have been spent, so the next holder will be told by `lostSince`.
   */
  release(lease: Lease, outcome: "unspent" | "unknown"): Promise<void>;
  /** Marks a sign-in as `revoking`, if its generation is still the given one. Gives back whether it was. */
  markRevoking(key: TokenKey, generation: number): Promise<boolean>;
  /** Removes a sign-in, if its generation is still the given one: a loser never deletes a winner's. Tells whether it did. */
  remove(key: TokenKey, generation: number): Promise<boolean>;
  /** Frees what the store holds open. */
  close(): Promise<void>;
}
