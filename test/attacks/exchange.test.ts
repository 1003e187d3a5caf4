import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import {
  buildAuthorizationRequest,
  judgeAuthorizationResponse,
  type Provider,
  requestTokenSet,
  Secret,
  systemRuntime,
  TokenRequestError,
  type TokenSet,
} from "@dev-github-tool/oauth";
import { describe, expect, it, onTestFinished } from "vitest";
import { plant } from "../canary/ledger.ts";
import { provider } from "./example-provider.ts";
import { startLogin } from "./login.ts";

const clientSecret = plant("client secret");

/** Runs the flow up to the exchange and sends that to a real server with this answer. */
async function exchange(answer: RequestListener, traits: Partial<Provider["traits"]> = {}): Promise<TokenSet> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const request = await buildAuthorizationRequest(
    {
      provider: {
        ...provider,
        tokenEndpoint: `http://127.0.0.1:${port}/token`,
        traits: { ...provider.traits, clientAuthentication: "client_secret_post", ...traits },
      },
      client: { clientId: "client", clientSecret: new Secret(clientSecret) },
      redirectUri: "http://127.0.0.1:1/callback",
      scope: ["read:user"],
    },
    systemRuntime,
  );
  const code = judgeAuthorizationResponse(request, new URLSearchParams({ code: "c", state: request.state.reveal() }));
  return requestTokenSet(code, { runtime: systemRuntime });
}

const json =
  (body: unknown, status = 200): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };

const good = { access_token: "granted-token", token_type: "bearer" };

async function failure(answer: RequestListener, traits: Partial<Provider["traits"]> = {}): Promise<unknown> {
  return exchange(answer, traits).then(
    () => expect.fail("the exchange succeeded"),
    (error: unknown) => error,
  );
}

describe("C-15: the exchange repeats the redirect URI of the request, byte for byte", () => {
  it.each(["/callback", "/Callback/", "/a%2Fb"])("%s", async (path) => {
    const login = await startLogin({ redirect: { path } });
    await login.complete();
    await login.outcome;
    const sent = login.exchanges[0]?.get("redirect_uri");
    expect(sent).toBe(login.authorizationUrl.searchParams.get("redirect_uri"));
    expect(sent?.endsWith(path)).toBe(true);
  });
});

it("C-17: what is configured after the login began does not change where the code goes", async () => {
  const seen: string[] = [];
  const configured = { ...provider };
  const runtime = {
    ...systemRuntime,
    fetch: async (input: Request | string | URL) => {
      seen.push(String(input));
      return Response.json(good);
    },
  };
  const login = await startLogin({ provider: configured, runtime });
  Object.assign(configured, { tokenEndpoint: "https://evil.example/token", issuer: "https://evil.example" });
  await login.complete();
  expect(await login.outcome).toMatchObject({ tokenType: "bearer" });
  expect(seen).toEqual(["https://as.example/token"]);
});

it("C-29: a public client sends no secret and authenticates by its id", async () => {
  const login = await startLogin({ client: { clientId: "public" } });
  await login.complete();
  expect(await login.outcome).toMatchObject({ tokenType: "bearer" });
  expect(Object.fromEntries(login.exchanges[0] ?? [])).toEqual({
    grant_type: "authorization_code",
    client_id: "public",
    code: "genuine-code",
    code_verifier: expect.stringMatching(/^[\w-]{43}$/),
    redirect_uri: login.authorizationUrl.searchParams.get("redirect_uri"),
  });
});

it("X-07: a code of another issuer is refused before a verifier or secret is sent anywhere", async () => {
  for (const iss of ["https://honest.example", "https://evil.example"]) {
    const login = await startLogin();
    await login.get(`/callback?${new URLSearchParams({ code: "honest-code", state: login.state, iss })}`);
    expect(await login.outcome).toMatchObject({ code: "issuer_mismatch" });
    expect(login.exchanges).toEqual([]);
  }
});

describe("T-01: a token that is none is refused, and not quoted", () => {
  it.each([
    ["absent", undefined, "field_missing"],
    ["null", null, "field_missing"],
    ["empty", "", "field_missing"],
    ["a list", ["t"], "field_missing"],
    ["a number", 7, "field_missing"],
    ["with a line break", "canary-a\r\nX: y", "field_invalid"],
    ["with a zero byte", "canary-a\u0000", "field_invalid"],
    ["with a space", "canary a", "field_invalid"],
    ["not ASCII", "canary-ä", "field_invalid"],
  ])("%s", async (_name, accessToken, code) => {
    const error = await failure(json({ ...good, access_token: accessToken }));
    expect(error).toMatchObject({ name: "UnexpectedResponseError", code, step: "token exchange" });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("canary");
  });
});

describe("T-02: only a bearer token is used", () => {
  it.each([
    ["absent", undefined, "field_missing"],
    ["mac", "mac", "token_type_unsupported"],
  ])("%s", async (_name, tokenType, code) => {
    expect(await failure(json({ ...good, token_type: tokenType }))).toMatchObject({ code });
  });
  it.each(["bearer", "Bearer", "BEARER"])("%s is one", async (tokenType) => {
    expect(await exchange(json({ ...good, token_type: tokenType }))).toMatchObject({ tokenType: "bearer" });
  });
});

describe("T-03: a lifetime is taken as sent, or is unknown", () => {
  const hour = 3_600_000;
  it.each([
    [undefined, undefined],
    [0, 0],
    [3600, hour],
    ["3600", hour],
    [3599.5, hour - 500],
    [15_897_600, 15_897_600_000],
    [1e10, 366 * 24 * hour],
    [-1, undefined],
    ["abc", undefined],
    ["", undefined],
    [true, undefined],
    [[], undefined],
    [null, undefined],
    [1e308, undefined],
  ])("expires_in %j gives %j ms", async (expiresIn, lifetimeMs) => {
    const before = Date.now();
    const { expiresAt } = await exchange(json({ ...good, expires_in: expiresIn }));
    if (lifetimeMs === undefined) {
      expect(expiresAt).toBeUndefined();
    } else {
      expect(expiresAt).toBeGreaterThanOrEqual(before + lifetimeMs);
      expect(expiresAt).toBeLessThanOrEqual(Date.now() + lifetimeMs);
    }
  });
  it("a refresh token and its lifetime are kept, a null or empty one is none", async () => {
    const granted = await exchange(json({ ...good, refresh_token: "r", refresh_token_expires_in: 60 }));
    expect(granted.refreshToken?.reveal()).toBe("r");
    expect(granted.refreshTokenExpiresAt).toBeGreaterThan(Date.now());
    for (const none of [null, ""]) {
      expect((await exchange(json({ ...good, refresh_token: none }))).refreshToken).toBeUndefined();
    }
  });
});

describe("T-13: GitHub's way of saying no is understood", () => {
  it("an error in a 200 is that error, with what the server said", async () => {
    const body = { error: "bad_verification_code", error_description: "The code passed is incorrect or expired." };
    const error = await failure(json(body), { tokenErrors: "body" });
    expect(error).toBeInstanceOf(TokenRequestError);
    expect(error).toMatchObject({
      code: "bad_verification_code",
      providerCode: "bad_verification_code",
      description: "The code passed is incorrect or expired.",
      status: 200,
    });
  });
  it("an error beside a token is still an error", async () => {
    const error = await failure(json({ ...good, error: "bad_verification_code" }), { tokenErrors: "body" });
    expect(error).toMatchObject({ code: "bad_verification_code" });
  });
  it("an unknown client is a 404 with Not Found", async () => {
    expect(await failure(json({ error: "Not Found" }, 404), { tokenErrors: "body" })).toMatchObject({
      code: "client_not_found",
      providerCode: "Not Found",
    });
  });
  it("a word nobody knows is kept beside unknown_error", async () => {
    expect(await failure(json({ error: "odd" }, 400))).toMatchObject({ code: "unknown_error", providerCode: "odd" });
  });
  it("a form-encoded answer and comma-separated scopes are read", async () => {
    const granted = await exchange(
      (_request, response) =>
        response
          .writeHead(200, { "content-type": "application/x-www-form-urlencoded; charset=utf-8" })
          .end("access_token=granted-token&scope=read%3Auser%2Cgist&token_type=bearer"),
      { tokenErrors: "body", scopeSeparator: "," },
    );
    expect(granted.scope).toEqual(["read:user", "gist"]);
  });
  it("an empty scope is no scope, an absent one is unknown", async () => {
    expect((await exchange(json({ ...good, scope: "" }))).scope).toEqual([]);
    expect((await exchange(json(good))).scope).toBeUndefined();
  });
});

it("T-14: members with the names of prototypes change nothing, and bring no token", async () => {
  const withoutTokens =
    '{"__proto__":{"access_token":"t","token_type":"bearer"},"constructor":{"prototype":{"polluted":1}}}';
  for (const body of [withoutTokens, `${withoutTokens.slice(0, -1)},"access_token":"t"}`]) {
    const answer: RequestListener = (_, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end(body);
    expect(await failure(answer)).toMatchObject({ code: "field_missing" });
  }
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

describe("T-15, T-16, X-47: an answer that is no token response ends with its own error", () => {
  it.each<[string, RequestListener, string]>([
    [
      "HTML",
      (_request, response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>"),
      "not_json",
    ],
    ["nothing", (_request, response) => response.writeHead(200).end(), "not_json"],
    ["null", json(null), "not_json"],
    ["a list", json([good]), "not_json"],
    ["100 000 brackets", (_request, response) => response.end("[".repeat(100_000)), "too_large"],
    ["a megabyte", json({ ...good, padding: "x".repeat(1_000_000) }), "too_large"],
    [
      "300 MB of zeros in 300 kB of gzip",
      (_request, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb),
      "too_large",
    ],
    [
      "less than it announced",
      (_request, response) => {
        response.writeHead(200, { "content-length": "100" }).write("{");
        response.destroy();
      },
      "connection_lost",
    ],
    ["a closed connection", (request) => request.destroy(), "connection_lost"],
    ["500", json({}, 500), "unavailable"],
    ["418", json({}, 418), "unexpected_status"],
  ])("%s", async (_name, answer, code) => {
    expect(await failure(answer)).toMatchObject({ code, step: "token exchange" });
  });
  it("T-18: 503 says how long to wait", async () => {
    const told = (status: number, retryAfter: string) =>
      failure((_request, response) => response.writeHead(status, { "retry-after": retryAfter }).end());
    expect(await told(503, "7")).toMatchObject({ code: "unavailable", retryAfterSeconds: 7 });
    const inAMinute = new Date(Date.now() + 60_000).toUTCString();
    expect(await told(429, inAMinute)).toMatchObject({ retryAfterSeconds: expect.closeTo(60, -2) });
    for (const senseless of ["soon", "-1", "November 2027"])
      expect(await told(429, senseless)).toMatchObject({ code: "unavailable", retryAfterSeconds: undefined });
  });
});

it("X-41: a token endpoint that redirects gets the credentials once, and the other place nothing", async () => {
  let evil = 0;
  const other = createServer((_request, response) => {
    evil += 1;
    response.end();
  }).listen(0, "127.0.0.1");
  await once(other, "listening");
  onTestFinished(() => void other.close());
  const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
  for (const status of [301, 302, 303, 307, 308]) {
    const error = await failure((_request, response) => response.writeHead(status, { location }).end());
    expect(error).toMatchObject({ code: "redirected" });
  }
  expect(evil).toBe(0);
});

it("X-49, X-23: what a server says is made printable and short, and echoes of secrets are masked", async () => {
  const description = `\u001b[2J${clientSecret} ${encodeURIComponent(clientSecret)} ${"x".repeat(10_000)}`;
  const error = await failure(json({ error: `bad\u001b[31m${clientSecret}`, error_description: description }, 400));
  const shown = inspect(error, { depth: 10, showHidden: true });
  expect(shown).not.toContain(clientSecret);
  expect(shown).not.toMatch(/[^\x20-\x7e\n\ufffd…]/);
  expect(shown.length).toBeLessThan(3_000);
});

const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024));
