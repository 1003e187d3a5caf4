import { describe, expect, it } from "vitest";
import { createTestSandbox } from "../../canary/test-github.ts";
import { createTestClock } from "../test-clock.ts";
import { callAcrossJumps } from "./clock-jumps.ts";
import { callThroughFaults, FAULTY_LIFETIME_MS } from "./faulty-calls.ts";
import { createRandom } from "./random.ts";
import { killAtRandomTimes } from "./random-kills.ts";
import { STRICT, startFarm } from "./start-farm.ts";

it("X-62: refreshers killed at random times lose only what nobody could keep, and say so", {
  timeout: 120_000,
}, async () => {
  const farm = await startFarm();
  const { kills, served, unavoidable, unexplained } = await killAtRandomTimes(farm, { kills: 20 });
  expect(unexplained).toEqual([]);
  expect(served + unavoidable).toBe(kills);
});

describe("T-17: calls go on while three of ten refresh requests fail", () => {
  it.each([0, 60_000])("with a grace period of %d ms", async (graceMs) => {
    const clock = createTestClock();
    const sandbox = createTestSandbox({
      now: clock.now,
      tokens: { ...STRICT, accessLifetimeMs: FAULTY_LIFETIME_MS, graceMs },
    });
    const options = { sandbox, clock, calls: 1_000, share: 0.3, graceMs, random: createRandom(20_261_121) };
    const figures = await callThroughFaults(options);
    expect(figures.unexplained).toEqual([]);
    expect(figures.answered + figures.unavoidable).toBe(figures.calls);
    expect(figures.spoilt).toBeGreaterThan(0);
    expect(figures.tokenRequests).toBeLessThanOrEqual(1.2 * figures.idealTokenRequests);
    if (graceMs > 0) {
      expect(figures.unavoidable).toBe(0);
    }
  });
});

it("T-24, X-68: a clock set by up to a year, back and forth, costs two token requests each time at most", async () => {
  const clock = createTestClock();
  const serverStartedAt = clock.now();
  const sandbox = createTestSandbox({ now: () => serverStartedAt, tokens: STRICT });
  const figures = await callAcrossJumps({ sandbox, clock, jumps: 100, random: createRandom(1_988) });
  expect(figures.answered).toBe(figures.calls);
  expect(figures.mostTokenRequestsPerJump).toBeLessThanOrEqual(2);
});
