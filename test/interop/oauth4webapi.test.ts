import * as oauth from "oauth4webapi";
import { describe, expect, it, onTestFinished } from "vitest";
import { createTestSandbox } from "../canary/test-github.ts";
import { startCallback } from "./callback.ts";

const insecure = { [oauth.allowInsecureRequests]: true };

async function discover() {
  const sandbox = createTestSandbox({ profile: "strict" });
  const github = await sandbox.listen();
  onTestFinished(() => github.close());
  const { clientId, clientSecret } =
    sandbox.seed.apps.find((app) => app.clientId === "Ov23liExpiring000004") ?? expect.fail("the app is in the seed");
  const { redirectUri } = await startCallback();
  const issuer = new URL(`${github.url}/login/oauth`);
  const answer = await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...insecure });
  const server = await oauth.processDiscoveryResponse(issuer, answer);
  const client = { client_id: clientId };
  return { sandbox, server, client, redirectUri, authentication: oauth.ClientSecretBasic(clientSecret) };
}

type Scene = Awaited<ReturnType<typeof discover>>;

/** What the person's browser is sent back with, and the verifier that belongs to it. */
async function authorize({ sandbox, server, client, redirectUri }: Scene) {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const query = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: "read:user",
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  const { reached } = await sandbox.signIn({ url: `${server.authorization_endpoint}?${query}` });
  return { reached, verifier, state };
}

describe("A-15: oauth4webapi, unmodified, as a client of the strict profile", () => {
  it("discovers it, signs in with PKCE and issuer, renews and revokes (RFC 8414, 7636, 9207, 7009)", async () => {
    const scene = await discover();
    const { server, client, authentication, redirectUri, sandbox } = scene;
    expect(server).toMatchObject({
      code_challenge_methods_supported: ["S256"],
      authorization_response_iss_parameter_supported: true,
    });
    const { reached, verifier, state } = await authorize(scene);
    const parameters = oauth.validateAuthResponse(server, client, reached, state);
    const granted = await oauth.processAuthorizationCodeResponse(
      server,
      client,
      await oauth.authorizationCodeGrantRequest(
        server,
        client,
        authentication,
        parameters,
        redirectUri,
        verifier,
        insecure,
      ),
    );
    expect(granted).toMatchObject({ token_type: "bearer", scope: "read:user", expires_in: 28_800 });
    const renew = async (token: string) =>
      oauth.processRefreshTokenResponse(
        server,
        client,
        await oauth.refreshTokenGrantRequest(server, client, authentication, token, insecure),
      );
    const renewed = await renew(granted.refresh_token ?? "");
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(server, client, authentication, renewed.refresh_token ?? "", insecure),
    );
    await expect(renew(renewed.refresh_token ?? "")).rejects.toMatchObject({ error: "invalid_grant" });
    expect(sandbox.journal.count({ decision: "family_revoked" })).toBe(1);
  });

  it("is told by status and error that a verifier is wrong, and that a redirect is another issuer's", async () => {
    const scene = await discover();
    const { server, client, authentication, redirectUri } = scene;
    const { reached, state } = await authorize(scene);
    const other = oauth.generateRandomCodeVerifier();
    const parameters = oauth.validateAuthResponse(server, client, reached, state);
    const answer = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      authentication,
      parameters,
      redirectUri,
      other,
      insecure,
    );
    expect(answer.status).toBe(400);
    await expect(oauth.processAuthorizationCodeResponse(server, client, answer)).rejects.toMatchObject({
      error: "invalid_grant",
    });
    reached.searchParams.set("iss", "https://another.example");
    expect(() => oauth.validateAuthResponse(server, client, reached, state)).toThrow('unexpected "iss"');
  });

  it("signs in a device (RFC 8628)", async () => {
    const { sandbox, server, client, authentication } = await discover();
    const codes = await oauth.processDeviceAuthorizationResponse(
      server,
      client,
      await oauth.deviceAuthorizationRequest(
        server,
        client,
        authentication,
        new URLSearchParams({ scope: "gist" }),
        insecure,
      ),
    );
    const poll = () => oauth.deviceCodeGrantRequest(server, client, authentication, codes.device_code, insecure);
    await expect(oauth.processDeviceCodeResponse(server, client, await poll())).rejects.toMatchObject({
      error: "authorization_pending",
    });
    await sandbox.signIn({ url: codes.verification_uri, userCode: codes.user_code });
    sandbox.clock.advance(5000);
    expect(await oauth.processDeviceCodeResponse(server, client, await poll())).toMatchObject({ scope: "gist" });
  });
});
