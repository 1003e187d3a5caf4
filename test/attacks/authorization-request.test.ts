import {
  buildAuthorizationRequest,
  buildCodeChallenge,
  discoverProvider,
  type Fetch,
  type Provider,
  Secret,
  systemRuntime,
} from "@dev-github-tool/oauth";
import { describe, expect, it } from "vitest";
import { provider } from "./example-provider.ts";
import { startLogin } from "./login.ts";

function build(overrides: Partial<Provider> = {}, runtime = systemRuntime) {
  return buildAuthorizationRequest(
    {
      provider: { ...provider, ...overrides },
      client: { clientId: "client", clientSecret: new Secret("client-secret") },
      redirectUri: "http://127.0.0.1:1/callback",
      scope: ["read:user"],
    },
    runtime,
  );
}

describe("C-01: every authorization URL carries an S256 challenge", () => {
  it("of 43 base64url characters, matching the verifier that is kept", async () => {
    const request = await build();
    const query = new URL(request.url).searchParams;
    expect(query.get("code_challenge")).toMatch(/^[\w-]{43}$/);
    expect(query.get("code_challenge")).toBe(await buildCodeChallenge(request.codeVerifier.reveal()));
    expect(query.get("code_challenge_method")).toBe("S256");
  });
  it("also when the endpoint's own query asks for plain", async () => {
    const authorizationEndpoint = "https://as.example/authorize?code_challenge_method=plain&code_challenge=x";
    const query = new URL((await build({ authorizationEndpoint })).url).searchParams;
    expect(query.getAll("code_challenge_method")).toEqual(["S256"]);
    expect(query.getAll("code_challenge")).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
  });
  it("and a server that offers plain alone is refused", async () => {
    await expect(discover({ code_challenge_methods_supported: ["plain"] })).rejects.toMatchObject({
      name: "UnexpectedResponseError",
      code: "pkce_unsupported",
    });
  });
});

describe("C-02: verifiers are what RFC 7636 asks for", () => {
  it("gives the challenge of appendix B", async () => {
    expect(await buildCodeChallenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).toBe(
      "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    );
  });
  it("10 000 of them are 43 unreserved characters, all different, from 256 bits each", async () => {
    const drawn: number[] = [];
    const random = (bytes: number): Uint8Array => {
      drawn.push(bytes);
      return systemRuntime.random(bytes);
    };
    const requests = await Promise.all(Array.from({ length: 10_000 }, () => build({}, { ...systemRuntime, random })));
    const verifiers = new Set(requests.map((request) => request.codeVerifier.reveal()));
    expect(verifiers.size).toBe(10_000);
    expect([...verifiers].every((verifier) => /^[A-Za-z0-9._~-]{43}$/.test(verifier))).toBe(true);
    expect(new Set(drawn)).toEqual(new Set([32]));
  });
});

describe("C-03: state is 256 random bits of its own", () => {
  it("differs between two logins at once, and from the verifier", async () => {
    const [one, other] = await Promise.all([build(), build()]);
    expect(one.state.reveal()).toMatch(/^[\w-]{43}$/);
    expect(one.state.reveal()).not.toBe(other.state.reveal());
    expect(one.state.reveal()).not.toBe(one.codeVerifier.reveal());
  });
  it("a generator that fails ends the login, before a browser is opened", async () => {
    const opened: string[] = [];
    const random = (): Uint8Array => {
      throw new Error("no entropy");
    };
    await expect(
      startLogin({ runtime: { ...systemRuntime, random }, openUrl: (url) => void opened.push(url) }),
    ).rejects.toThrow("no entropy");
    expect(opened).toEqual([]);
  });
});

it("C-28: the scope is always sent, as asked", async () => {
  expect(new URL((await build()).url).searchParams.get("scope")).toBe("read:user");
});

it("C-30: no option produces the implicit flow", async () => {
  const authorizationEndpoint = "https://as.example/authorize?response_type=token";
  const query = new URL((await build({ authorizationEndpoint })).url).searchParams;
  expect(query.getAll("response_type")).toEqual(["code"]);
});

describe("C-18: a metadata document must be of the issuer that was asked", () => {
  it.each([
    ["another issuer", { issuer: "https://evil.example" }],
    ["a trailing slash", { issuer: "https://as.example/" }],
    ["another case", { issuer: "https://AS.example" }],
    ["an explicit port", { issuer: "https://as.example:443" }],
  ])("%s", async (_name, changed) => {
    await expect(discover(changed)).rejects.toMatchObject({ code: "issuer_mismatch" });
  });
  it("the right one becomes a provider that demands iss when the server says that it sends it", async () => {
    expect(await discover({ authorization_response_iss_parameter_supported: true })).toEqual({
      name: "as.example",
      issuer: "https://as.example",
      authorizationEndpoint: "https://as.example/authorize",
      tokenEndpoint: "https://as.example/token",
      traits: {
        issuerParameter: "required",
        tokenErrors: "status",
        scopeSeparator: " ",
        clientAuthentication: "client_secret_basic",
      },
    });
  });
  it.each([
    ["no JSON", new Response("<html>", { headers: { "content-type": "text/html" } }), "not_json"],
    ["an error", new Response("", { status: 404 }), "unexpected_status"],
    [
      "a redirect",
      new Response(null, { status: 302, headers: { location: "https://evil.example" } }),
      "unexpected_status",
    ],
    ["no issuer", Response.json({}), "field_missing"],
  ])("%s is no metadata", async (_name, response, code) => {
    await expect(
      discoverProvider("https://as.example", { ...systemRuntime, fetch: async () => response.clone() }),
    ).rejects.toMatchObject({ code });
  });
  it.each([
    ["https://as.example", ["/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"]],
    [
      "https://as.example/tenant/1/",
      [
        "/.well-known/oauth-authorization-server/tenant/1",
        "/.well-known/openid-configuration/tenant/1",
        "/tenant/1/.well-known/openid-configuration",
      ],
    ],
  ])(
    "the document of %s is looked for where RFC 8414 and OpenID put it, until one is there",
    async (issuer, places) => {
      for (const [index, place] of places.entries()) {
        const asked: string[] = [];
        const fetch: Fetch = async (input) => {
          asked.push(String(input).replace("https://as.example", ""));
          return asked.at(-1) === place ? Response.json(metadataOf(issuer)) : new Response("", { status: 404 });
        };
        expect(await discoverProvider(issuer, { ...systemRuntime, fetch })).toMatchObject({ issuer });
        expect(asked).toEqual(places.slice(0, index + 1));
      }
    },
  );
  it("a document that is there and wrong ends the search", async () => {
    let asked = 0;
    const fetch: Fetch = async () => {
      asked += 1;
      return Response.json(metadataOf(asked === 1 ? "https://evil.example" : "https://as.example"));
    };
    await expect(discoverProvider("https://as.example", { ...systemRuntime, fetch })).rejects.toMatchObject({
      code: "issuer_mismatch",
    });
    expect(asked).toBe(1);
  });
});

describe("C-19: credentials go over https, or stay on this machine", () => {
  const insecure = [
    "http://as.example/x",
    "http://127.0.0.1.example/x",
    "http://127.0.0.1@as.example/x",
    "ftp://as.example/x",
    "x",
  ];
  it.each(insecure)("an authorization endpoint %s is refused", async (authorizationEndpoint) => {
    await expect(build({ authorizationEndpoint })).rejects.toMatchObject({
      name: "NetworkError",
      code: "insecure_endpoint",
      step: "authorization URL",
    });
  });
  it.each(insecure)("a token endpoint %s is refused with nothing sent", async (tokenEndpoint) => {
    const login = await startLogin({ provider: { ...provider, tokenEndpoint } });
    await login.complete();
    expect(await login.outcome).toMatchObject({ code: "insecure_endpoint", step: "token exchange" });
    expect(login.exchanges).toEqual([]);
  });
  it.each(["authorization_endpoint", "token_endpoint"])("a discovered %s over http is refused", async (endpoint) => {
    await expect(discover({ [endpoint]: "http://as.example/x" })).rejects.toMatchObject({ code: "insecure_endpoint" });
  });
  it("certificate checks turned off by the environment end the login before a browser is opened", async () => {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    try {
      await expect(startLogin()).rejects.toMatchObject({ name: "NetworkError", code: "tls_verification_off" });
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    }
  });
});

function discover(changed: Record<string, unknown>): Promise<Provider> {
  const fetch: Fetch = async (input) => {
    expect(String(input)).toBe("https://as.example/.well-known/oauth-authorization-server");
    return Response.json({ ...metadataOf("https://as.example"), ...changed });
  };
  return discoverProvider("https://as.example", { ...systemRuntime, fetch });
}

function metadataOf(issuer: string): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: "https://as.example/authorize",
    token_endpoint: "https://as.example/token",
  };
}
