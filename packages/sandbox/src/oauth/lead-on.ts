import type { Answer } from "../answer.ts";
import type { Core, RequestContext } from "../core.ts";
import type { Session, Transaction } from "../state.ts";
import { clientRedirect } from "./client-redirect.ts";
import { issueCode, needsConsent, scopesAskedFor } from "./grant.ts";
import { profileFor } from "./profiles.ts";
import { redirectStatus, redirectWithin } from "./redirect.ts";
import { findTransaction } from "./transactions.ts";
import type { WaitingRequests } from "./waiting.ts";

/** Requests of apps that sent somebody here. */
export const authorizationRequests: WaitingRequests<Transaction> = {
  find: findTransaction,
  asker: ({ request }) => request,
  withoutPerson: leadOn,
};

/** Sends the browser to the next step of a request: sign-in, choice of an account, consent, or back to the client with a code. */
export function leadOn(core: Core, c: RequestContext, transaction: Transaction): Answer {
  const { request, session, id } = transaction;
  const { person } = session;
  if (person === undefined) {
    c.env.note.decision = "sign_in_needed";
    return redirectWithin(c, `/login?transaction=${id}`);
  }
  if (!transaction.accountChosen && mustChooseAccount(core, transaction)) {
    c.env.note.decision = "account_needed";
    return redirectWithin(c, `/login/oauth/select-account?transaction=${id}`);
  }
  if (needsConsent(core, request, person)) {
    c.env.note.decision = "consent_needed";
    return redirectWithin(c, `/login/oauth/consent?transaction=${id}`);
  }
  return redirectWithCode(core, c, { transaction, scopes: scopesAskedFor(core, request, person) });
}

/** GitHub lets an account be chosen wherever an app on the person's own machine could otherwise take one without a word. */
function mustChooseAccount(core: Core, { request, session }: { request: Transaction["request"]; session: Session }) {
  if (request.selectAccount) return true;
  const isNative = new URL(request.redirectUri).protocol !== "https:";
  return profileFor(core, request.app).accountPicker === "as_on_github" && (isNative || session.people.length > 1);
}

/** Ends a request by a code for the session's person, and sends the browser back to the client with it. */
export function redirectWithCode(
  core: Core,
  c: RequestContext,
  { transaction, scopes }: { transaction: Transaction; scopes: readonly string[] },
): Answer {
  const { request, session } = transaction;
  if (session.person === undefined) throw new Error("a code was asked for without anybody signed in");
  core.state.transactions.delete(transaction.id);
  const { code } = issueCode(core, { request, person: session.person, scopes });
  c.env.note.decision = "code_issued";
  c.env.note.scopes = scopes;
  return c.redirect(clientRedirect(core, c, { target: request, answer: { code } }), redirectStatus(c));
}
