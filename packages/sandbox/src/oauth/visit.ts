import type { Answer } from "../answer.ts";
import type { Core, RequestContext } from "../core.ts";
import { foreignFormPage } from "../pages/refusals.ts";
import { respondWithPage } from "../pages/respond.ts";
import type { Parameters } from "../parameters.ts";
import type { SeedPerson } from "../seed.ts";
import type { Session } from "../state.ts";
import type { WebOperation } from "../web-operation.ts";
import { readForm } from "./form.ts";
import { askToSignIn, findSession, isOwnForm } from "./session.ts";

/** Somebody who is signed in and looks at a page. */
export interface Visit {
  readonly session: Session;
  readonly person: SeedPerson;
}

/** Somebody who is signed in and sent a form that one of these pages showed them. */
export interface FormVisit extends Visit {
  readonly form: Parameters;
}

type Handler = WebOperation["handle"];

/** A page for whoever is signed in; others are asked to sign in first. */
export function forVisitor(show: (core: Core, c: RequestContext, visit: Visit) => Answer): Handler {
  return (core, c) => {
    const session = findSession(core, c);
    if (session?.person === undefined) return askToSignIn(core, c);
    return show(core, c, { session, person: session.person });
  };
}

/** What a form does; a form that was not shown to this very browser does nothing. */
export function forOwnForm(act: (core: Core, c: RequestContext, visit: FormVisit) => Answer): Handler {
  return async (core, c) => {
    const form = await readForm(c);
    const session = findSession(core, c);
    if (form === undefined || !isOwnForm(session, form.get("csrf")) || session.person === undefined) {
      return refuseForm(c);
    }
    return act(core, c, { session, person: session.person, form });
  };
}

/** Answers a form of which no page has a button. */
export function refuseForm(c: RequestContext): Answer {
  c.env.note.decision = "form_refused";
  return respondWithPage(c, foreignFormPage);
}
