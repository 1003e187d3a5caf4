/** How the tool ends, for scripts. `dgt help exit-codes` prints the same table. */
export const exitCodes = {
  ok: 0,
  failure: 1,
  declined: 2,
  loginNeeded: 4,
  scopeMissing: 5,
  rateLimited: 6,
  network: 7,
  usage: 64,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
