import { once } from "node:events";
import { createServer } from "node:http";
import { githubProvider } from "@dev-github-tool/github";
import { Secret } from "@dev-github-tool/oauth";
import { authorizeInBrowser, type LoginEvent } from "@dev-github-tool/oauth/loopback";
import { type Sandbox, walkSignIn } from "@dev-github-tool/sandbox";
import { expect, onTestFinished, test } from "vitest";
import { startTestGitHub, type TestGitHub } from "../canary/test-github.ts";
import { testRuntime } from "../canary/test-runtime.ts";

const eve = "coral-kai";

/** A sandbox in which the first person to come back from the sign-in brings Eve's code. */
function startWithEve(): Promise<TestGitHub> {
  return startTestGitHub({ faults: [{ fault: "eve", login: eve }] });
}

async function journalPage(sandbox: Sandbox): Promise<string> {
  const headers = { Authorization: `Bearer ${sandbox.controlToken}` };
  return (await sandbox.fetch("http://127.0.0.1/_sandbox/flows", { headers })).text();
}

test("C-04: Eve's code on Alice's callback is not redeemed by our client, and Alice's own sign-in completes", async () => {
  const { sandbox, url } = await startWithEve();
  const [app] = sandbox.seed.apps;
  const [alice] = sandbox.seed.people;
  const events: LoginEvent[] = [];
  const pages: string[] = [];
  const tokens = await authorizeInBrowser({
    provider: githubProvider(url),
    client: { clientId: app.clientId, clientSecret: new Secret(app.clientSecret) },
    scope: ["read:user"],
    appName: "Test program",
    runtime: testRuntime(),
    onEvent: (event) => events.push(event),
    openUrl: async (address) => {
      for (let walk = 0; walk < 2; walk += 1) {
        pages.push(await (await walkSignIn({ url: address, ...alice, decision: "approve" })).text());
        if (walk === 0) expect(sandbox.journal.count({ operation: "oauth/access-token" })).toBe(0);
      }
    },
  });
  expect(pages[0]).toContain("not the sign-in that is waiting");
  expect(events).toContainEqual({ kind: "foreign_callback", count: 1, code: "state_mismatch" });
  const user = await sandbox.fetch(`${url}/api/v3/user`, {
    headers: { Authorization: `Bearer ${tokens.accessToken.reveal()}` },
  });
  expect(await user.json()).toMatchObject({ login: alice.login });
  expect(sandbox.journal.count({ decision: "token_issued" })).toBe(1);
  expect(sandbox.journal.count({ login: eve })).toBe(0);
  expect(await journalPage(sandbox)).toContain("Eve failed.");
});

test("C-04: the same attack makes a client that does not compare state work in Eve's account", async () => {
  const { sandbox, url } = await startWithEve();
  const careless = await startCarelessClient(url, sandbox);
  const [alice] = sandbox.seed.people;
  const page = await walkSignIn({ url: careless, ...alice, decision: "approve" });
  expect(await page.text()).toBe(`Hello, ${eve}`);
  expect(await journalPage(sandbox)).toContain("Eve got through.");
});

/** A client as the chapter warns of: it sends a state, and redeems whatever code it is brought. */
async function startCarelessClient(url: string, { seed: { apps } }: Sandbox): Promise<string> {
  const [{ clientId, clientSecret }] = apps;
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://client");
    if (pathname === "/") {
      const query = new URLSearchParams({
        client_id: clientId,
        redirect_uri: `${own}/callback`,
        state: "never looked at",
      });
      response.writeHead(302, { Location: `${url}/login/oauth/authorize?${query}` }).end();
      return;
    }
    const body = new URLSearchParams({
      client_id: clientId,
      client_secret: clientSecret,
      code: searchParams.get("code") ?? "",
    });
    const headers = { Accept: "application/json" };
    const answer = await fetch(`${url}/login/oauth/access_token`, { method: "POST", body, headers });
    const { access_token } = (await answer.json()) as { access_token: string };
    const user = await fetch(`${url}/api/v3/user`, { headers: { Authorization: `Bearer ${access_token}` } });
    response.end(`Hello, ${((await user.json()) as { login: string }).login}`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  const own = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  return own;
}
