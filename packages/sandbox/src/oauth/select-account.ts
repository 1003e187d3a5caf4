import type { Answer } from "../answer.ts";
import type { Core, RequestContext } from "../core.ts";
import { accountPickerPage } from "../pages/account-picker.ts";
import { foreignFormPage, transactionOverPage } from "../pages/refusals.ts";
import { respondWithPage } from "../pages/respond.ts";
import { readForm } from "./form.ts";
import { leadOn } from "./lead-on.ts";
import { redirectWithin } from "./redirect.ts";
import { changePerson, findSession, isOwnForm } from "./session.ts";
import { findTransaction } from "./transactions.ts";

/** `GET /login/oauth/select-account`: asks which of those who are signed in is meant. */
export function showAccounts(core: Core, c: RequestContext): Answer {
  const session = findSession(core, c);
  const transaction = findTransaction(core, session, c.req.query("transaction"));
  if (session === undefined || transaction === undefined) {
    c.env.note.decision = "transaction_refused";
    return respondWithPage(c, transactionOverPage);
  }
  c.env.note.clientId = transaction.request.app.clientId;
  c.env.note.flow = transaction.request.flow;
  if (session.person === undefined) return leadOn(core, c, transaction);
  c.env.note.decision = "accounts_shown";
  return respondWithPage(c, accountPickerPage({ session, transaction, people: session.people }));
}

/** `POST /login/oauth/select-account`: goes on as one of those who are signed in, or to the sign-in of somebody else. */
export async function selectAccount(core: Core, c: RequestContext): Promise<Answer> {
  const form = await readForm(c);
  const session = findSession(core, c);
  if (form === undefined || !isOwnForm(session, form.get("csrf"))) {
    c.env.note.decision = "form_refused";
    return respondWithPage(c, foreignFormPage);
  }
  const transaction = findTransaction(core, session, form.get("transaction"));
  if (transaction === undefined) {
    c.env.note.decision = "transaction_refused";
    return respondWithPage(c, transactionOverPage);
  }
  c.env.note.clientId = transaction.request.app.clientId;
  c.env.note.flow = transaction.request.flow;
  if (form.get("decision") === "switch-account") {
    c.env.note.decision = "sign_in_needed";
    return redirectWithin(c, `/login?transaction=${transaction.id}`);
  }
  const person = session.people.find(({ login }) => login === form.get("account"));
  if (person === undefined) {
    c.env.note.decision = "form_refused";
    return respondWithPage(c, foreignFormPage);
  }
  changePerson(core, c, { session, person });
  transaction.accountChosen = true;
  return leadOn(core, c, transaction);
}
