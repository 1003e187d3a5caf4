import { describe, expect, it } from "vitest";
import { killAt } from "./rounds.ts";
import { STRICT, startFarm } from "./start-farm.ts";

const POINTS = ["leased", "before_send", "request held", "answer held", "answered", "committed"] as const;
const GRACE_MS = 10_000;
/** A tenth of what a lease lasts. How fast it is on a machine with nothing else to do is for the soak to say. */
const AT_ONCE_MS = 3_000;

describe("X-62: the process that refreshes is killed", () => {
  it.each(POINTS)("%s: another is served at once where the server has a grace period", async (point) => {
    const farm = await startFarm({ tokens: { ...STRICT, graceMs: GRACE_MS }, policy: { graceMs: GRACE_MS } });
    const [holder, survivor] = await farm.addTwoWorkers();
    const { survivor: answer, servedAfterMs } = await killAt(farm, { point, holder, survivor, account: "octo-lena" });
    expect(answer).toMatchObject({ status: 200 });
    expect(servedAfterMs).toBeLessThan(AT_ONCE_MS);
  });

  it.each(POINTS)(
    "%s: another is served where there is none, unless the server has rotated: then it says so",
    async (point) => {
      const farm = await startFarm();
      const [holder, survivor] = await farm.addTwoWorkers();
      const { survivor: answer, wasAnswerLost } = await killAt(farm, { point, holder, survivor, account: "octo-lena" });
      expect(wasAnswerLost).toBe(point === "answer held" || point === "answered");
      expect(answer).toMatchObject(wasAnswerLost ? { verdict: "revoked", reason: "answer_lost" } : { status: 200 });
    },
  );
});
