import { type Check, type Finding, ok, skipped } from "../finding.ts";
import { type Answer, whyNotAnswered } from "../probe.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** Tokens are renewed up to five minutes before their end, so that much does not show. */
const HARMFUL_MS = 5 * MINUTE_MS;

export const clock: Check = {
  id: "clock",
  title: "Clock, and the code's age",
  step: "token storage",
  run: async ({ provider, ask, signIn }) => {
    const finding = judgeClock(await ask({ url: `${provider.apiUrl}/` }));
    const { exchangeMs } = signIn?.record.attributes ?? {};
    if (typeof exchangeMs !== "number" || finding.mark === "fail" || finding.mark === "warn") {
      return finding;
    }
    const evidence = `${finding.evidence}; the last sign-in had its tokens ${(exchangeMs / SECOND_MS).toFixed(1)} s after its code`;
    return exchangeMs < MINUTE_MS
      ? { ...finding, evidence }
      : {
          mark: "warn",
          evidence,
          reason:
            "a code lives ten minutes. The network was slow, or this machine slept, between redirect and exchange.",
          command: "dgt login --explain, which shows where the time goes",
        };
  },
};

function judgeClock(answer: Answer): Finding {
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
    command: setClock[process.platform] ?? "timedatectl set-ntp true",
  };
}

const setClock: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: "sudo sntp -sS time.apple.com",
  win32: "w32tm /resync",
};
