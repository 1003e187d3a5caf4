import { hash } from "node:crypto";
import {
  type RecordWriter,
  Secret,
  type TokenKey,
  type TokenRecord,
  type TokenSet,
  TokenStoreError,
} from "@dev-github-tool/oauth";
import { type Binding, type CipherKey, damaged, readKeyId, seal, unseal } from "./cipher.ts";
import type { Entry, HeldLease } from "./entry.ts";

/** Part of what every sealed field is bound to, so that bytes of another layout never pass for this one. */
export const SCHEMA_VERSION = 1;

/** An entry as it rests. */
export interface SealedEntry {
  readonly id: Buffer;
  readonly generation: number;
  /** In the clear: whose it is, since when, and what the program noted. Bound to what is sealed. */
  readonly head: string;
  readonly tokens: Buffer;
  readonly lease: Buffer | null;
}

/** Finds keys by their names. */
export interface KeyRing {
  find(id: string): CipherKey | undefined;
  /** Whether the store has ever been sealed with such a key; one that was not is a damaged name. */
  wasUsed(id: string): boolean;
}

interface Head {
  readonly issuer: string;
  readonly clientId: string;
  readonly account: string;
  readonly state: TokenRecord["state"];
  readonly writtenAt: number;
  readonly attributes: TokenRecord["attributes"];
}

interface SealedTokens extends Omit<TokenSet, "accessToken" | "refreshToken"> {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** Absent in what an earlier version wrote. */
  readonly writtenBy?: RecordWriter | undefined;
}

type SealedLease = Pick<Entry, "held" | "lostSince">;

/** Rows are found by a hash: names of accounts may hold anything, and no two may meet. */
export function identify({ issuer, clientId, account }: TokenKey): Buffer {
  // JSON writes half a surrogate pair as an escape, where UTF-8 has one replacement for all of them.
  return hash("sha256", JSON.stringify([issuer, clientId, account]), "buffer");
}

/** The same key with nothing but what names it, whatever object the caller gave. */
export function nameKey({ issuer, clientId, account }: TokenKey): TokenKey {
  return { issuer, clientId, account };
}

export function sealEntry(key: TokenKey, entry: Entry, cipherKey: CipherKey): SealedEntry {
  const { generation, state, writtenAt, writtenBy, attributes, tokens } = entry.record;
  const head: Head = { ...nameKey(key), state, writtenAt, attributes };
  const headText = JSON.stringify(head);
  const plain: SealedTokens = {
    ...tokens,
    accessToken: tokens.accessToken.reveal(),
    refreshToken: tokens.refreshToken?.reveal(),
    writtenBy,
  };
  return {
    id: identify(key),
    generation,
    head: headText,
    tokens: seal(JSON.stringify(plain), cipherKey, bind(key, "tokens", [generation, headText])),
    lease: sealLease(key, entry, cipherKey),
  };
}

/** Seals the lease of an entry whose record stays as it rests; null when there is nothing to say. */
export function sealLease(key: TokenKey, { record, held, lostSince }: Entry, cipherKey: CipherKey): Buffer | null {
  const lease: SealedLease = { held, lostSince };
  const hasLease = held !== undefined || lostSince !== undefined;
  return hasLease ? seal(JSON.stringify(lease), cipherKey, bind(key, "lease", [record.generation])) : null;
}

/** @throws TokenStoreError `corrupt`, `key_missing` */
export function unsealEntry(key: TokenKey, row: SealedEntry, keys: KeyRing): Entry {
  const open = (sealed: Buffer, binding: Binding): unknown =>
    JSON.parse(unseal(sealed, findKey(keys, readKeyId(sealed)), binding));
  const plain = open(row.tokens, bind(key, "tokens", [row.generation, row.head])) as SealedTokens;
  const lease =
    row.lease === null
      ? { held: undefined, lostSince: undefined }
      : (open(row.lease, bind(key, "lease", [row.generation])) as Partial<{ held: HeldLease; lostSince: number }>);
  // The head is what was sealed with the tokens, or they would not have opened.
  const { state, writtenAt, attributes } = JSON.parse(row.head) as Head;
  const { accessToken, refreshToken, scope, expiresAt, refreshTokenExpiresAt, writtenBy } = plain;
  return {
    record: {
      generation: row.generation,
      state,
      writtenAt,
      writtenBy,
      attributes,
      tokens: {
        accessToken: new Secret(accessToken),
        tokenType: "bearer",
        scope,
        expiresAt,
        refreshToken: refreshToken === undefined ? undefined : new Secret(refreshToken),
        refreshTokenExpiresAt,
      },
    },
    held: lease.held,
    lostSince: lease.lostSince,
  };
}

/** What the head of a sign-in begins with: the same for all its generations, and for no other sign-in. */
export function beginHead(key: TokenKey): string {
  return `${JSON.stringify(nameKey(key)).slice(0, -1)},`;
}

/** Whose row this is, by its own words. @throws TokenStoreError `corrupt` when it is not found where these words put it. */
export function readName({ id, head }: Pick<SealedEntry, "id" | "head">): TokenKey {
  try {
    const key = nameKey(JSON.parse(head) as Head);
    if (identify(key).equals(id)) {
      return key;
    }
  } catch (error) {
    throw damaged(error);
  }
  throw damaged();
}

function bind(key: TokenKey, field: "tokens" | "lease", rest: Binding): Binding {
  return [SCHEMA_VERSION, key.issuer, key.clientId, key.account, field, ...rest];
}

function findKey(keys: KeyRing, id: string): CipherKey {
  const key = keys.find(id);
  if (key === undefined) {
    throw keys.wasUsed(id)
      ? new TokenStoreError(`a sign-in is sealed with the key ${id}, which was not given`, { code: "key_missing" })
      : damaged();
  }
  return key;
}
