import { expect, test } from "vitest";
import { createSandbox } from "../src/index.ts";
import { appOf, codeFor, exchange, origin, postToken, redirectUri } from "./drive.ts";

const tokenPage =
  "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/#";

const badCode = {
  error: "bad_verification_code",
  error_description: "The code passed is incorrect or expired.",
  error_uri: `${tokenPage}bad-verification-code`,
};

test("code exchange: a form without Accept is answered as a form", async () => {
  const sandbox = createSandbox();
  const response = await postToken(sandbox, { code: await codeFor(sandbox, { scope: "repo gist" }) }, {});
  expect(response.status).toBe(200);
  expect(response.headers.get("Content-Type")).toBe("application/x-www-form-urlencoded; charset=utf-8");
  const fields = new URLSearchParams(await response.text());
  expect(fields.get("access_token")).toMatch(/^gho_[A-Za-z0-9]{36}$/);
  expect(fields.get("scope")).toBe("gist,repo");
  expect(fields.get("token_type")).toBe("bearer");
});

test("code exchange: Accept application/xml is answered with a root element OAuth", async () => {
  const sandbox = createSandbox();
  const response = await postToken(sandbox, { code: "none" }, { Accept: "application/xml" });
  expect(response.headers.get("Content-Type")).toBe("application/xml; charset=utf-8");
  expect(await response.text()).toMatch(/<OAuth><error>bad_verification_code<\/error>.*<\/OAuth>$/);
});

for (const [accept, type] of [
  ["application/json", "application/json"],
  ["application/json; q=0.9, */*", "application/json"],
  ["text/html, application/json", "application/json"],
  ["*/*", "application/x-www-form-urlencoded"],
  ["", "application/x-www-form-urlencoded"],
]) {
  test(`code exchange: Accept ${JSON.stringify(accept)} is answered as ${type}`, async () => {
    const response = await postToken(createSandbox(), { code: "none" }, { Accept: accept ?? "" });
    expect(response.headers.get("Content-Type")).toBe(`${type}; charset=utf-8`);
  });
}

test("code exchange: parameters are read from a form, from JSON and from the query", async () => {
  const sandbox = createSandbox();
  const app = appOf(sandbox);
  const credentials = { client_id: app.clientId, client_secret: app.clientSecret };
  const url = `${origin}/login/oauth/access_token`;
  const headers = { Accept: "application/json" };
  const json = JSON.stringify({ ...credentials, code: await codeFor(sandbox), unused: null });
  const answers = [
    await postToken(sandbox, { code: await codeFor(sandbox), grant_type: "authorization_code", state: "ignored" }),
    await sandbox.fetch(url, {
      method: "POST",
      body: json,
      headers: { ...headers, "Content-Type": "application/json; charset=utf-8" },
    }),
    await sandbox.fetch(`${url}?${new URLSearchParams({ ...credentials, code: await codeFor(sandbox) })}`, {
      method: "POST",
      headers,
    }),
  ];
  for (const answer of answers) expect(await answer.json()).toHaveProperty("access_token");
});

test("code exchange: a scope of nothing is present and empty", async () => {
  const sandbox = createSandbox();
  expect(await exchange(sandbox, { code: await codeFor(sandbox) })).toEqual({
    access_token: expect.stringMatching(/^gho_/),
    scope: "",
    token_type: "bearer",
  });
});

test("code exchange: a wrong or missing secret answers 200 with incorrect_client_credentials", async () => {
  const sandbox = createSandbox();
  for (const client_secret of ["0".repeat(40), undefined, appOf(sandbox, "Ov23liExpiring000004").clientSecret]) {
    const response = await postToken(sandbox, { client_secret, code: await codeFor(sandbox) });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      error: "incorrect_client_credentials",
      error_description: "The client_id and/or client_secret passed are incorrect.",
      error_uri: `${tokenPage}incorrect-client-credentials`,
    });
  }
});

test("a wrong secret does not use up the code of the app it does not belong to", async () => {
  const sandbox = createSandbox();
  const code = await codeFor(sandbox);
  await exchange(sandbox, { client_secret: "0".repeat(40), code });
  expect(await exchange(sandbox, { code })).toHaveProperty("access_token");
});

test("code exchange: an unknown or missing client_id answers 404 with Not Found as JSON", async () => {
  const sandbox = createSandbox();
  for (const client_id of ["Ov23liNobodyKnowsThis", undefined]) {
    const response = await postToken(sandbox, { client_id, code: "0" }, {});
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: "Not Found" });
  }
});

test("code exchange: an unknown or missing code answers 200 with bad_verification_code", async () => {
  const sandbox = createSandbox();
  for (const code of ["0123456789abcdef0123", undefined, ""]) {
    const response = await postToken(sandbox, { code });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(badCode);
  }
});

test("code exchange: another redirect_uri than the request's answers redirect_uri_mismatch, also one that is registered", async () => {
  const sandbox = createSandbox();
  for (const redirect_uri of ["http://127.0.0.1/callback", `${redirectUri}/`, "http://evil.example/"]) {
    expect(await exchange(sandbox, { code: await codeFor(sandbox), redirect_uri })).toEqual({
      error: "redirect_uri_mismatch",
      error_description: "The redirect_uri MUST match the registered callback URL for this application.",
      error_uri:
        "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-authorization-request-errors/#redirect-uri-mismatch2",
    });
  }
});

test("code exchange: the same redirect_uri is accepted, and so is none", async () => {
  const sandbox = createSandbox();
  for (const redirect_uri of [redirectUri, undefined]) {
    expect(await exchange(sandbox, { code: await codeFor(sandbox), redirect_uri })).toHaveProperty("access_token");
  }
});

test("code exchange: another grant type answers unsupported_grant_type and leaves the code alone", async () => {
  const sandbox = createSandbox();
  const code = await codeFor(sandbox);
  expect(await exchange(sandbox, { code, grant_type: "password" })).toHaveProperty("error", "unsupported_grant_type");
  expect(await exchange(sandbox, { code })).toHaveProperty("access_token");
});

test("code exchange: GET is not answered with a token", async () => {
  const sandbox = createSandbox();
  const { clientId, clientSecret } = appOf(sandbox);
  const query = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, code: await codeFor(sandbox) });
  const response = await sandbox.fetch(`${origin}/login/oauth/access_token?${query}`);
  expect(response.status).toBe(404);
});

test("A-09 (github mode): every token answer, good or bad, says Cache-Control: no-store and has no CORS header", async () => {
  const sandbox = createSandbox();
  const answers = [
    await postToken(sandbox, { code: await codeFor(sandbox) }),
    await postToken(sandbox, { code: "none" }),
    await postToken(sandbox, { client_id: "nobody" }),
  ];
  for (const { headers } of answers) {
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
  }
});

test("A-09 (github mode): a parameter sent twice is refused, in one place or in two", async () => {
  const sandbox = createSandbox();
  const { clientId, clientSecret } = appOf(sandbox);
  const code = await codeFor(sandbox);
  const form = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, code }).toString();
  const send = async (query: string, body: string) => {
    const headers = { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" };
    return (
      await sandbox.fetch(`${origin}/login/oauth/access_token${query}`, { method: "POST", body, headers })
    ).json();
  };
  expect(await send("", `${form}&code=0`)).toHaveProperty("error", "invalid_request");
  expect(await send("", `${form}&code=${code}`)).toHaveProperty("error", "invalid_request");
  expect(await send(`?code=${code}`, form)).toHaveProperty("error", "invalid_request");
  expect(await send("", `${form}&x=%ff`)).toHaveProperty("error", "invalid_request");
  expect(await send("", form)).toHaveProperty("access_token");
});

for (const body of ["{", "[]", "null", '"text"', '{"code":["a"]}', '{"client_id":{}}', '{"code":1}', ""]) {
  test(`the JSON body ${body || "(empty)"} is refused, not guessed at`, async () => {
    const headers = { Accept: "application/json", "Content-Type": "application/json" };
    const response = await createSandbox().fetch(`${origin}/login/oauth/access_token`, {
      method: "POST",
      body,
      headers,
    });
    expect(await response.json()).toHaveProperty("error", "invalid_request");
  });
}

test("a body above 128 KiB is refused", async () => {
  const response = await postToken(createSandbox(), { code: "x".repeat(140_000) });
  expect(response.status).toBe(413);
});
