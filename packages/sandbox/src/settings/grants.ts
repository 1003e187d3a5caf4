import type { Answer } from "../answer.ts";
import { findApp } from "../apps/registry.ts";
import type { Core, RequestContext } from "../core.ts";
import { findGrant, type Grant, listGrants, revokeGrant } from "../grants.ts";
import { redirectWithin } from "../oauth/redirect.ts";
import { type FormVisit, refuseForm, type Visit } from "../oauth/visit.ts";
import { type GrantView, grantPage, grantsPage, grantsPath } from "../pages/grants.ts";
import { respondWithPage } from "../pages/respond.ts";
import { leaveNotice, nothingHere, takeNotice, visitorAt } from "./visit.ts";

/** `GET /settings/applications`: what the person granted. */
export function showGrants(core: Core, c: RequestContext, visit: Visit): Answer {
  c.env.note.decision = "grants_shown";
  const grants = listGrants(core.state, visit.person).map((grant) => viewOf(core, grant));
  return respondWithPage(
    c,
    grantsPage({ visitor: visitorAt(visit, grantsPath), now: core.now(), notice: takeNotice(visit.session), grants }),
  );
}

/** `GET /settings/connections/applications/{client_id}`: one grant, at the address that GitHub has for it. */
export function showGrant(core: Core, c: RequestContext, visit: Visit): Answer {
  const grant = grantInPath(core, c, visit);
  if (grant === undefined) return nothingHere(c);
  c.env.note.decision = "grant_shown";
  c.env.note.clientId = grant.app.clientId;
  return respondWithPage(
    c,
    grantPage({
      visitor: visitorAt(visit, grantsPath),
      now: core.now(),
      notice: takeNotice(visit.session),
      ...viewOf(core, grant),
    }),
  );
}

/** `POST` to one grant: takes it back. */
export function revokeOne(core: Core, c: RequestContext, visit: FormVisit): Answer {
  const grant = grantInPath(core, c, visit);
  if (grant === undefined) return nothingHere(c);
  if (visit.form.get("action") !== "revoke") return refuseForm(c);
  revokeGrant(core.state, { ...grant, reason: "by_person" });
  c.env.note.decision = "grant_revoked";
  c.env.note.clientId = grant.app.clientId;
  leaveNotice(visit.session, `${grant.app.name} may not use this account any more. Its tokens are dead.`);
  return redirectWithin(c, grantsPath);
}

/** `POST /settings/applications`: takes everything back. */
export function revokeEvery(core: Core, c: RequestContext, visit: FormVisit): Answer {
  if (visit.form.get("action") !== "revoke-all") return refuseForm(c);
  for (const grant of listGrants(core.state, visit.person)) {
    revokeGrant(core.state, { ...grant, reason: "by_person" });
  }
  c.env.note.decision = "grants_revoked";
  leaveNotice(visit.session, "No app may use this account any more. All tokens are dead.");
  return redirectWithin(c, grantsPath);
}

function grantInPath({ state }: Core, c: RequestContext, { person }: Visit): Grant | undefined {
  const app = findApp(state, c.req.param("clientId") ?? "");
  return app && findGrant(state, { person, app });
}

function viewOf({ state }: Core, grant: Grant): GrantView {
  return { grant, tokens: state.tokens.activeOf(grant) };
}
