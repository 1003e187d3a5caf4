import { type Farm, HOUR_MS } from "./farm.ts";
import { countRefreshes } from "./rounds.ts";
import type { Worker } from "./worker-process.ts";

/** What killing refreshers at random times came to. */
export interface KillFigures {
  readonly kills: number;
  readonly served: number;
  /** Sign-ins that ended because the server had rotated and its answer died with the process that was to store it. */
  readonly unavoidable: number;
  /** Anything else, in words. There should be none. */
  readonly unexplained: readonly string[];
  readonly slowestMs: number;
}

/** How long a refresh takes at most when nobody is killed; kills are spread over a little more than that. */
const LONGEST_REFRESH_MS = 25;
const ANSWER_DELAY_MS = 5;

/**
 * Kills one process after another, each at a random time after it was asked for a token that has ended, and asks the next
 * one. The server has no grace period, and is slow to answer, so that more of them die with their answer on the way.
 */
export async function killAtRandomTimes(
  farm: Farm,
  { kills, random = Math.random }: { readonly kills: number; readonly random?: () => number },
): Promise<KillFigures> {
  const operation = "oauth/access-token";
  const grant = "refresh_token";
  const delay = { fault: "slow", when: "after-commit", delayMs: ANSWER_DELAY_MS } as const;
  const slow = farm.sandbox.faults.add({ ...delay, operation, grant, times: Number.POSITIVE_INFINITY });
  const unexplained: string[] = [];
  let served = 0;
  let unavoidable = 0;
  let slowestMs = 0;
  let signIns = 1;
  let account = `sign-in ${signIns}`;
  let family = await farm.signIn(account);
  let [victim, survivor] = await farm.addTwoWorkers();
  for (let kill = 1; kill <= kills; kill += 1) {
    const coming = farm.addWorkers(1);
    farm.jump(HOUR_MS);
    await dieWithin(victim, { farm, account, ms: random() * LONGEST_REFRESH_MS });
    const stored = await farm.countStored(account);
    const diedAt = Date.now();
    const answer = await farm.askOne(survivor, account);
    slowestMs = Math.max(slowestMs, answer.at - diedAt);
    if (answer.status === 200) {
      served += 1;
    } else {
      const { refreshed, reused } = countRefreshes(farm, [family]);
      const isExplained =
        answer.verdict === "revoked" &&
        answer.reason === "answer_lost" &&
        refreshed === stored + 1 &&
        reused === 1 &&
        farm.sandbox.journal.count({ operation: "users/get-authenticated", family, generation: refreshed }) === 0;
      unavoidable += isExplained ? 1 : 0;
      if (!isExplained) {
        unexplained.push(`kill ${kill}: ${answer.verdict} ${answer.reason ?? ""}, API ${answer.status ?? "not asked"}`);
      }
      signIns += 1;
      account = `sign-in ${signIns}`;
      family = await farm.signIn(account);
    }
    const [next] = await coming;
    [victim, survivor] = [survivor, next ?? survivor];
  }
  slow.remove();
  return { kills, served, unavoidable, unexplained, slowestMs };
}

async function dieWithin(
  victim: Worker,
  { farm, account, ms }: { readonly farm: Farm; readonly account: string; readonly ms: number },
): Promise<void> {
  void farm.askOne(victim, account);
  await new Promise((resolve) => setTimeout(resolve, ms));
  victim.kill("SIGKILL");
  await victim.finished;
}
