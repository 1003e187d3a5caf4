import type { Core, RequestContext } from "../core.ts";
import { notFoundPage, redirectRefusedPage, unreadableRequestPage } from "../pages/refusals.ts";
import { respondWithPage } from "../pages/respond.ts";
import { ParameterError, type Parameters, parseParameters } from "../parameters.ts";
import type { AuthorizationRequest, Session, Transaction } from "../state.ts";
import { judgeAuthorizationRequest } from "./authorization-request.ts";
import { clientRedirect } from "./client-redirect.ts";
import { isGrantedBefore, issueCode } from "./grant.ts";
import { openSession } from "./session.ts";
import { openTransaction } from "./transactions.ts";

type Answer = Response | Promise<Response>;

/**
 * `GET /login/oauth/authorize`: judges the request and leads on to sign-in, consent or straight back.
 *
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#1-request-a-users-github-identity
 */
export function authorize(core: Core, c: RequestContext): Answer {
  const parameters = readQuery(c);
  if (parameters === undefined) {
    c.env.note.decision = "parameters_refused";
    return respondWithPage(c, unreadableRequestPage);
  }
  const judgement = judgeAuthorizationRequest(core, parameters);
  if (judgement.kind === "client_unknown") {
    c.env.note.decision = judgement.kind;
    return respondWithPage(c, notFoundPage);
  }
  if (judgement.kind === "redirect_refused") {
    c.env.note.decision = judgement.kind;
    c.env.note.clientId = judgement.app.clientId;
    return respondWithPage(c, redirectRefusedPage);
  }
  c.env.note.clientId = judgement.request.app.clientId;
  if (judgement.kind === "challenge_refused") {
    c.env.note.decision = judgement.kind;
    // RFC 7636, section 4.4.1.
    const answer = { error: "invalid_request", error_description: judgement.description };
    return c.redirect(clientRedirect(core, { address: c.env.address, request: judgement.request, answer }), 302);
  }
  const session = openSession(core, c);
  return leadOn(core, c, openTransaction(core, session, judgement.request));
}

/** Sends the browser to the next step of a request: sign-in, consent, or back to the client with a code. */
export function leadOn(core: Core, c: RequestContext, transaction: Transaction): Response {
  const { request, session } = transaction;
  if (session.person === undefined || (request.selectAccount && !transaction.accountChosen)) {
    c.env.note.decision = "sign_in_needed";
    return redirectWithin(c, `/login?transaction=${transaction.id}`);
  }
  if (!isGrantedBefore(core, request, session.person)) {
    c.env.note.decision = "consent_needed";
    return redirectWithin(c, `/login/oauth/consent?transaction=${transaction.id}`);
  }
  core.state.transactions.delete(transaction.id);
  return redirectWithCode(core, c, { request, session });
}

/** Issues a code to the session's person and sends the browser back to the client with it. */
export function redirectWithCode(
  core: Core,
  c: RequestContext,
  { request, session }: { request: AuthorizationRequest; session: Session },
): Response {
  if (session.person === undefined) throw new Error("a code was asked for without anybody signed in");
  const { code, scopes } = issueCode(core, request, session.person);
  c.env.note.decision = "code_issued";
  c.env.note.scopes = scopes;
  return c.redirect(clientRedirect(core, { address: c.env.address, request, answer: { code } }), redirectStatus(c));
}

export function redirectWithin(c: RequestContext, path: string): Response {
  c.header("Cache-Control", "no-store");
  return c.redirect(`${c.env.address.webOrigin}${path}`, redirectStatus(c));
}

/**
 * After a form, 303: the browser must not send the form, which may hold a password, to the next address.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.12
 */
export function redirectStatus(c: RequestContext): 302 | 303 {
  return c.req.method === "POST" ? 303 : 302;
}

function readQuery(c: RequestContext): Parameters | undefined {
  try {
    return parseParameters(new URL(c.req.url).search.slice(1));
  } catch (error) {
    if (error instanceof ParameterError) return undefined;
    throw error;
  }
}
