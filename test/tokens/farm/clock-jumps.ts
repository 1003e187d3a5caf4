import { createTokenManager, refreshWith, Secret } from "@dev-github-tool/oauth";
import type { Sandbox } from "@dev-github-tool/sandbox";
import { createMemoryStore } from "@dev-github-tool/vault";
import type { TestClock } from "../test-clock.ts";
import { expiringApp, HOUR_MS, providerOf } from "./farm.ts";
import { signIn } from "./sign-in.ts";

/** What setting the client's clock again and again came to. */
export interface JumpFigures {
  readonly jumps: number;
  /** API calls that were answered. */
  readonly answered: number;
  readonly calls: number;
  readonly tokenRequests: number;
  readonly mostTokenRequestsPerJump: number;
}

const YEAR_MS = 365 * 24 * HOUR_MS;
const CALLS_PER_JUMP = 5;

/** Sets the client's clock, and not the server's, by up to a year back or forth, and calls the API after each time. */
export async function callAcrossJumps(options: {
  readonly sandbox: Sandbox;
  readonly clock: TestClock;
  readonly jumps: number;
  readonly random: () => number;
}): Promise<JumpFigures> {
  const { sandbox, clock, jumps, random } = options;
  const app = expiringApp(sandbox);
  const origin = "http://127.0.0.1:4010";
  const provider = providerOf(origin, app);
  const client = { clientId: app.clientId, clientSecret: new Secret(app.clientSecret) };
  const runtime = { ...clock.runtime, fetch: sandbox.fetch };
  const store = createMemoryStore({ now: clock.now });
  const key = { issuer: provider.issuer, clientId: app.clientId, account: "octo-lena" };
  await store.put(key, { tokens: await signIn({ sandbox, provider, client, runtime }), attributes: {} });
  const manager = createTokenManager({
    store,
    key,
    refresh: refreshWith(provider, client, runtime),
    origins: [origin],
    runtime,
  });
  const countTokenRequests = (): number => sandbox.journal.count({ operation: "oauth/access-token" });
  const first = countTokenRequests();
  let answered = 0;
  let most = 0;
  for (let jump = 0; jump < jumps; jump += 1) {
    const before = countTokenRequests();
    clock.jump((random() * 2 - 1) * YEAR_MS);
    sandbox.clock.advance(random() * HOUR_MS);
    for (let call = 0; call < CALLS_PER_JUMP; call += 1) {
      const { status } = await manager.fetch(`${origin}/api/v3/user`);
      answered += status === 200 ? 1 : 0;
    }
    most = Math.max(most, countTokenRequests() - before);
  }
  return {
    jumps,
    answered,
    calls: jumps * CALLS_PER_JUMP,
    tokenRequests: countTokenRequests() - first,
    mostTokenRequestsPerJump: most,
  };
}
