import { expect, test } from "vitest";
import { createSandbox, type Profile } from "../src/index.ts";
import { createBrowser, readText } from "./browser.ts";
import { beginDevice, decideOnDevice, deviceGrant, poll, postForm } from "./device-drive.ts";
import { appOf, lena, origin, sandboxWithApp } from "./drive.ts";
import { expiringSandbox, refresh, secondMs, statusWith } from "./token-drive.ts";

function deviceSandbox(switches: Partial<Profile> = {}) {
  const sandbox = createSandbox({ now: () => Date.UTC(2026, 10, 1), switches });
  return { sandbox, app: sandbox.seed.apps[0] };
}

test("device flow: a device gets two codes, an address, fifteen minutes and five seconds", async () => {
  const { sandbox, app } = deviceSandbox();
  const codes = await beginDevice(sandbox, app, "repo");
  expect(codes).toEqual({
    device_code: expect.stringMatching(/^[0-9a-f]{40}$/),
    user_code: expect.stringMatching(/^[B-Z]{4}-[B-Z]{4}$/),
    verification_uri: `${origin}/login/device`,
    expires_in: 900,
    interval: 5,
  });
});

test("device flow: the codes come as a form unless JSON or XML is asked for, also for parameters in JSON or the query", async () => {
  const { sandbox, app } = deviceSandbox();
  const url = `${origin}/login/device/code`;
  const form = await sandbox.fetch(`${url}?client_id=${app.clientId}&scope=repo`, { method: "POST" });
  expect(form.headers.get("Content-Type")).toBe("application/x-www-form-urlencoded; charset=utf-8");
  expect(Object.fromEntries(new URLSearchParams(await form.text()))).toMatchObject({
    expires_in: "900",
    interval: "5",
  });
  const json = await sandbox.fetch(url, {
    method: "POST",
    body: JSON.stringify({ client_id: app.clientId, scope: "repo" }),
    headers: { "Content-Type": "application/json; charset=utf-8", Accept: "application/json" },
  });
  expect(await json.json()).toMatchObject({ expires_in: 900 });
  const xml = await sandbox.fetch(url, {
    method: "POST",
    body: new URLSearchParams({ client_id: app.clientId }),
    headers: { Accept: "application/xml" },
  });
  expect(await xml.text()).toMatch(/<OAuth><device_code>[0-9a-f]{40}<\/device_code><user_code>/);
});

test("device flow: a device waits, the person agrees, and the device gets its token, once and without a secret", async () => {
  const { sandbox, app } = deviceSandbox();
  const codes = await beginDevice(sandbox, app, "repo read:user");
  expect(await poll(sandbox, app, codes)).toMatchObject({
    status: 200,
    body: {
      error: "authorization_pending",
      error_description: "The authorization request is still pending.",
      error_uri: "https://docs.github.com/developers/apps/authorizing-oauth-apps#error-codes-for-the-device-flow",
    },
  });
  expect(await readText(await decideOnDevice(sandbox, codes))).toContain("The device is connected");
  const { body } = await poll(sandbox, app, codes);
  expect(body).toEqual({ access_token: expect.stringMatching(/^gho_/), scope: "read:user,repo", token_type: "bearer" });
  expect(await statusWith(sandbox, String(body.access_token))).toBe(200);
  expect((await poll(sandbox, app, codes)).body).toMatchObject({ error: "incorrect_device_code" });
  expect(sandbox.journal.count({ grant: "device_code", decision: "token_issued", login: "octo-lena" })).toBe(1);
});

test("device flow: Cancel ends it with access_denied", async () => {
  const { sandbox, app } = deviceSandbox();
  const codes = await beginDevice(sandbox, app);
  expect(await readText(await decideOnDevice(sandbox, codes, "cancel"))).toContain("The device was not connected");
  for (let count = 0; count < 2; count += 1) {
    expect(await poll(sandbox, app, codes)).toMatchObject({ status: 200, body: { error: "access_denied" } });
  }
  await expect(decideOnDevice(sandbox, codes)).rejects.toThrow("refused the user code");
});

test("device flow: after fifteen minutes the code is dead on the page and for the device", async () => {
  const { sandbox, app } = deviceSandbox();
  const [late, approved] = [await beginDevice(sandbox, app), await beginDevice(sandbox, app)];
  await decideOnDevice(sandbox, approved);
  sandbox.clock.advance(900 * secondMs);
  await expect(decideOnDevice(sandbox, late)).rejects.toThrow("refused the user code");
  for (const codes of [late, approved]) {
    expect(await poll(sandbox, app, codes)).toMatchObject({ status: 200, body: { error: "expired_token" } });
  }
});

test("device flow: a code of another app, a made-up one and none are incorrect_device_code", async () => {
  const { sandbox, app } = deviceSandbox();
  const codes = await beginDevice(sandbox, app);
  await decideOnDevice(sandbox, codes);
  const other = appOf(sandbox, "Ov23liExpiring000004");
  const answers = [
    await poll(sandbox, other, codes),
    await poll(sandbox, app, { device_code: "0".repeat(40) }),
    await poll(sandbox, app, { device_code: "" }),
  ];
  for (const { status, body } of answers) expect([status, body.error]).toEqual([200, "incorrect_device_code"]);
  expect((await poll(sandbox, app, codes)).body).toHaveProperty("access_token");
});

test("device flow: an app that may not is told so with status 400, an unknown one with 404", async () => {
  const sandbox = createSandbox();
  const chapter = appOf(sandbox, "Ov23liChapterBook001");
  const disabled = await postForm(sandbox, "/login/device/code", { client_id: chapter.clientId });
  expect(disabled).toMatchObject({
    status: 400,
    body: {
      error: "device_flow_disabled",
      error_description: "Device Flow must be explicitly enabled for this App",
      error_uri: "https://docs.github.com",
    },
  });
  expect((await poll(sandbox, chapter, { device_code: "x" })).body).toHaveProperty("error", "device_flow_disabled");
  for (const client_id of ["nobody", undefined]) {
    const unknown = await postForm(sandbox, "/login/device/code", { client_id });
    expect([unknown.status, unknown.body]).toEqual([404, { error: "Not Found" }]);
  }
});

test("device flow: a secret is not needed, but a wrong one is refused", async () => {
  const { sandbox, app } = deviceSandbox();
  const { device_code } = await beginDevice(sandbox, app);
  const parameters = { client_id: app.clientId, device_code, grant_type: deviceGrant };
  const send = async (client_secret: string) =>
    (await postForm(sandbox, "/login/oauth/access_token", { ...parameters, client_secret })).body.error;
  expect(await send("wrong")).toBe("incorrect_client_credentials");
  expect(await send(app.clientSecret)).toBe("authorization_pending");
});

test("device flow: a token that came of it is renewed without a secret, and no other is", async () => {
  const { sandbox, app } = expiringSandbox();
  const codes = await beginDevice(sandbox, app, "repo");
  await decideOnDevice(sandbox, codes);
  const { body } = await poll(sandbox, app, codes);
  expect(body).toMatchObject({ expires_in: 28800, refresh_token_expires_in: 15897600 });
  const renewed = await refresh(sandbox, app, {
    client_secret: undefined,
    refresh_token: String(body.refresh_token),
  });
  expect(renewed.body).toHaveProperty("access_token");
  const { refreshToken } = sandbox.issueTokens({ login: "octo-lena", clientId: app.clientId });
  expect((await refresh(sandbox, app, { client_secret: undefined, refresh_token: refreshToken })).body).toHaveProperty(
    "error",
    "incorrect_client_credentials",
  );
});

test("device flow: a GitHub App gets a ghu_ token without scopes, and offline_access makes an OAuth app's expire", async () => {
  const sandbox = createSandbox();
  const pilot = appOf(sandbox, "Iv23liDgtSandbox0003");
  const pilotCodes = await beginDevice(sandbox, pilot, "repo");
  await decideOnDevice(sandbox, pilotCodes);
  const parameters = { client_id: pilot.clientId, ...pilotCodes, grant_type: deviceGrant, repository_id: "1" };
  const { body } = await postForm(sandbox, "/login/oauth/access_token", {
    ...parameters,
    expires_in: "",
    interval: "",
  });
  expect(body).toMatchObject({ access_token: expect.stringMatching(/^ghu_/), scope: "", expires_in: 28800 });
  const app = sandbox.seed.apps[0];
  const codes = await beginDevice(sandbox, app, "gist offline_access");
  await decideOnDevice(sandbox, codes);
  expect((await poll(sandbox, app, codes)).body).toMatchObject({ scope: "gist", expires_in: 28800 });
});

test("device flow: the person may leave scopes out, and no scope at all means what was granted before", async () => {
  const { sandbox, app } = deviceSandbox();
  const browser = createBrowser(sandbox);
  const codes = await beginDevice(sandbox, app, "repo gist");
  await browser.visit("/login/device");
  await browser.visit((await browser.submit("/login", { ...lena, decision: "sign-in" })).headers.get("Location") ?? "");
  const typed = codes.user_code.replace("-", " ").toLowerCase();
  const next = await browser.submit("/login/device", { user_code: typed, decision: "continue" });
  const page = await readText(await browser.visit(next.headers.get("Location") ?? ""));
  expect(page).toContain(`A device that shows ${codes.user_code} would like to use the account octo-lena`);
  await browser.submit("/login/device/confirm", { "scope:repo": undefined, decision: "approve" });
  expect((await poll(sandbox, app, codes)).body).toHaveProperty("scope", "gist");
  const again = await beginDevice(sandbox, app);
  await decideOnDevice(sandbox, again);
  expect((await poll(sandbox, app, again)).body).toHaveProperty("scope", "gist");
});

test("device flow: the first poll may come at once, as octokit's does", async () => {
  const { sandbox, app } = deviceSandbox();
  expect((await poll(sandbox, app, await beginDevice(sandbox, app))).body.error).toBe("authorization_pending");
});

test("device flow: without a sign-in the page asks for one, and leads back to itself", async () => {
  const sandbox = createSandbox();
  const browser = createBrowser(sandbox);
  expect((await browser.open("/login/device")).headers.get("Location")).toBe(`${origin}/login`);
  await browser.visit("/login/device");
  const signedIn = await browser.submit("/login", { ...lena, decision: "sign-in" });
  expect(signedIn.headers.get("Location")).toBe(`${origin}/login/device`);
});

test("device flow: a grant that is taken back takes along what a device has not fetched yet", async () => {
  const { sandbox, app } = deviceSandbox();
  const codes = await beginDevice(sandbox, app, "repo");
  await decideOnDevice(sandbox, codes);
  const { accessToken } = sandbox.issueTokens({ login: "octo-lena", clientId: app.clientId });
  const basic = Buffer.from(`${app.clientId}:${app.clientSecret}`).toString("base64");
  const revoked = await sandbox.fetch(`${origin}/api/v3/applications/${app.clientId}/grant`, {
    method: "DELETE",
    headers: { Authorization: `basic ${basic}` },
    body: JSON.stringify({ access_token: accessToken }),
  });
  expect(revoked.status).toBe(204);
  expect((await poll(sandbox, app, codes)).body).toHaveProperty("error", "incorrect_device_code");
});

test("device flow: a suspended app gets no codes", async () => {
  const sandbox = sandboxWithApp({ suspended: true, deviceFlow: true });
  const { status, body } = await postForm(sandbox, "/login/device/code", {
    client_id: sandbox.seed.apps[0].clientId,
  });
  expect([status, body.error]).toEqual([200, "application_suspended"]);
});

test("device flow: a snapshot holds devices that wait, and those whose person has agreed", async () => {
  const { sandbox, app } = deviceSandbox();
  const [waiting, agreed] = [await beginDevice(sandbox, app, "repo"), await beginDevice(sandbox, app, "gist")];
  await decideOnDevice(sandbox, agreed);
  sandbox.snapshots.save("on the way");
  for (let count = 0; count < 2; count += 1) {
    expect((await poll(sandbox, app, agreed)).body).toHaveProperty("scope", "gist");
    expect((await poll(sandbox, app, agreed)).body).toHaveProperty("error", "incorrect_device_code");
    await decideOnDevice(sandbox, waiting);
    expect((await poll(sandbox, app, waiting)).body).toHaveProperty("scope", "repo");
    sandbox.snapshots.restore("on the way");
  }
});
