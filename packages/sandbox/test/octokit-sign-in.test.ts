import { createOAuthDeviceAuth } from "@octokit/auth-oauth-device";
import {
  checkToken,
  deleteAuthorization,
  deleteToken,
  exchangeWebFlowCode,
  getWebFlowAuthorizationUrl,
  refreshToken,
  resetToken,
} from "@octokit/oauth-methods";
import { request } from "@octokit/request";
import { expect, test } from "vitest";
import { createSandbox, type PlantedApp, type Sandbox } from "../src/index.ts";
import { decideOnDevice } from "./device-drive.ts";
import { appOf, origin, redirectAfter } from "./drive.ts";

/** Octokit's own requests, led to a sandbox as to an Enterprise Server. */
function requestTo(sandbox: Sandbox): typeof request {
  const fetch = async (url: string, init: RequestInit) => sandbox.fetch(url, init);
  return request.defaults({ baseUrl: `${origin}/api/v3`, request: { fetch } });
}

/** Signs in with octokit's functions, and returns what they make of the answer. */
async function exchangeWith(sandbox: Sandbox, app: PlantedApp, clientType: "oauth-app" | "github-app") {
  const mine = { clientId: app.clientId, request: requestTo(sandbox) };
  const redirectUrl = "http://127.0.0.1:53127/callback";
  const { url } =
    clientType === "oauth-app"
      ? getWebFlowAuthorizationUrl({ ...mine, clientType, redirectUrl, scopes: ["gist", "repo"] })
      : getWebFlowAuthorizationUrl({ ...mine, clientType, redirectUrl });
  const code = (await redirectAfter(sandbox, url)).searchParams.get("code") ?? "";
  const exchange = { ...mine, clientSecret: app.clientSecret, code };
  return clientType === "oauth-app"
    ? exchangeWebFlowCode({ ...exchange, clientType })
    : exchangeWebFlowCode({ ...exchange, clientType });
}

test("octokit signs in an OAuth app, and checks, resets and deletes its tokens and its grant", async () => {
  const sandbox = createSandbox();
  const app = appOf(sandbox);
  const { authentication } = await exchangeWith(sandbox, app, "oauth-app");
  // It splits scopes at spaces, which GitHub does not send: a faithful server has it see one scope here.
  expect(authentication).toMatchObject({ token: expect.stringMatching(/^gho_/), scopes: ["gist,repo"] });

  const mine = {
    clientType: "oauth-app" as const,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    request: requestTo(sandbox),
  };
  const checked = await checkToken({ ...mine, token: authentication.token });
  expect(checked.data).toMatchObject({ scopes: ["gist", "repo"], user: { login: "octo-lena" } });
  const reset = await resetToken({ ...mine, token: authentication.token });
  await expect(checkToken({ ...mine, token: authentication.token })).rejects.toMatchObject({ status: 404 });
  const { token } = reset.authentication;
  expect((await deleteToken({ ...mine, token })).status).toBe(204);
  const again = await exchangeWith(sandbox, app, "oauth-app");
  expect((await deleteAuthorization({ ...mine, token: again.authentication.token })).status).toBe(204);
});

test("octokit signs in a GitHub App and renews its token", async () => {
  const sandbox = createSandbox();
  const app = appOf(sandbox, "Iv23liDgtSandbox0003");
  const { data } = await exchangeWith(sandbox, app, "github-app");
  const first = data as unknown as { access_token: string; refresh_token: string; scope: string };
  expect(first).toMatchObject({ access_token: expect.stringMatching(/^ghu_/), scope: "" });
  const renewed = await refreshToken({
    clientType: "github-app",
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    refreshToken: first.refresh_token,
    request: requestTo(sandbox),
  });
  expect(renewed.authentication).toMatchObject({
    token: expect.stringMatching(/^ghu_/),
    expiresAt: expect.any(String),
  });
  expect(renewed.authentication.token).not.toBe(first.access_token);
});

test("octokit signs in a device, whose first poll comes at once", async () => {
  const sandbox = createSandbox();
  const app = appOf(sandbox);
  const auth = createOAuthDeviceAuth({
    clientType: "oauth-app",
    clientId: app.clientId,
    scopes: ["gist"],
    request: requestTo(sandbox),
    onVerification: async (verification) => {
      expect(verification).toMatchObject({ verification_uri: `${origin}/login/device`, expires_in: 900, interval: 5 });
      await decideOnDevice(sandbox, verification);
    },
  });
  expect(await auth({ type: "oauth" })).toMatchObject({ tokenType: "oauth", scopes: ["gist"] });
  expect(sandbox.journal.count({ grant: "device_code", decision: "token_issued" })).toBe(1);
});

test("octokit is told by its own errors when a code, a device or an app is no good", async () => {
  const sandbox = createSandbox();
  const app = appOf(sandbox);
  const mine = { clientType: "oauth-app" as const, clientId: app.clientId, request: requestTo(sandbox) };
  await expect(exchangeWebFlowCode({ ...mine, clientSecret: app.clientSecret, code: "made-up" })).rejects.toThrow(
    "bad_verification_code",
  );
  const denied = createOAuthDeviceAuth({
    ...mine,
    scopes: [],
    onVerification: async (verification) => {
      await decideOnDevice(sandbox, verification, "cancel");
    },
  });
  await expect(denied({ type: "oauth" })).rejects.toMatchObject({ response: { data: { error: "access_denied" } } });
  const disabled = createOAuthDeviceAuth({
    ...mine,
    clientId: "Ov23liChapterBook001",
    scopes: [],
    onVerification: () => {},
  });
  await expect(disabled({ type: "oauth" })).rejects.toMatchObject({ status: 400 });
});
