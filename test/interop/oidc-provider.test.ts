import {
  type AuthorizationCode,
  authorizeDevice,
  buildAuthorizationRequest,
  discoverProvider,
  judgeAuthorizationResponse,
  type Provider,
  requestTokenSet,
  Secret,
  type TokenSet,
} from "@dev-github-tool/oauth";
import { describe, expect, it } from "vitest";
import { recordSecret } from "../canary/ledger.ts";
import { testRuntime } from "../canary/test-runtime.ts";
import { type StandardsServer, startStandardsServer } from "../tokens/standards-server.ts";
import { startCallback } from "./callback.ts";

const runtime = testRuntime();

/** Opens an authorization request of ours in the browser, and judges what comes back. */
async function authorize(
  server: StandardsServer,
  provider: Provider,
  redirectUri?: string,
): Promise<AuthorizationCode> {
  const callback = await startCallback();
  const request = await buildAuthorizationRequest(
    { provider, client: server.client, redirectUri: redirectUri ?? callback.redirectUri, scope: ["openid"] },
    runtime,
  );
  await server.openUrl(request.url);
  const [query] = callback.queries;
  const answered = judgeAuthorizationResponse(request, query ?? expect.fail("nobody was sent back"));
  recordSecret(answered.code.reveal());
  return answered;
}

async function statusWith({ apiUrl }: StandardsServer, { accessToken }: TokenSet): Promise<number> {
  recordSecret(accessToken.reveal());
  const { status, body } = await fetch(apiUrl, { headers: { authorization: `Bearer ${accessToken.reveal()}` } });
  await body?.cancel();
  return status;
}

describe("A-15: our client at a server that nobody here has written (oidc-provider)", () => {
  it.each(["client_secret_basic", "client_secret_post"] as const)(
    "finds its endpoints by itself, and exchanges a code for tokens (%s)",
    async (clientAuthentication) => {
      const server = await startStandardsServer({ clientAuthentication });
      const found = await discoverProvider(server.provider.issuer, runtime);
      const { authorizationEndpoint, tokenEndpoint, revocationEndpoint, issuer } = server.provider;
      expect(found).toMatchObject({ authorizationEndpoint, tokenEndpoint, revocationEndpoint, issuer });
      expect(found.traits.issuerParameter).toBe("required");
      const provider = { ...found, traits: { ...found.traits, clientAuthentication } };
      const tokens = await requestTokenSet(await authorize(server, provider), { runtime });
      expect(tokens).toMatchObject({ tokenType: "bearer", scope: ["openid"], expiresAt: expect.any(Number) });
      expect(await statusWith(server, tokens)).toBe(200);
      expect(server.journal).toEqual(["authorization_code granted"]);
    },
  );

  it.each(["approve", "cancel"] as const)(
    "signs a device in with a code that the person types: %s",
    async (decision) => {
      const server = await startStandardsServer({ decision });
      const waits: number[] = [];
      let typed: Promise<void> | undefined;
      const outcome = await authorizeDevice({
        provider: await discoverProvider(server.provider.issuer, runtime),
        client: server.client,
        scope: ["openid"],
        onUserCode: ({ verificationUri, userCode }) => {
          typed = server.typeCode(verificationUri, userCode);
        },
        runtime: {
          ...runtime,
          // This server never says slow_down.
          sleep: async (ms) => {
            waits.push(ms);
            await (waits.length > 1 ? typed : undefined);
          },
        },
      }).catch((error: unknown) => error);
      expect(outcome).toMatchObject(
        decision === "approve" ? { tokenType: "bearer", scope: ["openid"] } : { code: "access_denied" },
      );
      expect(waits).toEqual([6000, 6000]);
      const grant = "urn:ietf:params:oauth:grant-type:device_code";
      expect(server.journal).toEqual([
        `${grant} refused`,
        `${grant} ${decision === "approve" ? "granted" : "refused"}`,
      ]);
    },
  );

  it("is refused with a verifier, or a redirect address, that is not the one of its request", async () => {
    const server = await startStandardsServer();
    for (const change of [{ codeVerifier: new Secret("v".repeat(43)) }, { redirectUri: "http://127.0.0.1/other" }]) {
      const answered = await authorize(server, server.provider);
      const changed = { ...answered, request: { ...answered.request, ...change } };
      await expect(requestTokenSet(changed, { runtime })).rejects.toMatchObject({ code: "invalid_grant" });
    }
    expect(server.journal).toEqual(Array(2).fill("authorization_code refused"));
  });

  it("is refused a code that was used, and loses what the code has brought", async () => {
    const server = await startStandardsServer();
    const answered = await authorize(server, server.provider);
    const tokens = await requestTokenSet(answered, { runtime });
    expect(await statusWith(server, tokens)).toBe(200);
    await expect(requestTokenSet(answered, { runtime })).rejects.toMatchObject({ code: "invalid_grant" });
    expect(await statusWith(server, tokens)).toBe(401);
  });

  it("is told by the redirect that the person has cancelled", async () => {
    const server = await startStandardsServer({ decision: "cancel" });
    await expect(authorize(server, server.provider)).rejects.toMatchObject({ code: "access_denied" });
    expect(server.journal).toEqual([]);
  });

  it("sends nobody back to an address that is not registered", async () => {
    const server = await startStandardsServer();
    const elsewhere = await startCallback();
    const redirectUri = elsewhere.redirectUri.replace("/callback", "/elsewhere");
    await expect(authorize(server, server.provider, redirectUri)).rejects.toThrow("nobody was sent back");
    expect(elsewhere.queries).toEqual([]);
  });

  it("notices a redirect that names another issuer (RFC 9207)", async () => {
    const server = await startStandardsServer();
    const renamed = { ...server.provider, issuer: `${server.provider.issuer}/other` };
    await expect(authorize(server, renamed)).rejects.toMatchObject({ code: "issuer_mismatch" });
  });
});
