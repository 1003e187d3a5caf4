import { NetworkError, type Runtime } from "@dev-github-tool/oauth";
import type { Octokit } from "@octokit/core";
import { readHttpFailure } from "./http-failure.ts";

/** A wait that is about to begin, because GitHub asked for it. */
export interface Wait {
  readonly reason: "rate_limited" | "secondary_rate_limited";
  readonly seconds: number;
}

/** Somebody may be looking at a terminal: what takes longer is their decision. */
const LONGEST_WAIT_SECONDS = 5;
/** How long to wait before each repetition of a request that was lost on the way or broke at the server. */
const RETRY_DELAYS_MS = [100, 400];

/** Where waits happen, and who hears of them. */
export interface PatienceOptions {
  readonly runtime: Runtime;
  /** Called before each wait; without it nothing is waited for. */
  readonly onWait: ((wait: Wait) => void) | undefined;
}

/**
 * Gives the options of octokit's retry and throttling plugins. The plugins decide nothing by their own clock: each wait
 * is over before they are told to go on.
 */
export function buildPatience({ runtime, onWait }: PatienceOptions) {
  const waitFor =
    (reason: Wait["reason"]) =>
    async (
      seconds: number,
      { request }: { request: { signal?: AbortSignal } },
      _octokit: unknown,
      retryCount: number,
    ): Promise<boolean> => {
      if (onWait === undefined || retryCount > 0 || !(seconds >= 0 && seconds <= LONGEST_WAIT_SECONDS)) {
        return false;
      }
      onWait({ reason, seconds });
      await runtime.sleep(seconds * 1000, request.signal);
      return true;
    };
  return {
    retry: { retryAfterBaseValue: 0 },
    throttle: {
      onRateLimit: waitFor("rate_limited"),
      onSecondaryRateLimit: waitFor("secondary_rate_limited"),
      retryAfterBaseValue: 0,
    },
  };
}

/**
 * Creates the octokit plugin that decides whether the retry plugin repeats a request: only when the connection broke off,
 * or the server failed and did not say when to come back. Has to stand before the retry plugin.
 */
export function createRetryJudge({ runtime }: { readonly runtime: Runtime }) {
  return (octokit: Octokit): void => {
    octokit.hook.before("request", (options) => {
      // octokit counts in here, and would go on counting from one page of a list to the next.
      options.request = { ...options.request };
    });
    octokit.hook.error("request", async (error, { request }) => {
      const failure = readHttpFailure(error);
      const mayPass =
        failure === undefined
          ? error.cause instanceof NetworkError && error.cause.code === "connection_lost"
          : failure.status >= 500 && !failure.headers.has("retry-after");
      const delayMs = mayPass ? RETRY_DELAYS_MS[request.retryCount ?? 0] : undefined;
      request.retries = delayMs === undefined ? 0 : RETRY_DELAYS_MS.length;
      if (delayMs !== undefined) {
        await runtime.sleep(delayMs, request.signal);
      }
      throw error;
    });
  };
}
