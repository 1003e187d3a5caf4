import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSandbox, type Listening, type Sandbox } from "../src/index.ts";

let sandbox: Sandbox;
let github: Listening;

beforeEach(async () => {
  sandbox = createSandbox();
  github = await sandbox.listen();
});
afterEach(() => github.close());

/** Sends bytes and returns what comes back until the other side hangs up. */
async function sendRaw(request: string): Promise<string> {
  const socket = connect(github.port, "127.0.0.1");
  socket.end(request);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Waits for the end of a socket, in whatever way it comes. */
function untilClosed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket
      .on("error", () => {})
      .on("close", () => resolve())
      .resume();
  });
}

const get = (target: string, ...headers: string[]): string =>
  [`GET ${target} HTTP/1.1`, ...headers, "Connection: close", "", ""].join("\r\n");

test("listen takes a free port and says where it is", async () => {
  expect(github.url).toBe(`http://127.0.0.1:${github.port}`);
  expect((await fetch(`${github.url}/api/v3/`)).status).toBe(200);
});

test("A-12 (github mode): it binds 127.0.0.1 and no other address of the machine", async () => {
  const others = [
    "127.0.0.2",
    "::1",
    ...Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter((each) => !each.internal)
      .map((each) => each.address),
  ];
  for (const host of others) {
    const socket = connect(github.port, host);
    const [error] = (await once(socket, "error")) as [NodeJS.ErrnoException];
    expect(["ECONNREFUSED", "EADDRNOTAVAIL", "ENETUNREACH", "EINVAL", "EHOSTUNREACH"]).toContain(error.code);
  }
});

test("A-12 (github mode): names that mean this machine are answered", async () => {
  for (const host of ["127.0.0.1", "localhost", "github.localhost", "LOCALHOST"]) {
    expect(await sendRaw(get("/login", `Host: ${host}:${github.port}`, "User-Agent: test"))).toMatch(
      /^HTTP\/1\.1 200 /,
    );
  }
  const api = await sendRaw(get("/rate_limit", `Host: api.github.localhost:${github.port}`, "User-Agent: test"));
  expect(api).toMatch(/^HTTP\/1\.1 200 /);
});

for (const host of [
  "attacker.test",
  "127.0.0.1.nip.io",
  "localhost.attacker.test",
  "evil-localhost",
  "[::1]",
  "127.0.0.2",
  "0.0.0.0",
  "user@127.0.0.1",
  "",
]) {
  test(`A-12 (github mode): the Host ${JSON.stringify(host)} is refused and not repeated`, async () => {
    const answer = await sendRaw(get("/login", `Host: ${host}:${github.port}`));
    expect(answer).toMatch(/^HTTP\/1\.1 421 /);
    expect(answer).not.toContain("attacker");
    expect(sandbox.journal.count()).toBe(0);
  });
}

test("A-12 (github mode): a missing, a second and a wrongly numbered Host are refused", async () => {
  const own = `Host: 127.0.0.1:${github.port}`;
  expect(await sendRaw(get("/login"))).toMatch(/^HTTP\/1\.1 400 /);
  expect(await sendRaw(get("/login", own, "Host: attacker.test"))).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect(await sendRaw(get("/login", own, own))).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect(await sendRaw(get("/login", "Host: 127.0.0.1:1"))).toMatch(/^HTTP\/1\.1 421 /);
  expect(await sendRaw("GET /login HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1\.1 421 /);
  expect(sandbox.journal.count()).toBe(0);
});

for (const target of [
  "//",
  "//evil.test/login",
  "/\\evil.test",
  "http://evil.test/login",
  "*",
  "/%00",
  "/login/../../etc/passwd",
  "/login?%zz",
  `/${"a".repeat(9000)}`,
]) {
  test(`the request target ${target.slice(0, 30)} is answered without a crash or a redirect`, async () => {
    const answer = await sendRaw(get(target, `Host: 127.0.0.1:${github.port}`, "User-Agent: test"));
    expect(answer).toMatch(/^HTTP\/1\.1 (?:200|400|404|421) /);
    expect(answer).not.toMatch(/^location:/im);
    expect((await fetch(`${github.url}/login`)).status).toBe(200);
  });
}

for (const method of ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"]) {
  test(`${method} on a page answers 404 and allows no other origin anything`, async () => {
    const answer = await sendRaw(
      get("/login/oauth/authorize", `Host: 127.0.0.1:${github.port}`).replace("GET", method),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).not.toMatch(/access-control/i);
  });
}

test("a body sent in chunks is read, and one above 128 KiB is refused before it ends", async () => {
  const head = `POST /login/oauth/access_token HTTP/1.1\r\nHost: 127.0.0.1:${github.port}\r\nConnection: close\r\n`;
  const form = "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n";
  expect(await sendRaw(`${head}${form}b\r\nclient_id=x\r\n0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 404 /);
  const endless = `10000\r\n${"x".repeat(65_536)}\r\n`.repeat(3);
  expect(await sendRaw(`${head}${form}${endless}`)).toMatch(/^HTTP\/1\.1 413 /);
});

test("facts 7.1: a request that really has no User-Agent is refused", async () => {
  const answer = await sendRaw(get("/api/v3/", `Host: 127.0.0.1:${github.port}`));
  expect(answer).toMatch(/^HTTP\/1\.1 403 /);
});

test("close ends connections that are idle, that stall in a request and that are kept alive", async () => {
  await fetch(`${github.url}/login`);
  const [idle, stalled] = [connect(github.port, "127.0.0.1"), connect(github.port, "127.0.0.1")];
  await Promise.all([once(idle, "connect"), once(stalled, "connect")]);
  stalled.write(`POST /login HTTP/1.1\r\nHost: 127.0.0.1:${github.port}\r\nContent-Length: 100\r\n\r\nhalf`);
  const ended = Promise.all([idle, stalled].map(untilClosed));
  await github.close();
  await ended;
  const [error] = (await once(connect(github.port, "127.0.0.1"), "error")) as [NodeJS.ErrnoException];
  expect(error.code).toBe("ECONNREFUSED");
});

test("close may be called twice", async () => {
  await github.close();
  await expect(github.close()).resolves.toBeUndefined();
});

test("a port that is taken is reported and not replaced by another", async () => {
  const other = createServer();
  other.listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" ? address?.port : undefined;
  await expect(createSandbox().listen({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  other.close();
});

test("two sandboxes in one process know nothing of each other", async () => {
  const second = createSandbox();
  const other = await second.listen();
  await fetch(`${other.url}/login`);
  expect(sandbox.journal.count()).toBe(0);
  expect(second.journal.count()).toBe(1);
  expect(other.port).not.toBe(github.port);
  await other.close();
  expect((await fetch(`${github.url}/login`)).status).toBe(200);
});

test("listening leaves the process's own Request and Response alone", () => {
  expect(new Response("x").constructor.name).toBe("Response");
  expect(Object.getPrototypeOf(Response.prototype)).toBe(Object.prototype);
});
