import { type Farm, HOUR_MS } from "./farm.ts";
import type { StopPoint } from "./protocol.ts";
import { countRefreshes } from "./rounds.ts";
import type { Answer, Worker } from "./worker-process.ts";

/** What became of a sign-in whose refresher was frozen past its lease, and woke when others had gone on. */
export interface FreezeFigures {
  readonly other: Answer;
  readonly woken: Answer;
  readonly refreshed: number;
  readonly reused: number;
  /** Whether the one that woke has changed what the others had stored. */
  readonly isOverwritten: boolean;
}

/** Stops a holder at a point (SIGSTOP), lets another process take over and refresh twice, and wakes the holder (SIGCONT). */
export async function freezeHolder(
  farm: Farm,
  {
    holder,
    other,
    account,
    point,
    atLeastMs = 0,
  }: {
    readonly holder: Worker;
    readonly other: Worker;
    readonly account: string;
    readonly point: StopPoint;
    readonly atLeastMs?: number;
  },
): Promise<FreezeFigures> {
  const family = await farm.signIn(account);
  farm.jump(HOUR_MS);
  const { stopped } = holder.stopAt(point);
  const asked = farm.askOne(holder, account);
  await stopped;
  holder.kill("SIGSTOP");
  await new Promise((resolve) => setTimeout(resolve, atLeastMs));
  await farm.askOne(other, account);
  farm.jump(HOUR_MS);
  const answer = await farm.askOne(other, account);
  const before = await farm.store.read(farm.keyOf(account));

  holder.goOn();
  holder.kill("SIGCONT");
  const woken = await asked;
  const after = await farm.store.read(farm.keyOf(account));
  const isOverwritten =
    after?.generation !== before?.generation ||
    after?.tokens.refreshToken?.reveal() !== before?.tokens.refreshToken?.reveal();
  return { other: answer, woken, isOverwritten, ...countRefreshes(farm, [family]) };
}
