import type { Answer } from "../answer.ts";
import type { Core, RequestContext } from "../core.ts";
import { consentPage } from "../pages/consent.ts";
import { respondWithPage } from "../pages/respond.ts";
import type { Transaction } from "../state.ts";
import { authorizationErrors, clientRedirect, refusalTarget } from "./client-redirect.ts";
import { scopesAskedFor, scopesLeftTicked } from "./grant.ts";
import { redirectWithCode } from "./lead-on.ts";
import { redirectStatus, redirectWithin } from "./redirect.ts";
import { refuseForm } from "./visit.ts";
import type { Decider, Decision } from "./waiting.ts";

/** `GET /login/oauth/consent`: asks the person who signed in. */
export function showConsent(
  core: Core,
  c: RequestContext,
  { session, person, transaction }: Decider<Transaction>,
): Answer {
  const scopes = scopesAskedFor(core, transaction.request, person);
  c.env.note.decision = "consent_shown";
  return respondWithPage(c, consentPage({ session, transaction, person, scopes }));
}

/** `POST /login/oauth/authorize`: carries out the person's decision, once. */
export function decide(
  core: Core,
  c: RequestContext,
  { session, person, form, transaction }: Decision<Transaction>,
): Answer {
  const { request } = transaction;
  switch (form.get("decision")) {
    case "approve": {
      const asked = scopesAskedFor(core, request, person);
      return redirectWithCode(core, c, { transaction, scopes: scopesLeftTicked(form, asked) });
    }
    case "switch-account":
      transaction.accountChosen = false;
      c.env.note.decision = session.people.length > 1 ? "account_needed" : "sign_in_needed";
      return redirectWithin(
        c,
        session.people.length > 1
          ? `/login/oauth/select-account?transaction=${transaction.id}`
          : `/login?transaction=${transaction.id}`,
      );
    case "cancel": {
      core.state.transactions.delete(transaction.id);
      c.env.note.decision = "access_denied";
      const target = refusalTarget(core, request);
      return c.redirect(
        clientRedirect(core, c, { target, answer: authorizationErrors.access_denied }),
        redirectStatus(c),
      );
    }
    default:
      return refuseForm(c);
  }
}
