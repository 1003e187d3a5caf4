import { NetworkError, TokenRequestError, UnexpectedResponseError } from "./errors.ts";

/** How long to wait before the next question for a device's token. */
export interface Pace {
  waitMs(): number;
  /**
   * Takes an answer that brought no tokens for what it is.
   *
   * @throws the error itself, when it ends the sign-in.
   */
  learn(error: unknown): void;
}

/** RFC 8628, section 3.5: "the interval MUST be increased by 5 seconds for this and all subsequent requests". */
const SLOW_DOWN_SECONDS = 5;
/** The longest that a broken connection is waited for, unless the interval is longer. */
const LONGEST_REST_SECONDS = 60;
const LONGEST_RETRY_AFTER_SECONDS = 15 * 60;
/**
 * A clock that runs fast, as those of virtual machines do, would be too early at every interval: each `slow_down` makes both
 * sides wait five seconds longer, and the share by which they differ stays.
 */
const MARGIN = 1.2;
const MARGIN_STEP = 0.2;
const WIDEST_MARGIN = 2;
/** GitHub now and then does not know a code that it has just given out. */
const MOST_UNKNOWN = 2;

/** Nothing that was sent may have been lost for good; everything else of the wire is not waited for. */
const PASSING: ReadonlySet<string> = new Set(["unreachable", "connection_lost", "timed_out"]);

/**
 * Creates the pace of one sign-in, which never gets faster than the server allows.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.5
 */
export function createPace(intervalSeconds: number): Pace {
  let interval = intervalSeconds;
  let margin = MARGIN;
  let failures = 0;
  let unknown = 0;
  let retryAfter = 0;

  function slowDown(asked: number | undefined): void {
    interval = Math.max(interval + SLOW_DOWN_SECONDS, asked ?? 0);
    margin = Math.min(margin + MARGIN_STEP, WIDEST_MARGIN);
  }

  function learnFromRefusal(refusal: TokenRequestError): void {
    failures = 0;
    retryAfter = 0;
    unknown = refusal.code === "incorrect_device_code" ? unknown + 1 : 0;
    if (refusal.providerCode === "slow_down") {
      slowDown(refusal.intervalSeconds);
    } else if (refusal.providerCode !== "authorization_pending" && (unknown === 0 || unknown > MOST_UNKNOWN)) {
      throw refusal;
    }
  }

  return {
    waitMs: () => {
      const rest = Math.min(interval * 2 ** failures, LONGEST_REST_SECONDS);
      return Math.max(interval, rest, retryAfter) * margin * 1000;
    },
    learn: (error) => {
      if (error instanceof TokenRequestError) {
        learnFromRefusal(error);
        return;
      }
      const isUnavailable = error instanceof UnexpectedResponseError && error.code === "unavailable";
      if (!isUnavailable && !(error instanceof NetworkError && PASSING.has(error.code))) {
        throw error;
      }
      failures += 1;
      retryAfter = isUnavailable ? Math.min(error.retryAfterSeconds ?? 0, LONGEST_RETRY_AFTER_SECONDS) : 0;
    },
  };
}
