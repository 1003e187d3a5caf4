import { findApp } from "./apps/registry.ts";
import type { Core } from "./core.ts";
import { recordGrant } from "./grants.ts";
import { normalizeScopes, offlineAccess, parseScopes } from "./oauth/scopes.ts";

/** Who signs in to what. */
export interface TokenOrder {
  readonly login: string;
  readonly clientId: string;
  /** As in an authorization request: names separated by spaces. Empty when absent. */
  readonly scope?: string | undefined;
}

/** What came of a sign-in. Instants are milliseconds since the epoch, on the sandbox's clock. */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly scopes: readonly string[];
  /** As in the journal. */
  readonly family: string;
  /** The other fields are undefined for a token that does not expire. */
  readonly expiresAt: number | undefined;
  readonly refreshToken: string | undefined;
  readonly refreshTokenExpiresAt: number | undefined;
}

/** Issues tokens as if the person had signed in and approved. @throws RangeError for a person or app that is not in the seed. */
export function issueTokens(core: Core, { login, clientId, scope = "" }: TokenOrder): IssuedTokens {
  const person = core.world.person(login);
  const app = findApp(core.state, clientId);
  if (person === undefined) throw new RangeError(`the seed has no person ${login}`);
  if (app === undefined) throw new RangeError(`the seed has no app ${clientId}`);
  const asked = parseScopes(scope);
  const scopes = app.kind === "github-app" ? [] : normalizeScopes(asked);
  recordGrant(core.state, { person, app, scopes, at: core.now() });
  const expiring = app.expiringTokens || asked.includes(offlineAccess);
  const { token, family, expiry } = core.state.tokens.issue({ app, person, scopes, expiring });
  core.reportSecret(token);
  if (expiry !== undefined) core.reportSecret(expiry.refreshToken.token);
  return {
    accessToken: token,
    scopes,
    family: family.id,
    expiresAt: expiry?.expiresAt,
    refreshToken: expiry?.refreshToken.token,
    refreshTokenExpiresAt: expiry?.refreshToken.expiresAt,
  };
}
