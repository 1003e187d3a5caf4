import type { Mutant } from "./mutant.ts";

const refresher = "packages/oauth/src/refresher.ts";
const tokens = "test/tokens";

/** What happens between the steps of a refresh. */
export const tokenTurnMutants: readonly Mutant[] = [
  {
    threat: "X-63",
    file: refresher,
    defence: "const isLate = runtime.now() - askedAt > leaseMs - refreshTimeoutMs;",
    without: "const isLate = false;",
    test: `${tokens}/odd-turns.test.ts`,
  },
  {
    threat: "T-07",
    file: refresher,
    defence: "scope: granted.scope ?? before.scope,",
    without: "scope: granted.scope,",
    test: `${tokens}/odd-turns.test.ts`,
  },
  {
    threat: "T-07",
    file: refresher,
    defence: "granted.refreshToken === undefined ? before.refreshTokenExpiresAt : granted.refreshTokenExpiresAt",
    without: "granted.refreshTokenExpiresAt",
    test: `${tokens}/odd-turns.test.ts`,
  },
  {
    threat: "T-11",
    file: refresher,
    defence: 'newer?.state === "active" && newer.generation',
    without: "newer !== undefined && newer.generation",
    test: `${tokens}/odd-turns.test.ts`,
  },
];
