import type { Runtime } from "./runtime.ts";
import type { TokenSet } from "./tokens.ts";

/** Trades the refresh token of `tokens` for new ones. Should give up when `signal` aborts, and must send it once only. */
export type Refresh = (tokens: TokenSet, request: { readonly signal: AbortSignal }) => Promise<TokenSet>;

/** A refresh that took too long and has not given up: its answer may still come. */
export class LateRefresh extends Error {
  override readonly name = "LateRefresh";
  readonly outcome: Promise<TokenSet>;

  constructor(outcome: Promise<TokenSet>) {
    super("no answer came in time");
    this.outcome = outcome;
  }
}

/** Bounds a refresh function in time, also one that does not listen to its signal. */
export function createTimedRefresh(options: {
  readonly refresh: Refresh;
  readonly timeoutMs: number;
  readonly runtime: Runtime;
}): (tokens: TokenSet) => Promise<TokenSet> {
  const { refresh, timeoutMs, runtime } = options;
  return async (tokens) => {
    const tooLate = new AbortController();
    const inTime = new AbortController();
    const outcome = refresh(tokens, { signal: tooLate.signal });
    const timer = runtime.sleep(timeoutMs, inTime.signal).then(() => {
      tooLate.abort(new DOMException("the refresh took too long", "TimeoutError"));
      throw new LateRefresh(outcome);
    });
    try {
      return await Promise.race([outcome, timer]);
    } finally {
      // Any reason will do, and one of its own would cost a stack trace each time.
      inTime.abort("in time");
      // Whichever lost the race is nobody's to handle any more.
      timer.catch(() => {});
      outcome.catch(() => {});
    }
  };
}
