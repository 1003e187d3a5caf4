import { type Check, ok, skipped } from "../finding.ts";
import { whyNotAnswered } from "../probe.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** Tokens are renewed up to five minutes before their end, so that much does not show. */
const HARMFUL_MS = 5 * MINUTE_MS;

export const clock: Check = {
  id: "clock",
  title: "Clock",
  step: "token storage",
  run: async ({ provider, ask }) => {
    const answer = await ask({ url: `${provider.apiUrl}/` });
    if (answer.kind !== "answered") {
      return skipped(whyNotAnswered(answer));
    }
    const theirs = Date.parse(answer.headers.get("date") ?? "");
    if (Number.isNaN(theirs)) {
      return skipped("the answer says no time");
    }
    // A Date header has no fractions of a second.
    const aheadMs = answer.at - theirs - SECOND_MS / 2;
    const size = Math.abs(aheadMs);
    if (size < MINUTE_MS) {
      return ok("right to the minute");
    }
    return {
      mark: size < HARMFUL_MS ? "warn" : "fail",
      evidence: `${Math.round(size / MINUTE_MS)} min ${aheadMs > 0 ? "fast" : "slow"}, compared with GitHub's`,
      reason:
        aheadMs > 0 ? "tokens look expired before they are." : "expired tokens look alive, and GitHub refuses them.",
      command: "timedatectl set-ntp true",
    };
  },
};
