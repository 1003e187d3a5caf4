import type { RegisteredApp } from "./apps/registered-app.ts";
import type { SeedPerson } from "./seed.ts";
import type { State } from "./state.ts";
import type { RevocationReason } from "./token-record.ts";

/** What a person granted to an app. It outlives codes and tokens, and ends when either of the two takes it back. */
export interface Grant {
  readonly person: SeedPerson;
  readonly app: RegisteredApp;
  /** The union of everything that was ever granted, as it was granted. */
  scopes: ReadonlySet<string>;
  /** The first time, in milliseconds since the epoch. */
  readonly grantedAt: number;
  /** When one of its tokens was last used; undefined when none ever was. */
  lastUsedAt: number | undefined;
}

/** Whose grant, and to what. */
export interface GrantParties {
  readonly person: SeedPerson;
  readonly app: RegisteredApp;
}

export function findGrant({ grants }: State, parties: GrantParties): Grant | undefined {
  return grants.get(grantKey(parties));
}

/** Returns what a person granted, the oldest grant first. */
export function listGrants({ grants }: State, person: SeedPerson): readonly Grant[] {
  return [...grants.values()].filter((grant) => grant.person.id === person.id);
}

/** Returns what everybody granted to an app. */
export function grantsTo({ grants }: State, app: RegisteredApp): readonly Grant[] {
  return [...grants.values()].filter((grant) => grant.app.clientId === app.clientId);
}

/** Adds to what a person ever granted to an app. */
export function recordGrant(
  { grants }: State,
  { person, app, scopes, at }: GrantParties & { scopes: readonly string[]; at: number },
): void {
  const key = grantKey({ person, app });
  const known = grants.get(key);
  if (known !== undefined) known.scopes = new Set([...known.scopes, ...scopes]);
  else grants.set(key, { person, app, scopes: new Set(scopes), grantedAt: at, lastUsedAt: undefined });
}

/** Notes that a token of the grant was used. */
export function useGrant(state: State, parties: GrantParties, at: number): void {
  const grant = findGrant(state, parties);
  if (grant !== undefined) grant.lastUsedAt = at;
}

/** Takes a grant back, with all that came of it: tokens, families, codes and device codes that are on their way. */
export function revokeGrant(
  state: State,
  { person, app, reason }: GrantParties & { readonly reason: RevocationReason },
): void {
  state.tokens.revokeAll({ app, person }, reason);
  state.grants.delete(grantKey({ person, app }));
  for (const code of state.codes.values()) {
    if (code.request.app.clientId === app.clientId && code.person.id === person.id) code.used = true;
  }
  for (const request of state.deviceRequests.values()) {
    const { approval } = request;
    if (request.app.clientId === app.clientId && approval?.person.id === person.id) request.status = "over";
  }
}

function grantKey({ person, app }: GrantParties): string {
  return `${person.id} ${app.clientId}`;
}
