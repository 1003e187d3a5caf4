// The token manager: a program that runs for a day needs tokens that last for hours. Somebody has to refresh them in time,
// once, whoever else is asking, and store what comes back before anybody uses it.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTokenManager, maskSecret, type Refresh, refreshWith, type Verdict } from "@dev-github-tool/oauth";
import { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";
import { createKey, openSqliteStore } from "@dev-github-tool/vault";
import type { Stage } from "./stage.ts";

export async function lesson({ provider, client, redirect, openUrl, say, runtime, skip }: Stage): Promise<void> {
  const path = join(mkdtempSync(join(tmpdir(), "lesson-")), "vault.db");
  let sent = 0;
  const refresh: Refresh = (old, request) => {
    sent += 1;
    return refreshWith(provider, client, runtime)(old, request);
  };

  const store = await openSqliteStore({ path, key: createKey(), now: runtime.now });
  const key = { issuer: provider.issuer, clientId: client.clientId, account: "me" };
  const scope = ["read:user", "offline_access"];
  const tokens = await authorizeInBrowser({ provider, client, scope, appName: "My tool", redirect, openUrl, runtime });
  await store.put(key, { tokens, attributes: {} });

  const manager = createTokenManager({
    store,
    key,
    refresh,
    origins: [new URL(provider.apiUrl).origin],
    onDisconnected: () => say("Your connection to GitHub has ended. Sign in again to go on."),
    runtime,
  });
  const answer = await manager.fetch(`${provider.apiUrl}/user`);

  say(
    `GitHub's answer: ${answer.status}. The scope offline_access asked for a token that ends, with one to renew it.\n`,
  );
  const show = (when: string, verdict: Verdict): void => {
    const token = "accessToken" in verdict && verdict.accessToken ? maskSecret(verdict.accessToken) : "no token";
    const reason = "reason" in verdict ? ` (${verdict.reason})` : "";
    say(`${when}: ${verdict.kind}${reason}, ${token}`);
  };
  show("Hour 0", await manager.getAccessToken());
  if (skip(7)) {
    show("Hour 7", await manager.getAccessToken());
    skip(1);
    const many = await Promise.all(Array.from({ length: 1_000 }, () => manager.getAccessToken()));
    show("Hour 8", many[0] ?? (await manager.getAccessToken()));
    say(
      `        ${many.length} callers asked at that moment, and requests sent: ${sent}. GitHub ends the old pair at once.`,
    );
    skip(200 * 24);
    show("Day 200", await manager.getAccessToken());
    say(
      "        The refresh token is dead after half a year unused. Nothing signs in by itself: that is for you to decide.",
    );
    show("Later", await manager.getAccessToken());
  }
  await manager.revoke();
  await store.close();
  say(
    "\nTry to break it: give the manager a refresh function that throws an error of your own. The verdict is transient, the",
  );
  say("tokens stay, and the next attempt waits a little longer each time.");
}
