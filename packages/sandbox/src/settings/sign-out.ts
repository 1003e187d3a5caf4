import type { Answer } from "../answer.ts";
import type { Core, RequestContext } from "../core.ts";
import { redirectWithin } from "../oauth/redirect.ts";
import { changePerson, findSession } from "../oauth/session.ts";
import { type FormVisit, refuseForm } from "../oauth/visit.ts";
import { respondWithPage } from "../pages/respond.ts";
import { signOutPage } from "../pages/sign-out.ts";

/** `GET /logout`: asks, since a link alone must not sign anybody out. */
export function showSignOut(core: Core, c: RequestContext): Answer {
  c.env.note.decision = "form_shown";
  return respondWithPage(c, signOutPage(findSession(core, c)));
}

/** `POST /logout`: everybody who signed in in this browser is signed out. */
export function signOut(core: Core, c: RequestContext, { session, form }: FormVisit): Answer {
  if (form.get("action") !== "sign-out") return refuseForm(c);
  changePerson(core, c, { session, person: undefined });
  c.env.note.decision = "signed_out";
  return redirectWithin(c, "/logout");
}
