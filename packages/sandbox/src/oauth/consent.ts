import type { Answer } from "../answer.ts";
import type { Core, RequestContext } from "../core.ts";
import { consentPage } from "../pages/consent.ts";
import { foreignFormPage, transactionOverPage } from "../pages/refusals.ts";
import { respondWithPage } from "../pages/respond.ts";
import { authorizationErrors, clientRedirect, refusalTarget } from "./client-redirect.ts";
import { readForm } from "./form.ts";
import { scopesAskedFor, scopesLeftTicked } from "./grant.ts";
import { leadOn, redirectWithCode } from "./lead-on.ts";
import { redirectStatus, redirectWithin } from "./redirect.ts";
import { findSession, isOwnForm } from "./session.ts";
import { findTransaction } from "./transactions.ts";

/** `GET /login/oauth/consent`: asks the person who signed in. */
export function showConsent(core: Core, c: RequestContext): Answer {
  const session = findSession(core, c);
  const transaction = findTransaction(core, session, c.req.query("transaction"));
  if (session === undefined || transaction === undefined) {
    c.env.note.decision = "transaction_refused";
    return respondWithPage(c, transactionOverPage);
  }
  c.env.note.clientId = transaction.request.app.clientId;
  c.env.note.flow = transaction.request.flow;
  const { person } = session;
  if (person === undefined) return leadOn(core, c, transaction);
  const scopes = scopesAskedFor(core, transaction.request, person);
  c.env.note.decision = "consent_shown";
  return respondWithPage(c, consentPage({ session, transaction, person, scopes }));
}

/** `POST /login/oauth/authorize`: carries out the person's decision, once. */
export async function decide(core: Core, c: RequestContext): Promise<Answer> {
  const form = await readForm(c);
  const session = findSession(core, c);
  if (form === undefined || !isOwnForm(session, form.get("csrf"))) {
    c.env.note.decision = "form_refused";
    return respondWithPage(c, foreignFormPage);
  }
  const transaction = findTransaction(core, session, form.get("transaction"));
  if (transaction === undefined || session.person === undefined) {
    c.env.note.decision = "transaction_refused";
    return respondWithPage(c, transactionOverPage);
  }
  const { request } = transaction;
  c.env.note.clientId = request.app.clientId;
  c.env.note.flow = request.flow;
  switch (form.get("decision")) {
    case "approve": {
      const asked = scopesAskedFor(core, request, session.person);
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
      c.env.note.decision = "form_refused";
      return respondWithPage(c, foreignFormPage);
  }
}
