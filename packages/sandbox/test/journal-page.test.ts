import { expect, test } from "vitest";
import { createSandbox, type Sandbox } from "../src/index.ts";
import { origin } from "./drive.ts";

const path = `${origin}/_sandbox/flows`;

const open = (sandbox: Sandbox, token = sandbox.controlToken, query = ""): Promise<Response> =>
  sandbox.fetch(`${path}${query}`, { headers: { Cookie: `other=1; sandbox_control_4010=${token}` } });

const read = async (sandbox: Sandbox, query = ""): Promise<string> =>
  (await open(sandbox, sandbox.controlToken, query)).text();

/** Signs in by the first app and redeems whatever code the client is brought, as a client that compares nothing does. */
async function signInCarelessly(sandbox: Sandbox): Promise<Response> {
  const [app] = sandbox.seed.apps;
  const { reached } = await sandbox.signIn({ scope: "read:user" });
  const code = reached.searchParams.get("code") ?? "";
  const body = new URLSearchParams({ client_id: app.clientId, client_secret: app.clientSecret, code });
  return sandbox.fetch(`${origin}/login/oauth/access_token`, { method: "POST", body });
}

test("A-13: the page asks for the control token, and keeps it in a cookie for itself alone", async () => {
  const sandbox = createSandbox();
  for (const answer of [await sandbox.fetch(path), await open(sandbox, "0".repeat(40))]) {
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain('<input id="token" name="token" type="password"');
  }
  const send = (token: string): Promise<Response> =>
    sandbox.fetch(path, { method: "POST", body: new URLSearchParams({ token }) });
  expect((await send("guessed")).status).toBe(401);
  const answer = await send(sandbox.controlToken);
  expect(answer.status).toBe(303);
  expect(answer.headers.get("Location")).toBe("/_sandbox/flows");
  expect(answer.headers.get("Set-Cookie")).toMatch(
    /^sandbox_control_4010=[0-9a-f]{40}; Path=\/_sandbox; HttpOnly; SameSite=Strict$/,
  );
  expect((await open(sandbox)).status).toBe(200);
});

test("the page runs no script, loads nothing, is framed by nobody and answers to this machine's names only", async () => {
  const sandbox = createSandbox();
  const policy = (await open(sandbox)).headers.get("Content-Security-Policy") ?? "";
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; img-src data:; form-action 'self'; frame-anc/);
  expect(await read(sandbox)).not.toMatch(/<script|style="|src=/);
  expect((await sandbox.fetch("http://evil.test/_sandbox/flows")).status).toBe(421);
});

test("it reloads by itself until it is told to stop", async () => {
  const sandbox = createSandbox();
  expect(await read(sandbox)).toContain('<meta http-equiv="refresh" content="2">');
  expect(await read(sandbox, "?pause=1")).not.toContain("http-equiv");
});

test("a sign-in is drawn from the first request to the last use of its token, and nothing of it is a secret", async () => {
  const secrets: string[] = [];
  const sandbox = createSandbox({ onSecret: (secret) => secrets.push(secret) });
  const answer = new URLSearchParams(await (await signInCarelessly(sandbox)).text());
  await sandbox.fetch(`${origin}/api/v3/user`, {
    headers: { Authorization: `token ${answer.get("access_token")}` },
  });
  const page = await read(sandbox);
  expect(page.match(/<article class="card"/g)).toHaveLength(1);
  const steps = [...page.matchAll(/class="who">([^<]*)<\/span>([^<]*)</g)].map(([, who, label]) => `${who}: ${label}`);
  expect(steps).toEqual(
    [
      "Browser to Sign-in: GET /login/oauth/authorize",
      "Browser to Sign-in: GET /login",
      "Browser to Sign-in: POST /login",
      ...steps.slice(3, -3),
      "Sign-in to Client: redirect with code [masked] and state",
      "Client to Sign-in: POST /login/oauth/access_token",
      "Client to API: GET /user",
    ].map((step) => step.replace("GET /user", "GET /api/v3/user")),
  );
  expect(secrets.length).toBeGreaterThan(4);
  for (const secret of secrets) expect(page).not.toContain(secret);
});

test("eve gets through to a client that does not compare state, and the page says so", async () => {
  const sandbox = createSandbox({ faults: ["eve"] });
  const answer = new URLSearchParams(await (await signInCarelessly(sandbox)).text());
  const user = await sandbox.fetch(`${origin}/api/v3/user`, {
    headers: { Authorization: `token ${answer.get("access_token")}` },
  });
  expect(await user.json()).toMatchObject({ login: sandbox.seed.people.at(-1)?.login });
  const page = await read(sandbox);
  expect(page).toContain("Eve got through.");
  expect(page).toContain("redirect with Eve’s code and state");
});

test("eve fails where nobody redeems her code, and the next sign-in is the person's own", async () => {
  const sandbox = createSandbox({ faults: [{ fault: "eve", login: "coral-kai" }] });
  const { reached } = await sandbox.signIn();
  expect(reached.searchParams.get("state")).toMatch(/^[0-9a-f]{32}$/);
  expect(await read(sandbox)).toContain("Eve failed.");
  await signInCarelessly(sandbox);
  const page = await read(sandbox);
  expect(page).toContain("Eve failed.");
  expect(page).not.toContain("Eve got through.");
  expect(sandbox.journal.entries.at(-1)).toMatchObject({ login: "octo-lena", decision: "token_issued" });
});

test("names of apps and people are text and nothing else", async () => {
  const sandbox = createSandbox({
    seed: { people: [{ login: "ada" }], apps: [{ clientId: "my-app", name: "<script>alert(1)</script>" }] },
  });
  await sandbox.signIn();
  expect(await read(sandbox)).not.toContain("<script");
});

test("a busy journal is drawn in good time", async () => {
  const sandbox = createSandbox();
  for (let count = 0; count < 30; count += 1) await signInCarelessly(sandbox);
  const page = await read(sandbox);
  expect(page.match(/<article class="card"/g)).toHaveLength(20);
  expect(page).toContain("10 older flows are not drawn");
});
