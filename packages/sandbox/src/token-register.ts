import type { RegisteredApp } from "./apps/registered-app.ts";
import type { Core } from "./core.ts";
import type { SeedPerson } from "./seed.ts";
import type { RefreshToken, RevocationReason, TokenFamily, TokenRecord } from "./token-record.ts";

export type Token = TokenRecord | RefreshToken;

/** Tokens by what they are looked up by. Holds the dead as well, the last ones to die. */
export interface TokenRegister {
  readonly tables: {
    readonly records: Map<string, TokenRecord>;
    readonly refreshTokens: Map<string, RefreshToken>;
    /** Families that have a token left, by person and app. */
    readonly families: Map<string, Set<TokenFamily>>;
    /** Tokens that were revoked or spent, in that order, with the instant. */
    readonly deadTokens: Map<string, number>;
  };
  enter(token: Token): void;
  familiesOf(parties: { readonly app: RegisteredApp; readonly person: SeedPerson }): Iterable<TokenFamily>;
  /** Ends a token before its time. Of several endings the first one counts. */
  end(token: Token, reason: RevocationReason): void;
  /** Notes that a token can never be good again, for a reason that it says itself. */
  bury(token: Token): void;
}

/**
 * How many dead tokens are remembered, so that the journal can say what became of one, and a strict server can tell that a
 * refresh token was spent before. Older ones are as unknown as if they had never been.
 */
export const rememberedDeadTokens = 20_000;

/** Forgetting in batches: the beginning of a large table is slow to find. */
const batch = 1000;

export function createTokenRegister({ now }: Pick<Core, "now">): TokenRegister {
  const records = new Map<string, TokenRecord>();
  const refreshTokens = new Map<string, RefreshToken>();
  const families = new Map<string, Set<TokenFamily>>();
  const deadTokens = new Map<string, number>();

  const forgetOldest = (): void => {
    if (deadTokens.size < rememberedDeadTokens + batch) return;
    for (const token of deadTokens.keys()) {
      if (deadTokens.size <= rememberedDeadTokens) return;
      deadTokens.delete(token);
      records.delete(token);
      refreshTokens.delete(token);
    }
  };
  const bury = (token: Token): void => {
    const { family } = token;
    if (!family.living.delete(token)) return;
    deadTokens.set(token.token, now());
    forgetOldest();
    if (family.living.size > 0) return;
    const key = partiesKey(family);
    families.get(key)?.delete(family);
    if (families.get(key)?.size === 0) families.delete(key);
  };

  return {
    tables: { records, refreshTokens, families, deadTokens },
    enter(token) {
      const { family } = token;
      if (token.kind === "access") records.set(token.token, token);
      else refreshTokens.set(token.token, token);
      family.living.add(token);
      const key = partiesKey(family);
      const known = families.get(key);
      if (known === undefined) families.set(key, new Set([family]));
      else known.add(family);
    },
    familiesOf: (parties) => families.get(partiesKey(parties)) ?? [],
    end(token, reason) {
      token.ending ??= { at: now(), reason };
      bury(token);
    },
    bury,
  };
}

function partiesKey({ app, person }: { readonly app: RegisteredApp; readonly person: SeedPerson }): string {
  return `${person.id} ${app.clientId}`;
}
