import type { Answer } from "../answer.ts";
import type { Core, RequestContext } from "../core.ts";
import { accountPickerPage } from "../pages/account-picker.ts";
import { respondWithPage } from "../pages/respond.ts";
import type { Transaction } from "../state.ts";
import { leadOn } from "./lead-on.ts";
import { redirectWithin } from "./redirect.ts";
import { changePerson } from "./session.ts";
import { refuseForm } from "./visit.ts";
import type { Decider, Decision } from "./waiting.ts";

/** `GET /login/oauth/select-account`: asks which of those who are signed in is meant. */
export function showAccounts(_core: Core, c: RequestContext, { session, transaction }: Decider<Transaction>): Answer {
  c.env.note.decision = "accounts_shown";
  return respondWithPage(c, accountPickerPage({ session, transaction, people: session.people }));
}

/** `POST /login/oauth/select-account`: goes on as one of those who are signed in, or to the sign-in of somebody else. */
export function selectAccount(
  core: Core,
  c: RequestContext,
  { session, form, transaction }: Decision<Transaction>,
): Answer {
  if (form.get("decision") === "switch-account") {
    c.env.note.decision = "sign_in_needed";
    return redirectWithin(c, `/login?transaction=${transaction.id}`);
  }
  const person = session.people.find(({ login }) => login === form.get("account"));
  if (person === undefined) return refuseForm(c);
  changePerson(core, c, { session, person });
  transaction.accountChosen = true;
  return leadOn(core, c, transaction);
}
