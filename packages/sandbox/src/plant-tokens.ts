import { findApp } from "./apps/registry.ts";
import type { Core } from "./core.ts";
import { recordGrant } from "./grants.ts";
import { normalizeScopes } from "./oauth/scopes.ts";
import type { SeedToken } from "./seed.ts";

/** Puts the tokens of a seed into the table, with the grants they must have come of. */
export function plantTokens(core: Core): void {
  for (const token of core.seed.tokens ?? []) plantToken(core, token);
}

function plantToken(core: Core, planted: SeedToken): void {
  const { state, world, reportSecret } = core;
  const person = world.person(planted.owner);
  const app = findApp(state, planted.app);
  if (person === undefined || app === undefined) throw new Error("a seed was planted that had not been judged");
  const scopes = app.kind === "github-app" ? [] : normalizeScopes(planted.scopes ?? []);
  const issuedAt = planted.issuedAt === undefined ? core.now() : Date.parse(planted.issuedAt);
  recordGrant(state, { person, app, scopes, at: issuedAt });
  const { token, refreshToken } = planted;
  const ends = [planted.expiresAt, planted.refreshTokenExpiresAt].map((at) =>
    at === undefined ? undefined : Date.parse(at),
  );
  const isExpiring = refreshToken !== undefined || ends[0] !== undefined;
  const record = state.tokens.plant({
    ...{ app, person, scopes, token, issuedAt },
    expiry: isExpiring
      ? {
          expiresAt: ends[0] ?? issuedAt + app.tokens.accessLifetimeMs,
          refreshToken,
          refreshTokenExpiresAt: ends[1] ?? issuedAt + app.tokens.refreshLifetimeMs,
        }
      : undefined,
  });
  for (const secret of [token, record.expiry?.refreshToken.token]) if (secret !== undefined) reportSecret(secret);
  if (planted.revoked === true) state.tokens.revokeFamily(record.family, "by_control");
}
