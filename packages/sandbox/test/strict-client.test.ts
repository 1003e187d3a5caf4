import * as openid from "openid-client";
import { expect, onTestFinished, test } from "vitest";
import { createSandbox, type Listening, type Sandbox, walkSignIn } from "../src/index.ts";
import { appOf, lena } from "./drive.ts";

const callback = "http://127.0.0.1:53127/callback";

interface Scene {
  readonly sandbox: Sandbox;
  readonly github: Listening;
  readonly config: openid.Configuration;
}

/** A strict sandbox on a socket, and a certified client that knows nothing of it but its issuer. */
async function discover(algorithm: "oauth2" | "oidc"): Promise<Scene> {
  const sandbox = createSandbox({ profile: "strict" });
  const github = await sandbox.listen();
  onTestFinished(() => github.close());
  const { clientId, clientSecret } = appOf(sandbox, "Ov23liExpiring000004");
  const config = await openid.discovery(
    new URL(`${github.url}/login/oauth`),
    clientId,
    undefined,
    algorithm === "oauth2" ? openid.ClientSecretBasic(clientSecret) : openid.ClientSecretPost(clientSecret),
    { algorithm, execute: [openid.allowInsecureRequests] },
  );
  return { sandbox, github, config };
}

/** Walks from the client's authorization URL to the redirect that comes back. */
async function redirectFrom({ github }: Scene, url: URL): Promise<URL> {
  const response = await walkSignIn({
    url,
    ...lena,
    decision: "approve",
    fetch: async (address, init) =>
      address.startsWith(github.url) ? fetch(address, init) : new Response(null, { headers: { "X-Reached": address } }),
  });
  return new URL(response.headers.get("X-Reached") ?? "about:blank");
}

for (const algorithm of ["oauth2", "oidc"] as const) {
  test(`A-15: a certified client (openid-client, ${algorithm} discovery) signs in, renews and revokes`, async () => {
    const scene = await discover(algorithm);
    const { config, sandbox } = scene;
    const pkceCodeVerifier = openid.randomPKCECodeVerifier();
    const expectedState = openid.randomState();
    const url = openid.buildAuthorizationUrl(config, {
      redirect_uri: callback,
      scope: "read:user gist",
      state: expectedState,
      code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: "S256",
    });
    const redirect = await redirectFrom(scene, url);
    const tokens = await openid.authorizationCodeGrant(config, redirect, { pkceCodeVerifier, expectedState });
    expect(tokens).toMatchObject({ token_type: "bearer", scope: "gist read:user", expires_in: 28800 });

    const renewed = await openid.refreshTokenGrant(config, tokens.refresh_token ?? "");
    expect(renewed.refresh_token).not.toBe(tokens.refresh_token);
    await openid.tokenRevocation(config, renewed.refresh_token ?? "");
    await expect(openid.refreshTokenGrant(config, renewed.refresh_token ?? "")).rejects.toMatchObject({
      error: "invalid_grant",
    });
    expect(sandbox.journal.count({ decision: "family_revoked" })).toBe(1);
  });
}

test("A-15: a certified client gets its token for a device", async () => {
  const { config, github, sandbox } = await discover("oauth2");
  const codes = await openid.initiateDeviceAuthorization(config, { scope: "gist" });
  await walkSignIn({ url: codes.verification_uri, ...lena, userCode: codes.user_code, decision: "approve" });
  expect(codes.verification_uri).toBe(`${github.url}/login/device`);
  const { interval, ...others } = codes;
  expect(interval).toBe(5);
  const tokens = await openid.pollDeviceAuthorizationGrant(config, { ...others, interval: 0.01 });
  expect(tokens.scope).toBe("gist");
  expect(sandbox.journal.count({ grant: "device_code", decision: "token_issued" })).toBe(1);
});

test("A-15: a certified client notices a redirect of another issuer, and the server a second use of the code", async () => {
  const scene = await discover("oauth2");
  const { config, sandbox } = scene;
  const pkceCodeVerifier = openid.randomPKCECodeVerifier();
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope: "gist",
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
  });
  const redirect = await redirectFrom(scene, url);
  const misled = new URL(redirect);
  misled.searchParams.set("iss", "https://another.example");
  await expect(openid.authorizationCodeGrant(config, misled, { pkceCodeVerifier })).rejects.toThrow();
  const tokens = await openid.authorizationCodeGrant(config, redirect, { pkceCodeVerifier });
  await expect(openid.authorizationCodeGrant(config, redirect, { pkceCodeVerifier })).rejects.toMatchObject({
    error: "invalid_grant",
  });
  await expect(openid.refreshTokenGrant(config, tokens.refresh_token ?? "")).rejects.toMatchObject({
    error: "invalid_grant",
  });
  expect(sandbox.journal.count({ decision: "code_used" })).toBe(1);
});
