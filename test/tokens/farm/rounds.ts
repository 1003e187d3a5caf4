import { type Farm, HOUR_MS } from "./farm.ts";
import type { StopPoint } from "./protocol.ts";
import type { Answer, Worker } from "./worker-process.ts";

/** What a number of rounds came to. The counts of refreshes are the server's. */
export interface RoundFigures {
  readonly rounds: number;
  readonly refreshed: number;
  readonly reused: number;
  /** Processes that had no token that the API took. */
  readonly unserved: number;
  /** From the instant all of them asked, with a token that had just ended, to the last one served. */
  readonly slowestMs: number;
}

const isServed = ({ status }: Answer): boolean => status === 200;

/** All processes meet the end of one token, again and again. */
export async function rotateTogether(
  farm: Farm,
  {
    workers,
    rounds,
    account,
  }: { readonly workers: readonly Worker[]; readonly rounds: number; readonly account: string },
): Promise<RoundFigures> {
  const family = await farm.signIn(account);
  let unserved = 0;
  let slowestMs = 0;
  for (let round = 0; round < rounds; round += 1) {
    farm.jump(HOUR_MS);
    const { answers, at } = await farm.askTogether(workers, account);
    unserved += answers.filter((answer) => !isServed(answer)).length;
    slowestMs = Math.max(slowestMs, ...answers.map((answer) => answer.at - at));
  }
  return { rounds, unserved, slowestMs, ...countRefreshes(farm, [family]) };
}

/** Two processes, a new sign-in for each trial: both at one instant, or one that loaded before the other refreshed. */
export async function raceTwo(
  farm: Farm,
  {
    workers: [first, second],
    trials,
    start,
  }: {
    readonly workers: readonly [Worker, Worker];
    readonly trials: number;
    readonly start: "same instant" | "loaded before";
  },
): Promise<RoundFigures> {
  const families: string[] = [];
  let unserved = 0;
  let slowestMs = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const account = `${start} ${trial}`;
    families.push(await farm.signIn(account));
    if (start === "loaded before") {
      await farm.askOne(second, account);
    }
    farm.jump(HOUR_MS);
    const at = Date.now();
    const answers =
      start === "same instant"
        ? (await farm.askTogether([first, second], account)).answers
        : [await farm.askOne(first, account), await farm.askOne(second, account)];
    unserved += answers.filter((answer) => !isServed(answer)).length;
    slowestMs = Math.max(slowestMs, ...answers.map((answer) => answer.at - at));
  }
  return { rounds: trials, unserved, slowestMs, ...countRefreshes(farm, families) };
}

/** What became of a sign-in whose refresher was killed. */
export interface CrashFigures {
  readonly survivor: Answer;
  /** From the death of the holder to the survivor's answer. */
  readonly servedAfterMs: number;
  /** Whether the server had rotated, and no store heard of it, when the holder died. */
  readonly wasAnswerLost: boolean;
}

/** Where a holder can die: at the points it can be stopped at, and while the server has its request. */
export type DeathPoint = StopPoint | "request held" | "answer held";

/** One process is killed at a point of its refresh while another one wants the same token. */
export async function killAt(
  farm: Farm,
  {
    point,
    holder,
    survivor,
    account,
  }: {
    readonly point: DeathPoint;
    readonly holder: Worker;
    readonly survivor: Worker;
    readonly account: string;
  },
): Promise<CrashFigures> {
  const family = await farm.signIn(account);
  farm.jump(HOUR_MS);
  const reached = reachPoint(farm, holder, point);
  void farm.askOne(holder, account);
  await reached;
  const wasAnswerLost = countRefreshes(farm, [family]).refreshed > (await farm.countStored(account));
  const waiting = farm.askOne(survivor, account);
  holder.kill("SIGKILL");
  await holder.finished;
  const diedAt = Date.now();
  const answer = await waiting;
  return { survivor: answer, servedAfterMs: answer.at - diedAt, wasAnswerLost };
}

/** Resolves when the process is at that point, from which it does not go on by itself. */
function reachPoint(farm: Farm, holder: Worker, point: DeathPoint): Promise<void> {
  if (point !== "request held" && point !== "answer held") {
    return holder.stopAt(point).stopped;
  }
  const when = point === "request held" ? "before-commit" : "after-commit";
  const operation = "oauth/access-token";
  return farm.sandbox.faults.add({ fault: "hold", when, operation, grant: "refresh_token" }).untilHit();
}

export function countRefreshes(farm: Farm, families: readonly string[]): { refreshed: number; reused: number } {
  const entries = families.flatMap((family) => farm.refreshes(family));
  const count = (decision: string): number => entries.filter((entry) => entry.decision === decision).length;
  return { refreshed: count("refreshed"), reused: count("refresh_reused") };
}
