import { refreshAt } from "./expiry.ts";
import { createRefresher, type RefreshPolicy } from "./refresher.ts";
import { createRevoker, type RevocationVerdict, type Revoke } from "./revoker.ts";
import { type Runtime, systemRuntime } from "./runtime.ts";
import { sendWithToken } from "./send-with-token.ts";
import type { Refresh } from "./timed-refresh.ts";
import type { TokenKey, TokenRecord, TokenStore } from "./token-store.ts";
import type { Disconnected, Fresh, Verdict } from "./verdict.ts";

/** What a token manager is made from. */
export interface TokenManagerOptions extends RefreshPolicy {
  readonly store: TokenStore;
  readonly key: TokenKey;
  /** Trades the refresh token of a token set for new tokens: `refreshWith(provider, client)`, or a function of yours. */
  readonly refresh: Refresh;
  /** Gives tokens back at the server: `revokeWith(provider, client)`, or a function of yours. */
  readonly revoke?: Revoke | undefined;
  /** The origins that `fetch` may send the token to, such as `https://api.github.com`. */
  readonly origins?: readonly string[] | undefined;
  /**
   * Called once when the sign-in turns out to be over. Say so, in the words of `describeDisconnection` if you like, and offer to
   * sign in again; never begin it unasked.
   */
  readonly onDisconnected?: ((verdict: Disconnected) => void) | undefined;
  readonly runtime?: Runtime | undefined;
}

/** What a caller may say about one question for a token. */
export interface TokenQuestion {
  /** Ends this caller's waiting with the signal's reason. Others who wait, and the refresh itself, go on. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Answers one question for any number of callers, processes and machines: a token that works, please. Refreshes in time,
 * once, and stores what the refresh brought before anybody sees it.
 *
 * Holds no timer and keeps no process alive.
 */
export interface TokenManager {
  /** The token that is known to be fresh without asking anybody, or undefined. Synchronous; touches neither disk nor lock. */
  peek(): Fresh | undefined;
  /** A verdict: mostly a token, otherwise why there is none. Rejects only with the reason of an aborted `signal`. */
  getAccessToken(question?: TokenQuestion): Promise<Verdict>;
  /**
   * Sends a request with the token, to the allowed origins only. On 401 it asks for a token other than the one that failed, and
   * sends the request once more if that is safe (GET, HEAD, OPTIONS).
   *
   * @throws TokenUnavailableError when there is no token; what the runtime's `fetch` throws.
   */
  fetch(input: string | URL, init?: RequestInit): Promise<Response>;
  /** A verdict after the API answered 401 to `failed`: the token that took its place, or a refreshed one. */
  replaceFailedToken(failed: Fresh, question?: TokenQuestion): Promise<Verdict>;
  /** Signs out: revokes both tokens at the server, then removes them. Offline, a later run completes it. */
  revoke(): Promise<RevocationVerdict>;
}

/**
 * Creates a token manager for one sign-in. Any number of them may share a store, in this process and in others.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.14
 * @example
 * const manager = createTokenManager({ store, key, refresh: refreshWith(provider, client) });
 * const verdict = await manager.getAccessToken();
 */
export function createTokenManager(options: TokenManagerOptions): TokenManager {
  const { store, key, runtime = systemRuntime, origins = [], onDisconnected } = options;
  const now = runtime.now;
  // The answer is made once and given to everybody: making a promise would cost more than all else on the hot path.
  let current: { readonly verdict: Fresh; readonly answer: Promise<Fresh>; readonly refreshAt: number } | undefined;
  let flight: Promise<Verdict> | undefined;
  let connected = true;

  const keep = (record: Pick<TokenRecord, "tokens" | "writtenAt">, kind: Fresh["kind"]): Fresh => {
    const { accessToken, expiresAt } = record.tokens;
    const verdict: Fresh = { kind: "fresh", accessToken, expiresAt };
    current = { verdict, answer: Promise.resolve(verdict), refreshAt: refreshAt(record.tokens, record.writtenAt) };
    connected = true;
    return kind === "fresh" ? verdict : { ...verdict, kind };
  };
  const refresher = createRefresher({ ...options, runtime, keep });
  const revoker = createRevoker({ store, key, runtime, revoke: options.revoke });

  function peek(): Fresh | undefined {
    return current !== undefined && now() < current.refreshAt ? current.verdict : undefined;
  }

  /** One flight for everybody: whoever asks meanwhile waits for the same answer. */
  function ask(failed: Fresh | undefined): Promise<Verdict> {
    flight ??= refresher
      .findToken(failed)
      .then((verdict) => {
        if (verdict.kind === "revoked") {
          current = undefined;
          if (connected) {
            connected = false;
            onDisconnected?.(verdict);
          }
        }
        return verdict;
      })
      .finally(() => {
        flight = undefined;
      });
    return flight;
  }

  async function replaceFailedToken(failed: Fresh, { signal }: TokenQuestion = {}): Promise<Verdict> {
    const fresh = peek();
    // A late 401: the token that failed is not the current one any more, so somebody has refreshed already.
    if (fresh !== undefined && fresh.accessToken.reveal() !== failed.accessToken.reveal()) {
      return fresh;
    }
    return orAborted(ask(failed), signal);
  }

  const manager: TokenManager = {
    peek,
    replaceFailedToken,
    getAccessToken: (question) =>
      current !== undefined && now() < current.refreshAt ? current.answer : orAborted(ask(undefined), question?.signal),
    fetch: (input, init) => sendWithToken({ input, init, origins, runtime, getToken, replaceFailedToken }),
    revoke: async () => {
      current = undefined;
      connected = false;
      return revoker.revoke();
    },
  };
  const getToken = (signal: AbortSignal | undefined): Promise<Verdict> => manager.getAccessToken({ signal });
  return manager;
}

/** One caller's waiting may end before the answer comes; the answer is for the others then. */
function orAborted<Value>(answer: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) {
    return answer;
  }
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) {
      onAbort();
    }
    signal.addEventListener("abort", onAbort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
