import { expect, test } from "vitest";
import { createSandbox } from "../src/index.ts";
import { beginDevice, decideOnDevice, poll, postForm } from "./device-drive.ts";
import { origin, redirectAfter, redirectUri } from "./drive.ts";
import { strictCode, strictExchange, strictProfile, strictUrl } from "./strict-drive.ts";
import { secondMs } from "./token-drive.ts";

test("RFC 6749, 4.1.2.1: other response types, unknown scopes and repeated parameters are told to the client", async () => {
  const { sandbox, app } = strictProfile();
  const errorOf = async (url: string) =>
    new URL((await sandbox.fetch(url)).headers.get("Location") ?? "about:blank").searchParams.get("error");
  expect(await errorOf(strictUrl(sandbox, app, { response_type: "token" }))).toBe("unsupported_response_type");
  expect(await errorOf(strictUrl(sandbox, app, { scope: "repo everything" }))).toBe("invalid_scope");
  expect(await errorOf(strictUrl(sandbox, app, { scope: "repo offline_access" }))).toBe(null);
  expect(await errorOf(`${strictUrl(sandbox, app)}&scope=repo`)).toBe("invalid_request");
  expect(await errorOf(`${strictUrl(sandbox, app)}&state=another`)).toBe("invalid_request");
  for (const name of ["client_id", "redirect_uri"]) {
    const response = await sandbox.fetch(`${strictUrl(sandbox, app)}&${name}=${encodeURIComponent(redirectUri)}`);
    expect([response.status, response.headers.get("Location")]).toEqual([400, null]);
  }
});

test("RFC 6749, 3.3: no scope means none, whatever was granted before", async () => {
  const { sandbox, app } = strictProfile();
  await strictCode(sandbox, app, { scope: "repo" });
  const code = await strictCode(sandbox, app, { scope: undefined });
  await strictExchange(sandbox, app, { code });
  expect(sandbox.journal.entries.at(-1)).toMatchObject({ decision: "token_issued", scopes: [] });
});

test("A-06: iss is in every redirect, and announced in the metadata", async () => {
  const { sandbox, app } = strictProfile();
  for (const decision of ["approve", "cancel"] as const) {
    const redirect = await redirectAfter(sandbox, strictUrl(sandbox, app), { decision });
    expect(redirect.searchParams.getAll("iss")).toEqual([`${origin}/login/oauth`]);
  }
  const refused = await sandbox.fetch(strictUrl(sandbox, app, { response_type: "token" }));
  expect(new URL(refused.headers.get("Location") ?? "").searchParams.get("iss")).toBe(`${origin}/login/oauth`);
  const metadata = await sandbox.fetch(`${origin}/.well-known/oauth-authorization-server/login/oauth`);
  expect(await metadata.json()).toMatchObject({
    issuer: `${origin}/login/oauth`,
    authorization_response_iss_parameter_supported: true,
  });
});

test("RFC 8414: the metadata is where the issuer's path puts it, also for OpenID Connect's clients, and not at GitHub's", async () => {
  const paths = [
    "/.well-known/oauth-authorization-server/login/oauth",
    "/login/oauth/.well-known/openid-configuration",
  ];
  const [first, second] = await Promise.all(
    paths.map(async (path) => (await strictProfile().sandbox.fetch(`${origin}${path}`)).json()),
  );
  expect(first).toEqual({
    issuer: `${origin}/login/oauth`,
    authorization_endpoint: `${origin}/login/oauth/authorize`,
    token_endpoint: `${origin}/login/oauth/access_token`,
    device_authorization_endpoint: `${origin}/login/device/code`,
    revocation_endpoint: `${origin}/login/oauth/revoke`,
    revocation_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic"],
    scopes_supported: expect.arrayContaining(["repo", "read:user"]),
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
    token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic"],
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: true,
  });
  expect(second).toEqual(first);
  for (const path of paths) expect((await createSandbox().fetch(`${origin}${path}`)).status).toBe(404);
});

test("A-09: parameters count only in a form, once, and grant_type and what belongs to it must be there", async () => {
  const { sandbox, app } = strictProfile();
  const mine = { client_id: app.clientId, client_secret: app.clientSecret };
  const url = `${origin}/login/oauth/access_token`;
  const errorOf = async (address: string, body: string | URLSearchParams, type?: string) => {
    const headers = type === undefined ? {} : { "Content-Type": type };
    const response = await sandbox.fetch(address, { method: "POST", body, headers });
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(response.headers.get("Content-Type")).toMatch(/^application\/json/);
    return [response.status, ((await response.json()) as { error: string }).error];
  };
  const form = (parameters: Record<string, string>) => new URLSearchParams({ ...mine, ...parameters });
  const { refreshToken = "" } = sandbox.issueTokens({ login: "octo-lena", clientId: app.clientId });
  const renewal = { grant_type: "refresh_token", refresh_token: refreshToken };
  const formType = "application/x-www-form-urlencoded";
  const refused = [400, "invalid_request"];
  expect(await errorOf(url, JSON.stringify({ ...mine, ...renewal }), "application/json")).toEqual(refused);
  expect(await errorOf(url, form(renewal).toString(), "text/plain")).toEqual(refused);
  expect(await errorOf(`${url}?${new URLSearchParams(mine)}`, new URLSearchParams(renewal))).toEqual(refused);
  expect(await errorOf(url, `${form(renewal)}&grant_type=refresh_token`, formType)).toEqual(refused);
  expect(await errorOf(url, form({ refresh_token: refreshToken }))).toEqual(refused);
  expect(await errorOf(url, form({ grant_type: "authorization_code" }))).toEqual(refused);
  expect(await errorOf(url, form({ grant_type: "refresh_token" }))).toEqual(refused);
  expect(await errorOf(`${origin}/login/oauth/revoke`, form({}))).toEqual(refused);
  expect(await errorOf(url, form(renewal))).toEqual([200, undefined]);
});

test("A-10: consent is asked every time", async () => {
  const { sandbox, app } = strictProfile();
  for (let count = 1; count <= 3; count += 1) {
    await strictCode(sandbox, app);
    expect(sandbox.journal.count({ decision: "consent_shown" })).toBe(count);
  }
});

test("A-10: the authorization endpoint has no CORS, not even for a preflight", async () => {
  const { sandbox, app } = strictProfile();
  for (const method of ["GET", "OPTIONS"]) {
    const headers = { Origin: "https://evil.example", "Access-Control-Request-Method": "GET" };
    const response = await sandbox.fetch(strictUrl(sandbox, app), { method, headers });
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  }
});

test("RFC 8628: a strict server's device errors have status 400, and its longer interval stays", async () => {
  const { sandbox, app } = strictProfile();
  const codes = await beginDevice(sandbox, app, "repo");
  const errors = [];
  for (const seconds of [0, 1, 10, 5]) {
    sandbox.clock.advance(seconds * secondMs);
    const { status, body } = await poll(sandbox, app, codes);
    errors.push([status, body.error, body.interval]);
  }
  expect(errors).toEqual([
    [400, "authorization_pending", undefined],
    [400, "slow_down", 10],
    [400, "authorization_pending", undefined],
    [400, "slow_down", 15],
  ]);
  await decideOnDevice(sandbox, codes);
  expect(await poll(sandbox, app, codes)).toMatchObject({ status: 200, body: { scope: "repo" } });
  expect((await poll(sandbox, app, codes)).body).toHaveProperty("error", "invalid_grant");
  const chapter = { client_id: "Ov23liChapterBook001" };
  const refused = await postForm(sandbox, "/login/device/code", chapter);
  expect([refused.status, refused.body.error]).toEqual([400, "unauthorized_client"]);
  const unknown = await postForm(sandbox, "/login/device/code", { client_id: "nobody" });
  expect([unknown.status, unknown.body.error]).toEqual([401, "invalid_client"]);
});
