import { describe, expect, it } from "vitest";
import { HOUR_MS } from "./farm.ts";
import { raceTwo, rotateTogether } from "./rounds.ts";
import { STRICT, startFarm } from "./start-farm.ts";

describe("X-60: processes that share a vault share each refresh", () => {
  it.each([
    ["a server that ends the sign-in on reuse", STRICT],
    ["GitHub", { rotation: "github", accessLifetimeMs: HOUR_MS }],
  ] as const)("8 processes meet 5 expiries with 5 refreshes, at %s", async (_server, tokens) => {
    const farm = await startFarm({ tokens });
    const workers = await farm.addWorkers(8);
    const figures = await rotateTogether(farm, { workers, rounds: 5, account: "octo-lena" });
    expect(figures).toMatchObject({ refreshed: 5, reused: 0, unserved: 0 });
  });

  it("no sign-in is lost by two processes at the same instant, nor by one that loaded before the other refreshed", async () => {
    const farm = await startFarm();
    const [first, second] = await farm.addTwoWorkers();
    for (const start of ["same instant", "loaded before"] as const) {
      const figures = await raceTwo(farm, { workers: [first, second], trials: 10, start });
      expect(figures, start).toMatchObject({ refreshed: 10, reused: 0, unserved: 0 });
    }
  });
});
