import { expect, it } from "vitest";
import { freezeHolder } from "./freezes.ts";
import { STRICT, startFarm } from "./start-farm.ts";

/** Leases of 3 s: a frozen holder's ends while the test looks on, and a busy machine still answers within a third of one. */
const policy = { refreshTimeoutMs: 1_000 };

it("T-25, X-63: a holder frozen with its answer, past its lease, changes nothing when it wakes", async () => {
  const graceMs = 60_000;
  const farm = await startFarm({ tokens: { ...STRICT, graceMs }, policy: { ...policy, graceMs } });
  const [holder, other] = await farm.addTwoWorkers();
  const figures = await freezeHolder(farm, { holder, other, account: "octo-lena", point: "answered" });
  expect(figures).toMatchObject({ refreshed: 2, reused: 0, isOverwritten: false });
  expect(figures).toMatchObject({ other: { status: 200 }, woken: { verdict: "fresh", status: 200 } });
});

it("X-63: a holder frozen before it sends, past its lease, does not send what another has spent", async () => {
  const farm = await startFarm({ policy });
  const [holder, other] = await farm.addTwoWorkers();
  const figures = await freezeHolder(farm, { holder, other, account: "octo-lena", point: "leased" });
  expect(figures).toMatchObject({ refreshed: 2, reused: 0, isOverwritten: false });
  expect(figures).toMatchObject({ other: { status: 200 }, woken: { verdict: "fresh", status: 200 } });
});
