import { expect, it } from "vitest";
import { buildSettingsUrl, githubProvider } from "../src/index.ts";

it("knows github.com without being told", () => {
  expect(githubProvider()).toEqual({
    name: "GitHub",
    issuer: "https://github.com/login/oauth",
    deviceAuthorizationEndpoint: "https://github.com/login/device/code",
    authorizationEndpoint: "https://github.com/login/oauth/authorize",
    tokenEndpoint: "https://github.com/login/oauth/access_token",
    traits: {
      issuerParameter: "optional",
      tokenErrors: "body",
      scopeSeparator: ",",
      clientAuthentication: "client_secret_post",
    },
    app: "oauth-app",
    webUrl: "https://github.com",
    apiUrl: "https://api.github.com",
  });
});

it.each([
  ["https://octo.ghe.com", "https://api.octo.ghe.com"],
  ["https://github.example.com", "https://github.example.com/api/v3"],
  ["https://github.example.com:8443/", "https://github.example.com:8443/api/v3"],
  ["https://ghe.com.example.com", "https://ghe.com.example.com/api/v3"],
  ["https://notghe.com", "https://notghe.com/api/v3"],
  ["http://127.0.0.1:4010", "http://127.0.0.1:4010/api/v3"],
  ["http://localhost:4010", "http://localhost:4010/api/v3"],
])("the API of %s is at %s", (baseUrl, apiUrl) => {
  expect(githubProvider(baseUrl).apiUrl).toBe(apiUrl);
});

it.each(["http://github.com", "ftp://github.com", "github.com", "", "file:///etc", "http://127.0.0.1.nip.io"])(
  "refuses credentials to go to %j",
  (baseUrl) => {
    expect(() => githubProvider(baseUrl)).toThrow(
      expect.objectContaining({ name: "NetworkError", code: "insecure_endpoint", step: "app registration" }),
    );
  },
);

it.each([
  "https://github.com/octocat",
  "https://github.com/?a=b",
  "https://github.com/#a",
  "https://user@github.com",
  "https://user:password@github.com",
])("refuses %s, which is more than an origin", (baseUrl) => {
  expect(() => githubProvider(baseUrl)).toThrow(
    expect.objectContaining({ name: "GitHubApiError", code: "invalid_base_url", step: "app registration" }),
  );
});

it("knows where a person takes back what they granted", () => {
  const client = { clientId: "Iv1.0123456789abcdef" };
  expect(buildSettingsUrl(githubProvider(), client)).toBe(
    "https://github.com/settings/connections/applications/Iv1.0123456789abcdef",
  );
  expect(buildSettingsUrl(githubProvider("https://octo.ghe.com", { app: "github-app" }), client)).toBe(
    "https://octo.ghe.com/settings/apps/authorizations",
  );
});

it.each(["..", ".", "", "a/b", "a b", "a?b", "a#b", "%2e%2e"])("refuses the client id %j in an address", (clientId) => {
  expect(() => buildSettingsUrl(githubProvider(), { clientId })).toThrow(
    expect.objectContaining({ name: "GitHubApiError", code: "invalid_client_id" }),
  );
});
