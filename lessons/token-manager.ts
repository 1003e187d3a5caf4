// The token manager: a program that runs for a day on tokens that last an hour. Somebody has to renew them in time, once,
// whoever else is asking, and store what comes back before anybody uses it.
import { join } from "node:path";
import { revokeToken } from "@dev-github-tool/github";
import { createTokenManager, describeDisconnection, type Refresh, refreshWith } from "@dev-github-tool/oauth";
import { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";
import { createKey, openSqliteStore } from "@dev-github-tool/vault";
import type { BreakIt, Stage } from "./stage.ts";

const HOUR_MS = 3_600_000;
/** The textbook's tokens. GitHub's last eight hours and half a year. */
export const sandbox = { tokens: { accessLifetimeMs: HOUR_MS, refreshLifetimeMs: 60 * 24 * HOUR_MS } };

export async function lesson(stage: Stage): Promise<void> {
  const { provider, client, redirect, openUrl, say, runtime, skip, takeBack } = stage;
  const store = await openSqliteStore({ path: join(stage.folder, "vault.db"), key: createKey(), now: runtime.now });
  const key = { issuer: provider.issuer, clientId: client.clientId, account: "me" };
  const signIn = async (): Promise<void> => {
    const scope = ["read:user", "offline_access"];
    const tokens = await authorizeInBrowser({ provider, client, scope, appName: "Lesson", redirect, openUrl, runtime });
    await store.put(key, { tokens, attributes: {} });
  };

  let refreshes = 0;
  const refresh: Refresh = async (old, request) => {
    refreshes += 1;
    const renewed = await refreshWith(provider, client, runtime)(old, request);
    return renewed;
  };
  const manager = createTokenManager({
    store,
    key,
    refresh,
    revoke: async ({ accessToken }) => void (await revokeToken({ provider, client, accessToken, runtime })),
    origins: [new URL(provider.apiUrl).origin],
    onDisconnected: () => say(`    ${describeDisconnection(provider)}`),
    runtime,
  });
  const ask = async (when: string, callers = 1): Promise<void> => {
    say(`\n${when}`);
    const others = Array.from({ length: callers - 1 }, () => manager.getAccessToken());
    const [verdict] = await Promise.all([manager.getAccessToken(), ...others]);
    say(`    The token manager says: ${verdict.kind}. Refreshes sent so far: ${refreshes}`);
  };
  const request = async (): Promise<void> =>
    say(`    GET /user: HTTP ${(await manager.fetch(`${provider.apiUrl}/user`)).status}`);

  await signIn();
  await ask("Hour 0: here is a token.");
  if (skip(1)) {
    await ask("Hour 1: it has ended. 1000 callers ask for a token at the same moment.", 1_000);
    skip(1);
    await ask("Hour 2: that one has ended too, and the refresh token of hour 0 is spent. There is a newer one.");
    skip(60 * 24);
    await ask("Day 60: nobody has asked since, and the refresh token has ended as well.");
    say("\nNobody signs in for you. You want to go on, so you do:");
    await signIn();
  } else {
    say("\n(GitHub's clock cannot be moved. Without .env, the sandbox shows hours 1, 2 and day 60.)");
  }

  say("\nYou take the access back, in GitHub's settings. At its next request the program learns of it:");
  if (await takeBack()) {
    await request();
    say("\nYou change your mind, and sign in again:");
    await signIn();
    await request();
  }
  say(`\nThe lesson signs out, which ends the token at GitHub and removes it here: ${(await manager.revoke()).kind}.`);
  await store.close();
}

export const breakIt: BreakIt = {
  change: "return renewed;",
  into: "return { ...renewed, refreshToken: old.refreshToken };",
  see: "The program keeps the spent refresh token. Hour 1 still works; at hour 2 GitHub refuses, and you are signed out.",
};
