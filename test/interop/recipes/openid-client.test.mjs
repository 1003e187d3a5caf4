import { equal } from "node:assert/strict";
import { startSandbox } from "@dev-github-tool/sandbox";
import * as openid from "openid-client";
import { test } from "vitest";

test("a program that uses openid-client", async () => {
  const github = await startSandbox({ profile: "strict" });
  const [{ clientId, clientSecret }] = github.seed.apps;
  const options = { algorithm: "oauth2", execute: [openid.allowInsecureRequests] };
  const issuer = new URL(`${github.url}/login/oauth`);
  const config = await openid.discovery(issuer, clientId, clientSecret, undefined, options);
  const device = await openid.initiateDeviceAuthorization(config, { scope: "gist" });
  await github.signIn({ url: device.verification_uri, userCode: device.user_code });
  const tokens = await openid.pollDeviceAuthorizationGrant(config, { ...device, interval: 0.1 });
  await github.close();
  equal(tokens.scope, "gist");
});
