// Checkpoint 5: a program runs for eight hours on one-hour tokens, and is started anew in the middle.
import { join } from "node:path";
import { createTokenManager, refreshWith } from "@dev-github-tool/oauth";
import { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";
import type { StartOptions } from "@dev-github-tool/sandbox";
import { createKey, openSqliteStore } from "@dev-github-tool/vault";
import type { SandboxStage } from "./stage.ts";

export const sandbox: StartOptions = { tokens: { accessLifetimeMs: 3_600_000 } };

export async function lesson(stage: SandboxStage): Promise<void> {
  const { provider, client, redirect, openUrl, runtime, say, skip } = stage;
  const key = { issuer: provider.issuer, clientId: client.clientId, account: "me" };
  const vaultKey = createKey();
  const startProgram = async () => {
    const store = await openSqliteStore({ path: join(stage.folder, "vault.db"), key: vaultKey, now: runtime.now });
    const refresh = refreshWith(provider, client, runtime);
    const origins = [new URL(provider.apiUrl).origin];
    return { store, manager: createTokenManager({ store, key, refresh, runtime, origins }) };
  };

  let program = await startProgram();
  const scope = ["read:user", "offline_access"];
  const tokens = await authorizeInBrowser({ provider, client, scope, appName: "Lesson", redirect, openUrl, runtime });
  await program.store.put(key, { tokens, attributes: {} });

  for (let hour = 1; hour <= 8; hour += 1) {
    const statuses: number[] = [];
    for (let request = 0; request < 12; request += 1) {
      skip(1 / 12);
      statuses.push((await program.manager.fetch(`${provider.apiUrl}/user`)).status);
    }
    const refreshes = stage.sandbox.journal.count({ decision: "refreshed" });
    say(
      `Hour ${hour}: ${statuses.length} requests, answered ${[...new Set(statuses)].join(" and ")}. Refreshes so far: ${refreshes}.`,
    );
    if (hour === 4) {
      await program.store.close();
      program = await startProgram();
      say("        The program ends, and is started anew. It knows its tokens from the vault.");
    }
  }
  await program.store.close();
  say(`\nSign-ins: ${stage.sandbox.journal.count({ decision: "token_issued" })}. Nobody was asked again.`);
}
