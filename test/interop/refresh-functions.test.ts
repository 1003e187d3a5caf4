import { createTokenManager, hasToken, type Refresh, Secret, type TokenManager } from "@dev-github-tool/oauth";
import { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";
import { createMemoryStore } from "@dev-github-tool/vault";
import { OAuth2Client } from "google-auth-library";
import * as openid from "openid-client";
import { describe, expect, it } from "vitest";
import { recordSecret } from "../canary/ledger.ts";
import { testRuntime } from "../canary/test-runtime.ts";
import { HOUR_MS } from "../tokens/scene.ts";
import { type StandardsServer, startStandardsServer } from "../tokens/standards-server.ts";

/** What each of these libraries gives back, in RFC 6749's names or nearly so. */
interface Granted {
  readonly accessToken: string | null | undefined;
  readonly refreshToken: string | null | undefined;
  readonly expiresAt: number | undefined;
}

type Library = (server: StandardsServer, now: () => number) => Promise<(refreshToken: string) => Promise<Granted>>;

const libraries: Readonly<Record<string, Library>> = {
  "openid-client": async ({ provider, client }, now) => {
    const insecure = { execute: [openid.allowInsecureRequests] };
    const secret = client.clientSecret?.reveal() ?? "";
    const configuration = await openid.discovery(
      new URL(provider.issuer),
      client.clientId,
      secret,
      undefined,
      insecure,
    );
    return async (refreshToken) => {
      const granted = await openid.refreshTokenGrant(configuration, refreshToken);
      return {
        accessToken: granted.access_token,
        refreshToken: granted.refresh_token,
        expiresAt: now() + (granted.expires_in ?? 0) * 1000,
      };
    };
  },
  "google-auth-library": async ({ provider, client }, now) => {
    const google = new OAuth2Client({
      clientId: client.clientId,
      clientSecret: client.clientSecret?.reveal() ?? "",
      endpoints: { oauth2TokenUrl: provider.tokenEndpoint },
    });
    return async (refreshToken) => {
      // Its own return value holds the refresh token that was sent, not the one that came: only the event tells.
      let rotated: string | null | undefined;
      google.once("tokens", (granted) => {
        rotated = granted.refresh_token;
      });
      google.setCredentials({ refresh_token: refreshToken });
      const { credentials } = await google.refreshAccessToken();
      const lifetimeMs = (credentials.expiry_date ?? 0) - Date.now();
      return { accessToken: credentials.access_token, refreshToken: rotated, expiresAt: now() + lifetimeMs };
    };
  },
};

describe.each(Object.entries(libraries))("the refresh of %s behind a token manager", (_name, library) => {
  it("is called once for all who ask, and what it rotates is kept", async () => {
    const { server, manager, jump } = await signedIn(library);
    for (let expiry = 0; expiry < 3; expiry += 1) {
      jump(HOUR_MS);
      const verdicts = await Promise.all(Array.from({ length: 20 }, () => manager.getAccessToken()));
      expect(verdicts.every(hasToken)).toBe(true);
    }
    expect(server.journal).toEqual(["authorization_code granted", ...Array(3).fill("refresh_token granted")]);
  });

  it("ends the sign-in when the server refuses, as its own error says", async () => {
    const { manager, jump, copy } = await signedIn(library);
    jump(HOUR_MS);
    await manager.getAccessToken();
    await expect(copy()).rejects.toThrow();
    jump(HOUR_MS);
    expect(await manager.getAccessToken()).toEqual({ kind: "revoked", reason: "refused" });
  });
});

async function signedIn(library: Library): Promise<{
  readonly server: StandardsServer;
  readonly manager: TokenManager;
  jump(ms: number): void;
  /** Sends the first refresh token, as a copy of it would. */
  copy(): Promise<Granted>;
}> {
  const server = await startStandardsServer({ clientAuthentication: "client_secret_post" });
  const { provider, client } = server;
  let offsetMs = 0;
  const runtime = testRuntime({ now: () => Date.now() + offsetMs });
  const refreshToken = await library(server, runtime.now);
  const refresh: Refresh = async (tokens) => {
    const granted = await refreshToken(tokens.refreshToken?.reveal() ?? "");
    const [access, next] = [granted.accessToken ?? "", granted.refreshToken ?? undefined];
    recordSecret(access);
    recordSecret(next ?? "");
    return {
      accessToken: new Secret(access),
      tokenType: "bearer",
      scope: undefined,
      expiresAt: granted.expiresAt,
      refreshToken: next === undefined ? undefined : new Secret(next),
      refreshTokenExpiresAt: undefined,
    };
  };
  const { openUrl } = server;
  const tokens = await authorizeInBrowser({
    provider,
    client,
    scope: ["openid"],
    appName: "the test",
    openUrl,
    runtime,
  });
  recordSecret(tokens.accessToken.reveal());
  recordSecret(tokens.refreshToken?.reveal() ?? "");
  const store = createMemoryStore({ now: runtime.now });
  const key = { issuer: provider.issuer, clientId: client.clientId, account: "octo-lena" };
  await store.put(key, { tokens, attributes: {} });
  return {
    server,
    manager: createTokenManager({ store, key, refresh, runtime }),
    jump: (ms) => {
      offsetMs += ms;
    },
    copy: () => refreshToken(tokens.refreshToken?.reveal() ?? ""),
  };
}
