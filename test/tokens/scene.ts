import { createTokenManager, type TokenKey, type TokenManager, type TokenManagerOptions } from "@dev-github-tool/oauth";
import { createMemoryStore } from "@dev-github-tool/vault";
import { createRotatingServer, type RotatingServer, type RotationRules } from "./rotating-server.ts";
import { createTestClock, type TestClock } from "./test-clock.ts";

export const key: TokenKey = { issuer: "https://as.example", clientId: "client", account: "octo-lena" };
export const HOUR_MS = 3_600_000;

/** A server, a store that holds one sign-in of it, and managers for it. */
export interface Scene {
  readonly clock: TestClock;
  readonly server: RotatingServer;
  readonly store: TokenManagerOptions["store"];
  /** Another manager on the same store, as another process would have. */
  createManager(options?: Partial<TokenManagerOptions>): TokenManager;
}

export async function createScene(rules: Omit<RotationRules, "now"> = {}): Promise<Scene> {
  const clock = createTestClock();
  const server = createRotatingServer({ ...rules, now: clock.now });
  const store = createMemoryStore({ now: clock.now });
  await store.put(key, { tokens: server.issue(), attributes: {} });
  return {
    clock,
    server,
    store,
    createManager: (options = {}) =>
      createTokenManager({ store, key, refresh: server.refresh, runtime: clock.runtime, ...options }),
  };
}

/** Holds the next refresh at the server until released. */
export function hold(server: RotatingServer): { release: () => void; arrived: Promise<void> } {
  let release = (): void => {};
  let onArrival = (): void => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  const arrived = new Promise<void>((resolve) => {
    onArrival = resolve;
  });
  server.faults.push({ kind: "hold", until, arrived: onArrival });
  return { release, arrived };
}
