import type { Answer } from "../answer.ts";
import type { Core, RequestContext } from "../core.ts";
import { respondWithPage } from "../pages/respond.ts";
import { signedInPage, signInPage } from "../pages/sign-in.ts";
import { sameText } from "../same-text.ts";
import { readForm } from "./form.ts";
import { leadOn } from "./lead-on.ts";
import { redirectWithin } from "./redirect.ts";
import { changePerson, findSession, isOwnForm, openSession } from "./session.ts";
import { findTransaction } from "./transactions.ts";
import { refuseForm } from "./visit.ts";
import { transactionOver } from "./waiting.ts";

/** `GET /login`: the form, for a waiting request or for nothing in particular. */
export function showSignIn(core: Core, c: RequestContext): Answer {
  const session = openSession(core, c);
  const id = c.req.query("transaction");
  const transaction = findTransaction(core, session, id);
  if (id !== undefined && transaction === undefined) return transactionOver(c);
  if (transaction !== undefined) c.env.note.flow = transaction.request.flow;
  if (transaction === undefined && session.person !== undefined) {
    c.env.note.decision = "signed_in_before";
    return respondWithPage(c, signedInPage(session.person.login));
  }
  c.env.note.decision = "form_shown";
  return respondWithPage(c, signInPage({ seed: core.seed, session, transaction }));
}

/** `POST /login`: judges login and password, and leads on. */
export async function signIn(core: Core, c: RequestContext): Promise<Answer> {
  const form = await readForm(c);
  const password = form?.get("password") ?? "";
  core.reportSecret(password);
  const session = findSession(core, c);
  if (!isOwnForm(session, form?.get("csrf"))) return refuseForm(c);
  const id = form?.get("transaction");
  const transaction = findTransaction(core, session, id);
  if (id !== undefined && transaction === undefined) return transactionOver(c);
  const login = form?.get("login")?.trim() ?? "";
  const person = core.world.person(login);
  if (person === undefined || !sameText(person.password, password)) {
    c.env.note.decision = "password_refused";
    return respondWithPage(c, signInPage({ seed: core.seed, session, transaction, refusedLogin: login }));
  }
  changePerson(core, c, { session, person });
  if (transaction === undefined) {
    c.env.note.decision = "signed_in";
    const { returnTo } = session;
    session.returnTo = undefined;
    return redirectWithin(c, returnTo ?? "/login");
  }
  transaction.accountChosen = true;
  c.env.note.clientId = transaction.request.app.clientId;
  c.env.note.flow = transaction.request.flow;
  return leadOn(core, c, transaction);
}
