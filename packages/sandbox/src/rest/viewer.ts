import type { Core, Exchange } from "../core.ts";
import { expandScopes } from "../oauth/scopes.ts";
import type { SeedPerson, SeedRepository } from "../seed.ts";
import type { TokenRecord } from "../token-record.ts";
import { badCredentials } from "./refusal.ts";

/** Whoever asks: nobody, or the person a token speaks for, within what was granted. */
export interface Viewer {
  readonly token: TokenRecord | undefined;
  readonly person: SeedPerson | undefined;
  /** The token's scopes with all they contain. */
  readonly scopes: ReadonlySet<string>;
}

export const anonymous: Viewer = { token: undefined, person: undefined, scopes: new Set() };

/**
 * Judges `Authorization` by the token table. A request without the header is nobody's; one with a header that proves
 * nothing is refused, also where nothing needs to be proved.
 *
 * @throws RestRefusal 401 for anything but an active token.
 */
export function judgeViewer(core: Core, exchange: Exchange, authorization: string | undefined): Viewer {
  if (authorization === undefined) return anonymous;
  const [, token] = /^(?:bearer|token) +(\S+)$/i.exec(authorization.trim()) ?? [];
  if (token === undefined) throw badCredentials("credentials_unreadable");
  core.reportSecret(token);
  const judgement = core.state.tokens.judge(token);
  if (judgement.status === "unknown") throw badCredentials("token_unknown");
  const { record } = judgement;
  const { person, app, scopes, family, generation } = record;
  Object.assign(exchange.note, { login: person.login, clientId: app.clientId, scopes, family: family.id, generation });
  if (judgement.status !== "active") throw badCredentials(`token_${judgement.status}`);
  return { token: record, person, scopes: expandScopes(scopes) };
}

/** Whether the viewer may know that the repository exists. */
export function canSee(core: Core, viewer: Viewer, repository: SeedRepository): boolean {
  if (!repository.private) return true;
  if (viewer.person === undefined || core.world.relation(viewer.person, repository) === undefined) return false;
  return reachesPrivate(viewer, repository);
}

/** An OAuth app reaches private repositories by scope, a GitHub App those of the accounts it is installed on. */
function reachesPrivate(viewer: Viewer, repository: SeedRepository): boolean {
  if (viewer.token?.app.kind !== "github-app") return viewer.scopes.has("repo");
  const owner = repository.owner.toLowerCase();
  return viewer.token.app.installedOn.some((login) => login.toLowerCase() === owner);
}

/** Returns the person of an operation that takes no request without a token. */
export function signedIn(viewer: Viewer): SeedPerson {
  if (viewer.person === undefined) throw new Error("an operation that needs a token was reached without one");
  return viewer.person;
}
