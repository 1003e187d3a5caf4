import type { Core, RequestContext } from "../core.ts";
import { consentPage } from "../pages/consent.ts";
import { foreignFormPage, transactionOverPage } from "../pages/refusals.ts";
import { respondWithPage } from "../pages/respond.ts";
import { leadOn, redirectStatus, redirectWithCode } from "./authorize.ts";
import { accessDenied, clientRedirect } from "./client-redirect.ts";
import { readForm } from "./form.ts";
import { scopesLeftTicked, scopesToGrant } from "./grant.ts";
import { changePerson, findSession, isOwnForm } from "./session.ts";
import { findTransaction } from "./transactions.ts";

type Answer = Response | Promise<Response>;

/** `GET /login/oauth/consent`: asks the person who signed in. */
export function showConsent(core: Core, c: RequestContext): Answer {
  const session = findSession(core, c);
  const transaction = findTransaction(core, session, c.req.query("transaction"));
  if (session === undefined || transaction === undefined) {
    c.env.note.decision = "transaction_refused";
    return respondWithPage(c, transactionOverPage);
  }
  c.env.note.clientId = transaction.request.app.clientId;
  if (session.person === undefined) return leadOn(core, c, transaction);
  const scopes = scopesToGrant(core, transaction.request, session.person);
  c.env.note.decision = "consent_shown";
  return respondWithPage(c, consentPage({ session, transaction, person: session.person, scopes }));
}

/** `POST /login/oauth/authorize`: carries out the person's decision, once. */
export async function decide(core: Core, c: RequestContext): Promise<Response> {
  const form = await readForm(c);
  const session = findSession(core, c);
  if (!isOwnForm(session, form?.get("csrf"))) {
    c.env.note.decision = "form_refused";
    return respondWithPage(c, foreignFormPage);
  }
  const transaction = findTransaction(core, session, form?.get("transaction"));
  if (transaction === undefined || session.person === undefined) {
    c.env.note.decision = "transaction_refused";
    return respondWithPage(c, transactionOverPage);
  }
  const { request } = transaction;
  c.env.note.clientId = request.app.clientId;
  switch (form?.get("decision")) {
    case "approve":
      core.state.transactions.delete(transaction.id);
      return redirectWithCode(core, c, {
        request: { ...request, scopes: scopesLeftTicked(form, scopesToGrant(core, request, session.person)) },
        session,
      });
    case "switch-account":
      changePerson(core, c, { session, person: undefined });
      return leadOn(core, c, transaction);
    case "cancel":
      core.state.transactions.delete(transaction.id);
      c.env.note.decision = "access_denied";
      return c.redirect(
        clientRedirect(core, { address: c.env.address, request, answer: accessDenied }),
        redirectStatus(c),
      );
    default:
      c.env.note.decision = "form_refused";
      return respondWithPage(c, foreignFormPage);
  }
}
