import type { Answer } from "../answer.ts";
import type { RequestContext } from "../core.ts";
import type { Visit } from "../oauth/visit.ts";
import type { Visitor } from "../pages/layout.ts";
import { notFoundPage } from "../pages/refusals.ts";
import { respondWithPage } from "../pages/respond.ts";
import type { Session } from "../state.ts";

/** Answers alike for what does not exist and for what belongs to somebody else. */
export function nothingHere(c: RequestContext): Answer {
  c.env.note.decision = "not_found";
  return respondWithPage(c, notFoundPage);
}

export function visitorAt({ session, person }: Visit, place: string): Visitor {
  return { login: person.login, csrf: session.csrf, place };
}

/** Leaves word for the next page this browser is shown. */
export function leaveNotice(session: Session, text: string, secretId?: number): void {
  session.notice = { text, secretId };
}

/** Returns what was left for this page, once. */
export function takeNotice(session: Session): Session["notice"] {
  const { notice } = session;
  session.notice = undefined;
  return notice;
}
