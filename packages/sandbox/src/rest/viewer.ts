import { reachesRepository } from "../apps/installations.ts";
import type { RegisteredApp } from "../apps/registered-app.ts";
import { findApp, provesApp } from "../apps/registry.ts";
import { readBasicCredentials } from "../basic-credentials.ts";
import type { Core, Exchange } from "../core.ts";
import { useGrant } from "../grants.ts";
import { expandScopes } from "../oauth/scopes.ts";
import type { SeedPerson, SeedRepository } from "../seed.ts";
import type { TokenRecord } from "../token-record.ts";
import { authenticationRequired, badCredentials } from "./refusal.ts";

/** Whoever asks: nobody, an app for itself, or the person a token speaks for, within what was granted. */
export interface Viewer {
  readonly token: TokenRecord | undefined;
  readonly person: SeedPerson | undefined;
  /** Set when an app asks for itself. */
  readonly app: RegisteredApp | undefined;
  /** The token's scopes with all they contain. */
  readonly scopes: ReadonlySet<string>;
}

export const anonymous: Viewer = { token: undefined, person: undefined, app: undefined, scopes: new Set() };

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
  useGrant(core.state, { person, app }, core.now());
  return { token: record, person, app: undefined, scopes: expandScopes(scopes) };
}

/**
 * Judges client id and secret of an app that asks for itself.
 *
 * @throws RestRefusal 401 when they are missing or wrong.
 */
export function judgeAppViewer(core: Core, exchange: Exchange, authorization: string | undefined): Viewer {
  const credentials = readBasicCredentials(authorization);
  if (credentials === undefined) throw authenticationRequired("credentials_needed");
  core.reportSecret(credentials.secret);
  const app = findApp(core.state, credentials.id);
  if (app === undefined || !provesApp(core, app, credentials.secret)) throw badCredentials("client_secret_wrong");
  exchange.note.clientId = app.clientId;
  return { ...anonymous, app };
}

/** Whether the viewer may know that the repository exists. */
export function canSee(core: Core, viewer: Viewer, repository: SeedRepository): boolean {
  if (!repository.private) return true;
  if (viewer.person === undefined || core.world.relation(viewer.person, repository) === undefined) return false;
  return reachesPrivate(core, viewer, repository);
}

/** An OAuth app reaches private repositories by scope, a GitHub App those it is installed on. */
function reachesPrivate(core: Core, viewer: Viewer, repository: SeedRepository): boolean {
  if (viewer.token?.app.kind !== "github-app") return viewer.scopes.has("repo");
  return reachesRepository(core.state, viewer.token.app, repository);
}

/** Returns the person of an operation that takes no request without a token. */
export function signedIn(viewer: Viewer): SeedPerson {
  if (viewer.person === undefined) throw new Error("an operation that needs a token was reached without one");
  return viewer.person;
}
