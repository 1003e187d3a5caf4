import { buffer } from "node:stream/consumers";
import { Secret, systemRuntime } from "@dev-github-tool/oauth";
import { expect, it } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { githubProvider, requestPublicRevocation, revokeToken } from "../src/index.ts";
import { errorOf } from "./a-client.ts";
import { answerJson, serve } from "./serve.ts";

const clientId = "Ov23li0123456789abcd";

function requestTo(url: string, { clientSecret = plant("client secret"), token = plant("access token") } = {}) {
  return {
    provider: githubProvider(url),
    client: { clientId, clientSecret: new Secret(clientSecret) },
    accessToken: new Secret(token),
    runtime: systemRuntime,
  };
}

it("asks as the app, with the token in the body and nowhere else", async () => {
  const bodies: Promise<Buffer>[] = [];
  const github = await serve((request, response) => {
    bodies.push(buffer(request));
    response.writeHead(204).end();
  });
  const clientSecret = plant("client secret");
  const token = plant("access token");
  await expect(revokeToken(requestTo(github.url, { clientSecret, token }))).resolves.toEqual({ outcome: "revoked" });
  const [request] = github.requests;
  expect(`${request?.method} ${request?.url}`).toBe(`DELETE /api/v3/applications/${clientId}/token`);
  expect(request?.headers.authorization).toBe(`Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`);
  expect(JSON.parse(String(await bodies[0]))).toEqual({ access_token: token });
  expect(JSON.stringify(request?.headers)).not.toContain(token);
});

it.each([404, 422])("does not claim to have revoked what GitHub does not know (HTTP %i)", async (status) => {
  const github = await serve((_request, response) => answerJson(response, { message: "Not Found" }, { status }));
  await expect(revokeToken(requestTo(github.url))).resolves.toEqual({ outcome: "not_known" });
});

it("sends nothing for an app without a secret, and names the page where the person can do it", async () => {
  const github = await serve((_request, response) => response.writeHead(204).end());
  const { client: _, ...request } = requestTo(github.url);
  await expect(revokeToken({ ...request, client: { clientId } })).resolves.toEqual({
    outcome: "settings_page",
    settingsUrl: `${github.url}/settings/connections/applications/${clientId}`,
  });
  expect(github.requests).toEqual([]);
});

it.each([
  [401, "unauthorized"],
  [403, "forbidden"],
  [429, "secondary_rate_limited"],
  [500, "server_error"],
])("fails when GitHub answers HTTP %i, once, and says nothing of the secrets", async (status, code) => {
  const clientSecret = plant("client secret");
  const token = plant("access token");
  const github = await serve((_request, response) =>
    answerJson(response, { message: `${clientSecret} may not end ${token}` }, { status }),
  );
  const error = await errorOf(revokeToken(requestTo(github.url, { clientSecret, token })));
  expect(error).toMatchObject({ name: "GitHubApiError", code, step: "API request", status });
  expect(JSON.stringify(error)).not.toContain(clientSecret);
  expect(JSON.stringify(error)).not.toContain(token);
  expect(github.requests).toHaveLength(1);
});

it.each([200, 202, 302, 307])("takes HTTP %i for no revocation, and follows no redirect", async (status) => {
  const github = await serve((_request, response) => response.writeHead(status, { location: "/" }).end("{}"));
  await expect(revokeToken(requestTo(github.url))).rejects.toMatchObject({
    name: "UnexpectedResponseError",
    code: "unexpected_status",
  });
  expect(github.requests).toHaveLength(1);
});

it("takes a sign-in page of the network for no answer of GitHub", async () => {
  const github = await serve((_request, response) => response.writeHead(404).end("<html>"));
  await expect(revokeToken(requestTo(github.url))).rejects.toMatchObject({ code: "not_json" });
});

it.each(["..", "a/b", ""])("refuses the client id %j before anything is sent", async (hostile) => {
  const github = await serve((_request, response) => response.writeHead(204).end());
  const { client, ...request } = requestTo(github.url);
  const refused = revokeToken({ ...request, client: { ...client, clientId: hostile } });
  await expect(refused).rejects.toMatchObject({ code: "invalid_client_id" });
  expect(github.requests).toEqual([]);
});

it("without an app sends the tokens and nothing that says who asks", async () => {
  const bodies: Promise<Buffer>[] = [];
  const github = await serve((request, response) => {
    bodies.push(buffer(request));
    answerJson(response, {}, { status: 202 });
  });
  const tokens = [plant("access token"), plant("access token")];
  await requestPublicRevocation({
    provider: githubProvider(github.url),
    tokens: tokens.map((token) => new Secret(token)),
    runtime: systemRuntime,
  });
  const [request] = github.requests;
  expect(`${request?.method} ${request?.url}`).toBe("POST /api/v3/credentials/revoke");
  expect(request?.headers.authorization).toBeUndefined();
  expect(JSON.parse(String(await bodies[0]))).toEqual({ credentials: tokens });
});

it.each([
  [404, "not_found"],
  [200, "unexpected_status"],
])("without an app claims nothing when GitHub answers HTTP %i", async (status, code) => {
  const github = await serve((_request, response) => answerJson(response, { message: "x" }, { status }));
  const request = { provider: githubProvider(github.url), tokens: [], runtime: systemRuntime };
  expect(await errorOf(requestPublicRevocation(request))).toMatchObject({ code });
});
