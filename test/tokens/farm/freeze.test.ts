import { expect, it } from "vitest";
import { HOUR_MS } from "./farm.ts";
import { countRefreshes } from "./rounds.ts";
import { STRICT, startFarm } from "./start-farm.ts";

/** Leases of 900 ms, so that a frozen holder's ends while the test looks on. */
const policy = { refreshTimeoutMs: 300 };

it("T-25, X-63: a holder frozen with its answer, past its lease, changes nothing when it wakes", async () => {
  const graceMs = 10_000;
  const farm = await startFarm({ tokens: { ...STRICT, graceMs }, policy: { ...policy, graceMs } });
  const [holder, other] = await farm.addTwoWorkers();
  const account = "octo-lena";
  const family = await farm.signIn(account);
  farm.jump(HOUR_MS);
  const { stopped } = holder.stopAt("answered");
  const frozen = farm.askOne(holder, account);
  await stopped;
  holder.kill("SIGSTOP");
  expect(await farm.askOne(other, account)).toMatchObject({ status: 200 });
  farm.jump(HOUR_MS);
  expect(await farm.askOne(other, account)).toMatchObject({ status: 200 });
  const before = await farm.store.read(farm.keyOf(account));

  holder.goOn();
  holder.kill("SIGCONT");

  expect(await frozen).toMatchObject({ verdict: "fresh", status: 200 });
  const after = await farm.store.read(farm.keyOf(account));
  expect(after?.generation).toBe(before?.generation);
  expect(after?.tokens.refreshToken?.reveal()).toBe(before?.tokens.refreshToken?.reveal());
  farm.jump(HOUR_MS);
  expect(await farm.askOne(holder, account)).toMatchObject({ status: 200 });
  expect(countRefreshes(farm, [family])).toEqual({ refreshed: 3, reused: 0 });
});

it("X-63: a holder frozen before it sends, past its lease, does not send what another has spent", async () => {
  const farm = await startFarm({ policy });
  const [holder, other] = await farm.addTwoWorkers();
  const account = "octo-lena";
  const family = await farm.signIn(account);
  farm.jump(HOUR_MS);
  const { stopped } = holder.stopAt("leased");
  const frozen = farm.askOne(holder, account);
  await stopped;
  holder.kill("SIGSTOP");
  expect(await farm.askOne(other, account)).toMatchObject({ status: 200 });

  holder.goOn();
  holder.kill("SIGCONT");

  expect(await frozen).toMatchObject({ status: 200 });
  expect(countRefreshes(farm, [family])).toEqual({ refreshed: 1, reused: 0 });
});
