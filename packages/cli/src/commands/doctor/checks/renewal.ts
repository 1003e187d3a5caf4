import { hostname } from "node:os";
import { DevGitHubError } from "@dev-github-tool/oauth";
import type { LeaseReport } from "@dev-github-tool/vault";
import { relativeTime } from "../../../output/index.ts";
import type { SignIn } from "../../../sign-ins/accounts.ts";
import { type Check, type Finding, ok, skipped } from "../finding.ts";

export const renewal: Check = {
  id: "renewal",
  title: "Renewal",
  step: "token storage",
  run: async ({ signIns, context }) => {
    if (signIns instanceof DevGitHubError || signIns.found.length === 0) {
      return skipped("there is no sign-in that could be renewed");
    }
    const { store } = await context.stores.find();
    const now = context.runtime.now();
    const findings = await Promise.all(
      signIns.found.map(async (signIn) => judgeLease(signIn, await store.readLease?.(signIn.key), now)),
    );
    return findings.find(({ mark }) => mark === "warn") ?? findings[0] ?? ok(IDLE);
  },
};

const IDLE = "no process is renewing a token, and none was stopped while it did";

function judgeLease({ key, record }: SignIn, report: LeaseReport | undefined, now: number): Finding {
  const { holder, lostSince } = report ?? {};
  if (holder?.life !== "dead" && holder !== undefined && holder.until > now) {
    const age = relativeTime(new Date(holder.acquiredAt), now);
    return ok(`${nameProcess(holder)} renews the tokens of ${key.account}, since ${age}`);
  }
  const since = holder?.acquiredAt ?? lostSince;
  if (since === undefined || record.state !== "active") {
    return ok(IDLE);
  }
  const who = holder === undefined ? "a process" : nameProcess(holder);
  const ending = holder?.life === "dead" ? ", which has ended since" : "";
  return {
    mark: "warn",
    evidence: `${who}${ending}, began to renew the tokens of ${key.account} ${relativeTime(new Date(since), now)}, and no answer was stored`,
    reason: "GitHub may have used the refresh token up. It is tried once more when the access token has ended.",
    command: "dgt login, which brings new tokens in any case",
  };
}

function nameProcess({ pid, machine }: NonNullable<LeaseReport["holder"]>): string {
  const isHere = machine === undefined || machine === hostname();
  return `process ${pid}${isHere ? "" : ` on ${machine}`}`;
}
