import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createSandbox, type Listening, walkSignIn } from "../src/index.ts";
import { lena } from "./drive.ts";

const sandbox = createSandbox();
let github: Listening;
let client: Server;
let clientUrl: string;
let visits: IncomingMessage[];

/** A client that, as a careful one does, redirects from its callback to a page without the code. */
beforeAll(async () => {
  github = await sandbox.listen();
  client = createServer((request, response) => {
    visits.push(request);
    if (request.url?.startsWith("/callback"))
      response.writeHead(303, { Location: "/done", "Set-Cookie": "seen=1; HttpOnly" }).end();
    else if (request.url === "/start") response.writeHead(302, { Location: authorizationUrl() }).end();
    else
      response
        .writeHead(200, { "Content-Type": "text/html" })
        .end('<form method="post"><button name="ok">Fine</button></form>');
  });
  client.listen(0, "127.0.0.1");
  await once(client, "listening");
  const address = client.address();
  clientUrl = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});
beforeEach(() => {
  visits = [];
  sandbox.reset();
});
afterAll(async () => {
  await github.close();
  client.close();
  client.closeAllConnections();
});

function authorizationUrl(scope = "read:user"): string {
  const [app] = sandbox.seed.apps;
  const query = { client_id: app.clientId, redirect_uri: `${clientUrl}/callback`, state: "s", scope };
  return `${github.url}/login/oauth/authorize?${new URLSearchParams(query)}`;
}

test("a walk signs in, approves, and goes on to where the client's callback leads", async () => {
  const response = await walkSignIn({ url: authorizationUrl(), ...lena, decision: "approve" });
  expect(response.url).toBe(`${clientUrl}/done`);
  expect(await response.text()).toContain("Fine");
  expect(visits.map((visit) => visit.url?.replace(/code=[0-9a-f]{20}/, "code=CODE").replace(/&iss=.*/, ""))).toEqual([
    "/callback?code=CODE&state=s",
    "/done",
  ]);
});

test("a walk may begin at the client", async () => {
  const response = await walkSignIn({ url: `${clientUrl}/start`, ...lena, decision: "approve" });
  expect(response.url).toBe(`${clientUrl}/done`);
});

test("a walk cancels when told to", async () => {
  await walkSignIn({ url: authorizationUrl(), ...lena, decision: "cancel" });
  expect(visits[0]?.url).toMatch(/^\/callback\?error=access_denied&/);
});

test("a walk looks like navigation, and sends each origin its own cookies only", async () => {
  await walkSignIn({ url: authorizationUrl(), ...lena, decision: "approve" });
  const [callback, done] = visits;
  expect(callback?.headers).toMatchObject({ "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" });
  expect(callback?.headers.cookie).toBeUndefined();
  expect(done?.headers.cookie).toBe("seen=1");
});

test("a walk fails when the password is refused, after one attempt", async () => {
  const walk = walkSignIn({ url: authorizationUrl(), login: "octo-lena", password: "wrong", decision: "approve" });
  await expect(walk).rejects.toThrow("the sandbox refused the login or the password");
  expect(sandbox.journal.count({ operation: "oauth/sign-in" })).toBe(1);
  expect(visits).toEqual([]);
});

test("a walk that ends on a page of the sandbox returns it", async () => {
  const response = await walkSignIn({
    url: `${github.url}/login/oauth/authorize?client_id=nobody`,
    ...lena,
    decision: "approve",
  });
  expect(response.status).toBe(404);
});

test("a walk that is sent in circles gives up", async () => {
  const fetch = async () => new Response(null, { status: 302, headers: { Location: "/again" } });
  await expect(walkSignIn({ url: github.url, ...lena, decision: "approve", fetch })).rejects.toThrow(
    "the pages do not come to an end",
  );
});
