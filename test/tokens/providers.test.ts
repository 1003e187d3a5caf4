import {
  createTokenManager,
  discoverProvider,
  hasToken,
  refreshWith,
  requestRefreshedTokenSet,
  revokeWith,
  type TokenManager,
  type TokenSet,
  type Verdict,
} from "@dev-github-tool/oauth";
import { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";
import { createMemoryStore } from "@dev-github-tool/vault";
import { describe, expect, it } from "vitest";
import { recordSecret } from "../canary/ledger.ts";
import { testRuntime } from "../canary/test-runtime.ts";
import { HOUR_MS } from "./scene.ts";
import { type StandardsServer, startStandardsServer } from "./standards-server.ts";

interface SignedIn {
  readonly server: StandardsServer;
  readonly manager: TokenManager;
  /** What the sign-in brought. */
  readonly tokens: TokenSet;
  jump(ms: number): void;
  /** Sends a refresh token, past the manager. */
  refreshBehindItsBack(tokens: TokenSet): Promise<TokenSet>;
  /** The status that the API answers to the token of a verdict. */
  statusOf(verdict: Verdict): Promise<number>;
}

describe("C6: a server that keeps to the RFCs, written by others (oidc-provider)", () => {
  it("signs in, refreshes and rotates, once for all who ask", async () => {
    const { server, manager, statusOf, jump } = await signedIn();
    expect(await statusOf(await manager.getAccessToken())).toBe(200);
    for (let expiry = 1; expiry <= 3; expiry += 1) {
      jump(HOUR_MS);
      const verdicts = await Promise.all(Array.from({ length: 20 }, () => manager.getAccessToken()));
      expect(new Set(verdicts.map(({ kind }) => kind))).toEqual(new Set(["refreshed"]));
      const [verdict] = verdicts;
      expect(verdict && (await statusOf(verdict))).toBe(200);
    }
    expect(server.journal).toEqual(["authorization_code granted", ...Array(3).fill("refresh_token granted")]);
  });

  it("C-18: says where its endpoints are and how it wants to be spoken to, when it is asked for its metadata", async () => {
    const { provider } = await startStandardsServer();
    expect(await discoverProvider(provider.issuer, testRuntime())).toEqual({
      ...provider,
      name: new URL(provider.issuer).host,
    });
  });

  it("X-65: a copy of a spent refresh token ends the sign-in there, and the manager says so here", async () => {
    const { server, manager, tokens, refreshBehindItsBack, jump } = await signedIn();
    jump(HOUR_MS);
    expect(await manager.getAccessToken()).toMatchObject({ kind: "refreshed" });
    await expect(refreshBehindItsBack(tokens)).rejects.toMatchObject({ code: "invalid_grant" });
    jump(HOUR_MS);
    expect(await manager.getAccessToken()).toEqual({ kind: "revoked", reason: "refused" });
    expect(server.journal.slice(1)).toEqual([
      "refresh_token granted",
      "refresh_token refused",
      "refresh_token refused",
    ]);
  });

  it("T-22: signing out ends both tokens there (RFC 7009)", async () => {
    const { manager, tokens, refreshBehindItsBack, statusOf } = await signedIn();
    const held = await manager.getAccessToken();
    expect(await manager.revoke()).toEqual({ kind: "revoked" });
    expect(await statusOf(held)).toBe(401);
    await expect(refreshBehindItsBack(tokens)).rejects.toMatchObject({ code: "invalid_grant" });
  });
});

async function signedIn(): Promise<SignedIn> {
  const server = await startStandardsServer();
  const { provider, client } = server;
  let offsetMs = 0;
  const runtime = testRuntime({ now: () => Date.now() + offsetMs });
  const remember = (tokens: TokenSet): TokenSet => {
    recordSecret(tokens.accessToken.reveal());
    recordSecret(tokens.refreshToken?.reveal() ?? "");
    return tokens;
  };
  const tokens = remember(
    await authorizeInBrowser({
      provider,
      client,
      scope: ["openid"],
      appName: "the test",
      openUrl: server.openUrl,
      runtime,
    }),
  );
  const store = createMemoryStore({ now: runtime.now });
  const key = { issuer: provider.issuer, clientId: client.clientId, account: "octo-lena" };
  await store.put(key, { tokens, attributes: {} });
  const refresh = refreshWith(provider, client, runtime);
  const manager = createTokenManager({
    store,
    key,
    refresh: async (...request) => remember(await refresh(...request)),
    revoke: revokeWith(provider, client, runtime),
    runtime,
  });
  return {
    server,
    manager,
    tokens,
    jump: (ms) => {
      offsetMs += ms;
    },
    refreshBehindItsBack: ({ refreshToken }) =>
      requestRefreshedTokenSet(
        { provider, client, refreshToken: refreshToken ?? expect.fail("there is a refresh token") },
        { runtime },
      ),
    statusOf: async (verdict) => {
      const token = hasToken(verdict) ? verdict.accessToken.reveal() : "";
      const { status, body } = await fetch(server.apiUrl, { headers: { authorization: `Bearer ${token}` } });
      await body?.cancel();
      return status;
    },
  };
}
