import type { RegisteredApp } from "../apps/registered-app.ts";
import { findApp, provesApp } from "../apps/registry.ts";
import { readBasicCredentials } from "../basic-credentials.ts";
import type { Core, Exchange } from "../core.ts";
import { useGrant } from "../grants.ts";
import { expandScopes } from "../oauth/scopes.ts";
import type { SeedPerson } from "../seed.ts";
import type { TokenRecord } from "../token-record.ts";
import { refuseCredentials, refuseWhileLockedOut } from "./lockout.ts";
import { authenticationRequired, notFound } from "./refusal.ts";

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
 * nothing is refused, also where nothing needs to be proved. An app that names itself reads what anybody may, within a limit of its own.
 *
 * @throws RestRefusal 401 for anything but an active token.
 */
export function judgeViewer(core: Core, exchange: Exchange, authorization: string | undefined): Viewer {
  if (authorization === undefined) return anonymous;
  if (/^basic /i.test(authorization)) return judgeAppViewer(core, exchange, { authorization, wrongStatus: 401 });
  refuseWhileLockedOut(core);
  const [, token] = /^(?:bearer|token) +(\S+)$/i.exec(authorization.trim()) ?? [];
  if (token === undefined) throw refuseCredentials(core, "credentials_unreadable");
  core.reportSecret(token);
  const judgement = core.state.tokens.judge(token);
  if (judgement.status === "unknown") throw refuseCredentials(core, "token_unknown");
  const { record } = judgement;
  const { person, app, scopes, family, generation } = record;
  Object.assign(exchange.note, { login: person.login, clientId: app.clientId, scopes, family: family.id, generation });
  if (judgement.status === "revoked") exchange.note.reason = judgement.reason;
  if (judgement.status !== "active") throw refuseCredentials(core, `token_${judgement.status}`);
  record.lastUsedAt = core.now();
  useGrant(core.state, { person, app }, core.now());
  return { token: record, person, app: undefined, scopes: everythingIn(scopes) };
}

const expanded = new WeakMap<readonly string[], ReadonlySet<string>>();

function everythingIn(scopes: readonly string[]): ReadonlySet<string> {
  const known = expanded.get(scopes) ?? expandScopes(scopes);
  expanded.set(scopes, known);
  return known;
}

/**
 * Judges client id and secret of an app that asks for itself.
 *
 * @throws RestRefusal 401 when they are missing or wrong, or what the caller has for wrong ones.
 */
export function judgeAppViewer(
  core: Core,
  exchange: Exchange,
  { authorization, wrongStatus }: { authorization: string | undefined; wrongStatus: 401 | 404 },
): Viewer {
  const credentials = readBasicCredentials(authorization);
  if (credentials === undefined) throw authenticationRequired("credentials_needed");
  refuseWhileLockedOut(core);
  core.reportSecret(credentials.secret);
  const app = findApp(core.state, credentials.id);
  if (app === undefined || !provesApp(core, app, credentials.secret)) {
    const refusal = refuseCredentials(core, "client_secret_wrong");
    throw wrongStatus === 401 ? refusal : notFound("client_secret_wrong");
  }
  exchange.note.clientId = app.clientId;
  return { ...anonymous, app };
}

/** Returns the person of an operation that takes no request without a token. */
export function signedIn(viewer: Viewer): SeedPerson {
  if (viewer.person === undefined) throw new Error("an operation that needs a token was reached without one");
  return viewer.person;
}
