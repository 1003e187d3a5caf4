import { randomBytes } from "node:crypto";
import { type AuthorizationRequest, buildAuthorizationRequest } from "../authorization-request.ts";
import { type AuthorizationCode, judgeAuthorizationResponse } from "../authorization-response.ts";
import { CallbackError, LoginError } from "../errors.ts";
import type { Client, Provider } from "../provider.ts";
import { recordFailure } from "../record-failure.ts";
import { type Runtime, systemRuntime } from "../runtime.ts";
import { refuseUnverifiedTls } from "../tls.ts";
import { requestTokenSet } from "../token-request.ts";
import type { TokenSet } from "../tokens.ts";
import type { Trace } from "../trace.ts";
import { recordDeparture, recordRedirect } from "./flow-record.ts";
import { type Judgement, notThisSignIn, openListener, type RedirectOptions } from "./listener.ts";
import { buildFailurePage, buildSuccessPage, type FailureText } from "./result-pages.ts";

/** What happens while the person is in the browser. */
export type LoginEvent =
  /** The port is open; `url` is the address to open, `deadlineAt` (milliseconds since the epoch) when waiting ends. */
  | { readonly kind: "waiting"; readonly url: string; readonly redirectUri: string; readonly deadlineAt: number }
  /** A redirect that does not belong to this login was refused; `count` such redirects so far. */
  | { readonly kind: "foreign_callback"; readonly count: number; readonly code: CallbackError["code"] }
  /** The redirect of this login arrived; what follows runs without the person. */
  | { readonly kind: "redirect_received" };

/** What a login in the browser is made from. */
export interface BrowserAuthorizationOptions {
  readonly provider: Provider;
  readonly client: Client;
  /** The scopes to ask for; ask for the least. */
  readonly scope: readonly string[];
  /** The name of the program on the pages. */
  readonly appName: string;
  /** Opens the address in the person's own browser, or shows it. Called once, when the port is open. */
  readonly openUrl: (url: string) => void | Promise<void>;
  readonly redirect?: RedirectOptions | undefined;
  readonly onEvent?: ((event: LoginEvent) => void) | undefined;
  /** Words for the failure page; without it the page names the error's code and step. */
  readonly describeFailure?: ((error: unknown) => FailureText) | undefined;
  readonly runtime?: Runtime | undefined;
  readonly trace?: Trace | undefined;
  /** Milliseconds to wait for the person; five minutes unless given. */
  readonly timeoutMs?: number | undefined;
  /** Ends the login with LoginError `cancelled`; port and sockets are closed by the time the promise rejects. */
  readonly signal?: AbortSignal | undefined;
}

const FIVE_MINUTES_MS = 5 * 60 * 1000;
const step = "callback validation";

/**
 * Signs a person in through their own browser: opens a loopback port, then the authorization page, waits for the
 * redirect, exchanges the code, shows the result in the browser, and gives back the tokens.
 *
 * A browser that has not asked for its page by then is not waited for: the port stays open for it for less than a second,
 * and keeps no process alive. A failure is told when the browser has its page and the port is closed, as programs end then.
 *
 * Redirects that do not belong to this login neither complete nor end it.
 *
 * @throws LoginError `port_unavailable` (no browser was opened then), `timed_out`, `cancelled`.
 * @throws AuthorizationResponseError when the server refused, for example because the person did (`access_denied`).
 * @throws CallbackError when the redirect has the right state, and another issuer or no code.
 * @throws TokenRequestError, UnexpectedResponseError, NetworkError from the exchange.
 * @see https://www.rfc-editor.org/rfc/rfc8252
 * @example
 * const tokens = await authorizeInBrowser({ provider, client, scope: ["read:user"], appName: "My tool", openUrl });
 */
export async function authorizeInBrowser(options: BrowserAuthorizationOptions): Promise<TokenSet> {
  const { provider, client, scope, trace, timeoutMs = FIVE_MINUTES_MS, runtime = systemRuntime } = options;
  refuseUnverifiedTls(process.env, "authorization URL");
  if (options.signal?.aborted) {
    throw cancelled();
  }
  const listener = await openListener(options.redirect ?? {}, `/done/${randomBytes(9).toString("base64url")}`);
  const settled = new AbortController();
  const waitingEnds = AbortSignal.any([settled.signal, ...(options.signal ? [options.signal] : [])]);
  try {
    const { redirectUri } = listener;
    const request = await buildAuthorizationRequest({ provider, client, redirectUri, scope }, runtime);
    const redirected = listener.waitForRedirect(createJudge(request, options));
    recordDeparture(trace, request);
    options.onEvent?.({ kind: "waiting", url: request.url, redirectUri, deadlineAt: runtime.now() + timeoutMs });
    const code = await Promise.race([
      redirected,
      // A launcher that fails ends the login; one that succeeds decides nothing.
      Promise.resolve(options.openUrl(request.url)).then(() => redirected),
      runtime.sleep(timeoutMs, waitingEnds).then(() => {
        throw new LoginError("nobody came back from the browser in time", { code: "timed_out", step });
      }),
    ]);
    options.onEvent?.({ kind: "redirect_received" });
    const tokens = await requestTokenSet(code, { runtime, trace, signal: options.signal });
    const isAwaited = listener.isResultAwaited();
    const shown = listener.showResult(buildSuccessPage(options.appName, provider.name)).then(listener.close);
    if (isAwaited) {
      // It is sent in no time, and would be cut off by a program that ends when it has its tokens.
      await shown;
    }
    listener.unref();
    return tokens;
  } catch (error) {
    const failure = options.signal?.aborted ? cancelled() : error;
    recordFailure(trace, failure);
    await listener.showResult(buildFailurePage(options.appName, failure, options.describeFailure));
    await listener.close();
    throw failure;
  } finally {
    settled.abort();
  }
}

function cancelled(): LoginError {
  return new LoginError("the login was cancelled", { code: "cancelled", step });
}

/** Redirects with these flaws come from elsewhere: they must neither complete nor end the login. */
const FOREIGN: readonly CallbackError["code"][] = ["state_mismatch", "parameter_repeated"];
/** Anybody on this machine can send them, as many as they like. */
const MOST_RECORDED = 20;

function createJudge(
  request: AuthorizationRequest,
  { onEvent, trace }: BrowserAuthorizationOptions,
): (query: URLSearchParams) => Judgement<AuthorizationCode> {
  let foreign = 0;
  return (query) => {
    try {
      const value = judgeAuthorizationResponse(request, query);
      recordRedirect(trace, query, { isForeign: false });
      return { kind: "accepted", value };
    } catch (error) {
      const isForeign = error instanceof CallbackError && FOREIGN.includes(error.code);
      if (!isForeign) {
        recordRedirect(trace, query, { isForeign });
        throw error;
      }
      foreign += 1;
      if (foreign <= MOST_RECORDED) {
        recordRedirect(trace, query, { isForeign });
      }
      onEvent?.({ kind: "foreign_callback", count: foreign, code: error.code });
      return { kind: "refused", page: notThisSignIn };
    }
  };
}
