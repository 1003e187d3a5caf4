import type { Core } from "../core.ts";
import { findGrant, recordGrant } from "../grants.ts";
import { mintHex } from "../mint.ts";
import { scopeFieldPrefix } from "../pages/permissions.ts";
import type { Parameters } from "../parameters.ts";
import type { SeedPerson } from "../seed.ts";
import { type AuthorizationCode, type AuthorizationRequest, forgetOld } from "../state.ts";
import { expandScopes, normalizeScopes } from "./scopes.ts";

/** GitHub's codes live for ten minutes. */
const codeLifetimeMs = 600_000;

/** The scopes a request comes to: those it names, or, if it names none at all, all that were ever granted to the app. */
export function scopesToGrant(core: Core, request: AuthorizationRequest, person: SeedPerson): readonly string[] {
  return request.scopes ?? normalizeScopes(findGrant(core.state, { person, app: request.app })?.scopes ?? []);
}

/** A person may grant less than was asked for: a scope whose field is not in the form had its tick taken away. */
export function scopesLeftTicked(form: Parameters, asked: readonly string[]): readonly string[] {
  return asked.filter((scope) => form.has(`${scopeFieldPrefix}${scope}`));
}

/** Whether the person granted the app everything before, so that GitHub asks no more. */
export function isGrantedBefore(core: Core, request: AuthorizationRequest, person: SeedPerson): boolean {
  const granted = findGrant(core.state, { person, app: request.app });
  if (granted === undefined) return false;
  const reach = expandScopes(granted.scopes);
  return scopesToGrant(core, request, person).every((scope) => reach.has(scope));
}

/** Records the grant and returns a code for it. */
export function issueCode(core: Core, request: AuthorizationRequest, person: SeedPerson): AuthorizationCode {
  const { codes } = core.state;
  const scopes = scopesToGrant(core, request, person);
  recordGrant(core.state, { person, app: request.app, scopes, at: core.now() });

  forgetOld(codes, (code) => isExpired(core, code));
  const code: AuthorizationCode = {
    code: mintHex(core.random, 20),
    request,
    person,
    scopes,
    issuedAt: core.now(),
    used: false,
  };
  codes.set(code.code, code);
  core.reportSecret(code.code);
  return code;
}

export function isExpired(core: Core, code: AuthorizationCode): boolean {
  return code.issuedAt + codeLifetimeMs <= core.now();
}
