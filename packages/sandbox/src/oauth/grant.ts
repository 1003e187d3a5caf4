import type { RegisteredApp } from "../apps/registered-app.ts";
import type { Core } from "../core.ts";
import { findGrant, recordGrant } from "../grants.ts";
import { mintHex, mintPrintable } from "../mint.ts";
import { scopeFieldPrefix } from "../pages/permissions.ts";
import type { Parameters } from "../parameters.ts";
import type { SeedPerson } from "../seed.ts";
import { type AuthorizationCode, forgetOld } from "../state.ts";
import { mostLiveTokens } from "../token-quota.ts";
import { profileFor } from "./profiles.ts";
import { expandScopes, normalizeScopes } from "./scopes.ts";

/** What an app asks a person for, in a browser or on a device. */
export interface PermissionRequest {
  readonly app: RegisteredApp;
  /** Undefined when no scope at all was named. */
  readonly scopes: readonly string[] | undefined;
}

/** The scopes a request comes to: those it names, or, if it names none at all, all that were ever granted to the app. */
export function scopesAskedFor(core: Core, { app, scopes }: PermissionRequest, person: SeedPerson): readonly string[] {
  if (app.kind === "github-app") return [];
  if (scopes !== undefined || profileFor(core, app).absentScope === "none") return scopes ?? [];
  return normalizeScopes(findGrant(core.state, { person, app })?.scopes ?? []);
}

/** A person may grant less than was asked for: a scope whose field is not in the form had its tick taken away. */
export function scopesLeftTicked(form: Parameters, asked: readonly string[]): readonly string[] {
  return asked.filter((scope) => form.has(`${scopeFieldPrefix}${scope}`));
}

/** Whether the person has to be asked, or granted the app everything before. */
export function needsConsent(core: Core, request: PermissionRequest, person: SeedPerson): boolean {
  const { app } = request;
  const profile = profileFor(core, app);
  const grant = findGrant(core.state, { person, app });
  if (grant === undefined || profile.consent === "always") return true;
  const scopes = scopesAskedFor(core, request, person);
  const reach = expandScopes(grant.scopes);
  if (!scopes.every((scope) => reach.has(scope))) return true;
  const issued = core.state.tokens.signInsOfLastHour({ app, person, scopes });
  return profile.consentAfterTenTokens && issued >= mostLiveTokens;
}

/** Records what was granted and returns a code for it. */
export function issueCode(
  core: Core,
  { request, person, scopes }: Pick<AuthorizationCode, "request" | "person" | "scopes">,
): AuthorizationCode {
  const { codes } = core.state;
  const issuedAt = core.now();
  recordGrant(core.state, { person, app: request.app, scopes, at: issuedAt });

  forgetOld(codes, (code) => isExpired(core, code));
  const { codeCharacters } = profileFor(core, request.app);
  const text = codeCharacters === "printable" ? mintPrintable(core.random, 64) : mintHex(core.random, 20);
  const code: AuthorizationCode = { code: text, request, person, scopes, issuedAt, used: false };
  codes.set(code.code, code);
  core.reportSecret(code.code);
  return code;
}

export function isExpired(core: Core, { issuedAt, request: { app } }: AuthorizationCode): boolean {
  return issuedAt + profileFor(core, app).codeLifetimeMs <= core.now();
}
