import type { Answer } from "../answer.ts";
import type { RegisteredApp } from "../apps/registered-app.ts";
import type { Core, RequestContext } from "../core.ts";
import { transactionOverPage } from "../pages/refusals.ts";
import { respondWithPage } from "../pages/respond.ts";
import type { Session } from "../state.ts";
import type { WebOperation } from "../web-operation.ts";
import { findSession } from "./session.ts";
import { type FormVisit, forOwnForm, type Visit } from "./visit.ts";

/** Requests that wait for a person to decide, of one kind. */
export interface WaitingRequests<Transaction> {
  /** Finds one, for the browser it began in only. */
  readonly find: (core: Core, session: Session | undefined, id: string | undefined) => Transaction | undefined;
  /** Whose request it is. */
  readonly asker: (transaction: Transaction) => { readonly app: RegisteredApp; readonly flow: string };
  /** Answers a browser in which nobody is signed in any more. */
  readonly withoutPerson: (core: Core, c: RequestContext, transaction: Transaction) => Answer;
}

/** A person before the page of a request that waits. */
export interface Decider<Transaction> extends Visit {
  readonly transaction: Transaction;
}

/** A person who decides. */
export interface Decision<Transaction> extends FormVisit {
  readonly transaction: Transaction;
}

/** A page on which the person of a request decides. */
export function forDecider<Transaction>(
  requests: WaitingRequests<Transaction>,
  show: (core: Core, c: RequestContext, decider: Decider<Transaction>) => Answer,
): WebOperation["handle"] {
  return (core, c) => {
    const session = findSession(core, c);
    const transaction = requests.find(core, session, c.req.query("transaction"));
    if (session === undefined || transaction === undefined) return transactionOver(c);
    noteAsker(c, requests.asker(transaction));
    const { person } = session;
    if (person === undefined) return requests.withoutPerson(core, c, transaction);
    return show(core, c, { session, person, transaction });
  };
}

/** What the form of such a page does. */
export function forDecision<Transaction>(
  requests: WaitingRequests<Transaction>,
  act: (core: Core, c: RequestContext, decision: Decision<Transaction>) => Answer,
): WebOperation["handle"] {
  return forOwnForm((core, c, visit) => {
    const transaction = requests.find(core, visit.session, visit.form.get("transaction"));
    if (transaction === undefined) return transactionOver(c);
    noteAsker(c, requests.asker(transaction));
    return act(core, c, { ...visit, transaction });
  });
}

export function transactionOver(c: RequestContext): Answer {
  c.env.note.decision = "transaction_refused";
  return respondWithPage(c, transactionOverPage);
}

function noteAsker({ env: { note } }: RequestContext, { app, flow }: { app: RegisteredApp; flow: string }): void {
  note.clientId = app.clientId;
  note.flow = flow;
}
