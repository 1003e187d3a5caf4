import type { Core } from "../core.ts";
import { mintHex } from "../mint.ts";
import { type AuthorizationRequest, forgetOld, type Session, type Transaction } from "../state.ts";

const lifetimeMs = 3_600_000;

/** Keeps an accepted request while its person signs in and decides. */
export function openTransaction(core: Core, session: Session, request: AuthorizationRequest): Transaction {
  const { transactions } = core.state;
  forgetOld(transactions, (transaction) => isOver(core, transaction));
  const transaction: Transaction = {
    id: mintHex(core.random, 32),
    session,
    request,
    startedAt: core.now(),
    accountChosen: false,
  };
  transactions.set(transaction.id, transaction);
  return transaction;
}

/** Finds a request that waits for a decision, for the browser it began in only. */
export function findTransaction(
  core: Core,
  session: Session | undefined,
  id: string | undefined,
): Transaction | undefined {
  const transaction = core.state.transactions.get(id ?? "");
  if (transaction === undefined || transaction.session !== session || isOver(core, transaction)) return undefined;
  return transaction;
}

function isOver(core: Core, transaction: Transaction): boolean {
  return transaction.startedAt + lifetimeMs <= core.now();
}
