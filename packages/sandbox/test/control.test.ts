import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { createSandbox, type Sandbox } from "../src/index.ts";
import { appOf, lena, origin } from "./drive.ts";

/** Calls an operation in process, with the token, and returns status and JSON. */
async function call(
  sandbox: Sandbox,
  name: string,
  { input, ...init }: RequestInit & { input?: unknown } = {},
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const answer = await sandbox.fetch(`${origin}/_sandbox/${name}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${sandbox.controlToken}` },
    ...(input !== undefined && { body: JSON.stringify(input) }),
    ...init,
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown>, headers: answer.headers };
}

test("A-13: the control API turns away whoever does not bring the token, and says nothing of what there is", async () => {
  const sandbox = createSandbox();
  const wrong = ["", "Bearer", "Bearer x", `Basic ${sandbox.controlToken}`, `Bearer ${createSandbox().controlToken}`];
  for (const Authorization of wrong) {
    for (const path of ["", "seed", "journal", "nothing"]) {
      const answer = await call(sandbox, path, { headers: { Authorization } });
      expect(answer.status).toBe(401);
      expect(answer.headers.get("WWW-Authenticate")).toBe("Bearer");
      expect(Object.keys(answer.body)).toEqual(["error"]);
    }
  }
});

test("A-12: the control API answers to names of this machine only, even with the token", async () => {
  const sandbox = createSandbox();
  const headers = { Authorization: `Bearer ${sandbox.controlToken}` };
  for (const host of ["evil.test", "127.0.0.1.nip.test", "localhost.evil.test", "github.com"]) {
    expect((await sandbox.fetch(`http://${host}/_sandbox/seed`, { headers })).status).toBe(421);
  }
  for (const host of ["localhost:4010", "127.0.0.1", "github.localhost", "[::1]:80", "sandbox"]) {
    expect((await sandbox.fetch(`http://${host}/_sandbox/seed`, { headers })).status).toBe(200);
  }
});

test("the control API has no word for other origins, and its requests are not in the journal", async () => {
  const sandbox = createSandbox();
  const preflight = await sandbox.fetch(`${origin}/_sandbox/clock`, { method: "OPTIONS" });
  expect(preflight.status).toBe(401);
  const { headers } = await call(sandbox, "clock");
  for (const name of headers.keys()) expect(name).not.toMatch(/access-control/);
  expect(headers.get("Cache-Control")).toBe("no-store");
  expect(sandbox.journal.count()).toBe(0);
});

test("A-13: a token that randomness cannot foretell is made for each sandbox", () => {
  const tokens = [1, 2].map(() => createSandbox({ randomness: "the same" }).controlToken);
  expect(new Set(tokens).size).toBe(2);
  expect(tokens[0]).toMatch(/^[0-9a-f]{40}$/);
});

test("the clock is read, set and moved", async () => {
  const sandbox = createSandbox({ now: () => Date.UTC(2026, 10, 1) });
  expect((await call(sandbox, "clock", { method: "GET" })).body).toEqual({
    now: "2026-11-01T00:00:00.000Z",
    ms: Date.UTC(2026, 10, 1),
  });
  const set = await call(sandbox, "clock/set", { input: { at: "2027-01-01T02:00:00+02:00" } });
  expect(set.body.now).toBe("2027-01-01T00:00:00.000Z");
  expect((await call(sandbox, "clock/advance", { input: { ms: 3_600_000 } })).body.now).toBe(
    "2027-01-01T01:00:00.000Z",
  );
  expect(sandbox.clock.now()).toBe(Date.UTC(2027, 0, 1, 1));
});

test("a fault is added, awaited, released and removed from outside", async () => {
  const sandbox = createSandbox();
  const { body } = await call(sandbox, "faults/add", {
    input: { fault: "hold", operation: "users/get-authenticated" },
  });
  expect(body).toEqual({ id: 1, hits: 0, fault: "hold", operation: "users/get-authenticated" });
  const held = sandbox.fetch(`${origin}/api/v3/user`);
  expect((await call(sandbox, "faults/wait", { input: { id: 1 } })).body.hits).toBe(1);
  expect(sandbox.journal.count()).toBe(0);
  await call(sandbox, "faults/release", { input: { id: 1 } });
  expect((await held).status).toBe(401);
  expect((await call(sandbox, "faults", { method: "GET" })).body.faults).toHaveLength(1);
  await call(sandbox, "faults/remove", { input: { id: 1 } });
  expect(sandbox.faults.all).toEqual([]);
});

test("waiting for a fault that does not strike ends when it was told to", async () => {
  const sandbox = createSandbox();
  await call(sandbox, "faults/add", { input: { fault: "hold" } });
  expect((await call(sandbox, "faults/wait", { input: { id: 1, timeoutMs: 1 } })).body.hits).toBe(0);
});

test("the journal is listed and counted by fields, from an id on", async () => {
  const sandbox = createSandbox();
  for (const path of ["/login", "/api/v3/user", "/login"]) await sandbox.fetch(`${origin}${path}`);
  const { body } = await call(sandbox, "journal?operation=oauth/sign-in-page", { method: "GET" });
  expect(body.entries).toHaveLength(2);
  const [first] = sandbox.journal.entries;
  expect((await call(sandbox, "journal", { input: { after: first?.id, limit: 1 } })).body.entries).toMatchObject([
    { operation: "users/get-authenticated", status: 401 },
  ]);
  expect((await call(sandbox, "journal/count", { input: { status: 200 } })).body).toEqual({ count: 2 });
});

test("moments are saved and gone back to by name", async () => {
  const sandbox = createSandbox();
  const order = { login: lena.login, clientId: appOf(sandbox).clientId };
  await call(sandbox, "snapshots/save", { input: { name: "before" } });
  const { accessToken } = (await call(sandbox, "tokens/issue", { input: order })).body;
  const headers = { Authorization: `token ${accessToken}` };
  expect((await sandbox.fetch(`${origin}/api/v3/user`, { headers })).status).toBe(200);
  await call(sandbox, "snapshots/restore", { input: { name: "before" } });
  expect((await sandbox.fetch(`${origin}/api/v3/user`, { headers })).status).toBe(401);
  expect((await call(sandbox, "snapshots", { method: "GET" })).body).toEqual({ snapshots: ["before"] });
  expect((await call(sandbox, "snapshots/remove", { input: { name: "before" } })).body).toEqual({ snapshots: [] });
});

test("a grant is taken back with its tokens", async () => {
  const sandbox = createSandbox();
  const order = { login: lena.login, clientId: appOf(sandbox).clientId };
  const headers = { Authorization: `token ${sandbox.issueTokens(order).accessToken}` };
  expect((await call(sandbox, "grants/revoke", { input: order })).status).toBe(200);
  expect((await sandbox.fetch(`${origin}/api/v3/user`, { headers })).status).toBe(401);
});

test("an app is suspended, and let go again", async () => {
  const sandbox = createSandbox();
  const { clientId } = appOf(sandbox);
  const reached = async () => (await call(sandbox, "sign-in", { input: { scope: "read:user" } })).body.reached;
  expect((await call(sandbox, "apps/suspend", { input: { clientId } })).status).toBe(200);
  expect(await reached()).toContain("error=application_suspended");
  await call(sandbox, "apps/suspend", { input: { clientId, suspended: false } });
  expect(await reached()).toContain("code=");
});

test("a person signs in or declines at a word from outside", async () => {
  const sandbox = createSandbox();
  const { body } = await call(sandbox, "sign-in", { input: { as: "octo-lena", scope: "read:user" } });
  expect(body).toEqual({
    reached: expect.stringMatching(/^http:\/\/127\.0\.0\.1\/callback\?code=\w{20}&iss=/),
    status: 204,
  });
  const declined = await call(sandbox, "sign-in", { input: { approve: false, scope: "repo" } });
  expect(declined.body.reached).toContain("error=access_denied");
});

test("A-13: a sign-in over HTTP begins at no page of the internet", async () => {
  const sandbox = createSandbox();
  for (const url of ["https://github.com/login", "file:///etc/passwd", "http://evil.test/", "nothing"]) {
    expect((await call(sandbox, "sign-in", { input: { url } })).status).toBe(422);
  }
});

test("a reset brings everything back to the seed, and the faults it began with", async () => {
  const sandbox = createSandbox({ faults: ["500-once"] });
  await sandbox.fetch(`${origin}/api/v3/user`);
  sandbox.faults.add("hold");
  await call(sandbox, "reset");
  expect(sandbox.journal.count()).toBe(0);
  expect(sandbox.faults.all.map(({ fault, hits }) => [fault.fault, hits])).toEqual([["500-once", 0]]);
});

test("the list of operations names every path with its fields", async () => {
  const sandbox = createSandbox();
  const { operations } = (await call(sandbox, "", { method: "GET" })).body as { operations: { path: string }[] };
  expect(operations.length).toBeGreaterThan(15);
  expect(operations).toContainEqual({
    path: "/_sandbox/clock/advance",
    methods: ["POST"],
    summary: "Moves the clock by milliseconds, back for a negative number.",
    fields: { ms: "number" },
  });
});

for (const [name, input, message] of [
  ["clock/advance", {}, 'the field "ms" is missing'],
  ["clock/advance", { ms: "soon" }, 'the field "ms" is not a number'],
  ["clock/advance", { ms: 1e300 }, "the clock cannot be moved there"],
  ["clock/advance", { ms: 1, hours: 2 }, 'there is no field "hours"; there are ms'],
  ["clock/set", { at: "tomorrow" }, 'the field "at" is no instant such as 2026-11-01T12:00:00Z'],
  ["faults/add", { fault: "hodl" }, /^no fault is called "hodl"; there are hold, slow/],
  ["faults/add", { fault: "hold", operation: "user/get" }, "no operation user/get is served"],
  ["faults/add", { fault: "hold", delayMs: 5 }, 'hold has no "delayMs"'],
  ["faults/remove", { id: 7 }, "there is no fault with the id 7"],
  ["snapshots/restore", { name: "never" }, "there is no snapshot named never"],
  ["tokens/issue", { login: "nobody", clientId: "x" }, "the seed has no person nobody"],
  ["tokens/issue", { login: 5, clientId: "x" }, 'the field "login" is not a text'],
  ["sign-in", { as: "nobody" }, "the seed has no person nobody"],
  ["sign-in", { approve: "maybe" }, 'the field "approve" is neither true nor false'],
  ["reset", [], "the input is not a JSON object"],
  ["reset", "now", "the input is not a JSON object"],
] as const) {
  test(`${name} refuses ${JSON.stringify(input)} by saying what is wrong`, async () => {
    const { status, body } = await call(createSandbox(), name, { input });
    expect(status).toBe(422);
    expect(body.error).toEqual(message instanceof RegExp ? expect.stringMatching(message) : message);
  });
}

test("what is no operation, no JSON or the wrong method is told so", async () => {
  const sandbox = createSandbox();
  expect((await call(sandbox, "nothing")).status).toBe(404);
  expect((await call(sandbox, "reset", { method: "GET" })).status).toBe(405);
  expect((await call(sandbox, "clock", { method: "DELETE" })).headers.get("Allow")).toBe("GET, POST");
  expect((await call(sandbox, "reset", { body: "{" })).body).toEqual({ error: "the body is not JSON" });
  expect((await call(sandbox, "journal?status=1&status=2", { method: "GET" })).status).toBe(422);
});

test("no input makes the control API fail", async () => {
  const sandbox = createSandbox();
  const { operations } = (await call(sandbox, "", { method: "GET" })).body as {
    operations: { path: string; fields: Record<string, string> }[];
  };
  const names = operations.map(({ path }) => path.slice("/_sandbox/".length)).filter((name) => name !== "faults/wait");
  const fields = [...new Set(operations.flatMap((operation) => Object.keys(operation.fields)))];
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(lena.login, appOf(sandbox).clientId, "hold", "*", 1, -1, Number.MAX_VALUE),
  );
  const cases = fc.tuple(fc.constantFrom(...names), fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 6 }));
  await fc.assert(
    fc.asyncProperty(cases, async ([name, input]) => {
      const { status } = await call(sandbox, name, { input });
      expect([200, 422, 502]).toContain(status);
      sandbox.faults.clear();
    }),
    { numRuns: 3_000 },
  );
});

test("over a port it answers as in process, and a wait ends when the port is closed", async () => {
  const sandbox = createSandbox();
  const github = await sandbox.listen();
  onTestFinished(() => github.close());
  const headers = { Authorization: `Bearer ${sandbox.controlToken}` };
  const post = (name: string, input: object) =>
    fetch(`${github.url}/_sandbox/${name}`, { method: "POST", headers, body: JSON.stringify(input) });
  expect((await post("faults/add", { fault: "hold" })).status).toBe(200);
  const waiting = expect(post("faults/wait", { id: 1, timeoutMs: 600_000 })).rejects.toThrow("fetch failed");
  await post("clock", {});
  await github.close();
  await waiting;
});
