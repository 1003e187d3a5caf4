import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { githubProvider } from "@dev-github-tool/github";
import { createTokenManager, refreshWith, Secret, type TokenManager } from "@dev-github-tool/oauth";
import { createKey, openSqliteStore, type SqliteStore } from "@dev-github-tool/vault";
import { expect, it, onTestFinished } from "vitest";
import { recordSecret } from "../canary/ledger.ts";
import { createTestSandbox } from "../canary/test-github.ts";
import { testRuntime } from "../canary/test-runtime.ts";
import { signIn } from "../tokens/farm/sign-in.ts";
import { createTestClock } from "../tokens/test-clock.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const origin = "http://127.0.0.1:4010";

it("C7, G5: a program runs for eight hours on one-hour tokens, is started anew in the middle, and nobody signs in again", async () => {
  const clock = createTestClock();
  const sandbox = createTestSandbox({ now: clock.now, tokens: { rotation: "github", accessLifetimeMs: HOUR_MS } });
  const app = sandbox.seed.apps.find(({ expiringTokens, kind }) => expiringTokens && kind === "oauth-app");
  if (app === undefined) {
    expect.fail("the seed has an OAuth app whose tokens expire");
  }
  const provider = githubProvider(origin);
  const client = { clientId: app.clientId, clientSecret: new Secret(app.clientSecret) };
  const runtime = testRuntime({ ...clock.runtime, fetch: sandbox.fetch });
  const key = { issuer: provider.issuer, clientId: app.clientId, account: "octo-lena" };
  const vaultKey = createKey();
  recordSecret(vaultKey.reveal(), { kind: "key of the vault" });
  const path = join(mkdtempSync(join(tmpdir(), "eight-hours-")), "vault", "tokens.db");

  const startProgram = async (): Promise<{ store: SqliteStore; manager: TokenManager }> => {
    const store = await openSqliteStore({ path, key: vaultKey, now: clock.now });
    onTestFinished(() => store.close());
    const refresh = refreshWith(provider, client, runtime);
    return { store, manager: createTokenManager({ store, key, refresh, runtime, origins: [origin] }) };
  };

  let program = await startProgram();
  await program.store.put(key, { tokens: await signIn({ sandbox, provider, client, runtime }), attributes: {} });
  const statuses: number[] = [];
  for (let minute = 0; minute < 8 * 60; minute += 1) {
    if (minute === 4 * 60 + 30) {
      await program.store.close();
      program = await startProgram();
    }
    statuses.push((await program.manager.fetch(`${origin}/api/v3/user`)).status);
    await clock.advance(MINUTE_MS);
  }

  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(sandbox.journal.count({ operation: "users/get-authenticated", status: 401 })).toBe(0);
  expect(sandbox.journal.count({ decision: "token_issued" })).toBe(1);
  // Each token serves 55 minutes, and the last five are for refreshing it: eight times in eight hours.
  expect(sandbox.journal.count({ decision: "refreshed" })).toBe(8);
});
