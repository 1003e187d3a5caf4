import { X509Certificate } from "node:crypto";
import { mkdtempSync, statSync } from "node:fs";
import { request as requestHttp } from "node:http";
import { get as getHttps } from "node:https";
import { connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createSandbox, type Listening, type ListenOptions, type Sandbox } from "../src/index.ts";

async function start(options: ListenOptions): Promise<{ sandbox: Sandbox; github: Listening }> {
  const sandbox = createSandbox();
  const github = await sandbox.listen(options);
  onTestFinished(() => github.close());
  return { sandbox, github };
}

async function sendRaw(port: number, request: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.end(request);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const throughProxy = (target: string): string =>
  `GET ${target} HTTP/1.1\r\nHost: ${new URL(target).host}\r\nUser-Agent: test\r\nConnection: close\r\n\r\n`;

test("a request sent through the sandbox as through a proxy is routed by the host it names", async () => {
  const { sandbox, github } = await start({});
  const api = await sendRaw(github.port, throughProxy("http://api.github.localhost/rate_limit"));
  expect(api).toMatch(/^HTTP\/1\.1 200 .*X-RateLimit-Limit/s);
  const web = await sendRaw(github.port, throughProxy("http://github.localhost/login"));
  expect(web).toMatch(/^HTTP\/1\.1 200 .*<title>Sign in/s);
  expect(sandbox.journal.entries.map(({ operation }) => operation)).toEqual(["rate-limit/get", "oauth/sign-in-page"]);
});

test("a device that came as through a proxy is told an address that a browser without one can open", async () => {
  const { github } = await start({});
  const body = "client_id=Ov23liDgtSandbox0001";
  const head = throughProxy("http://github.localhost/login/device/code").replace("GET", "POST").trimEnd();
  const answer = await sendRaw(github.port, `${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  expect(answer).toContain(`verification_uri=${encodeURIComponent(`${github.url}/login/device`)}`);
});

test("A-12: an absolute target counts, whatever Host says, and names of others are refused", async () => {
  const { sandbox, github } = await start({});
  const ours = throughProxy("http://github.localhost/login").replace("Host: github.localhost", "Host: evil.test");
  expect(await sendRaw(github.port, ours)).toMatch(/^HTTP\/1\.1 200 /);
  for (const target of ["http://evil.test/", "http://github.com/login", "http://localhost.evil.test/", "https://x/"]) {
    expect(await sendRaw(github.port, throughProxy(target))).toMatch(/^HTTP\/1\.1 421 /);
  }
  expect(sandbox.journal.count()).toBe(1);
});

test("A-12: it listens on a unix socket that only its user may open, and by any name", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "sandbox-")), "github.sock");
  const { sandbox, github } = await start({ unix: path });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(github).toMatchObject({ url: "http://localhost", port: 0 });
  const status = await new Promise((resolve, reject) => {
    const headers = { Host: "api.github.com", "User-Agent": "test" };
    requestHttp({ socketPath: path, path: "/rate_limit", headers }, (answer) => resolve(answer.resume().statusCode))
      .on("error", reject)
      .end();
  });
  expect(status).toBe(200);
  expect(sandbox.journal.count({ operation: "rate-limit/get" })).toBe(1);
  await github.close();
  expect(() => statSync(path)).toThrow("ENOENT");
});

test("a unix socket that is taken is reported", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "sandbox-")), "github.sock");
  await start({ unix: path });
  await expect(createSandbox().listen({ unix: path })).rejects.toMatchObject({ code: "EADDRINUSE" });
});

test("A-12: over TLS it is believed by whoever trusts the authority made at its start, and by nobody else", async () => {
  const { github } = await start({ tls: true });
  expect(github.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  for (const host of ["127.0.0.1", "localhost", "github.localhost", "api.github.localhost"]) {
    const status = await getStatus(host, { port: github.port, ca: github.authority });
    expect(status).toBe(200);
  }
  await expect(getStatus("localhost", { port: github.port })).rejects.toThrow(/self.signed|unable to verify/i);
  const other = await start({ tls: true });
  await expect(getStatus("localhost", { port: github.port, ca: other.github.authority })).rejects.toThrow();
});

function getStatus(host: string, { port, ca }: { port: number; ca?: string | undefined }): Promise<number | undefined> {
  const path = host.startsWith("api.") ? "/" : "/login";
  const headers = { "User-Agent": "test", Host: `${host}:${port}` };
  const target = { host: "127.0.0.1", port, path, headers, servername: host === "127.0.0.1" ? "" : host, agent: false };
  return new Promise((resolve, reject) => {
    getHttps({ ...target, ...(ca && { ca }) }, (answer) => resolve(answer.resume().statusCode)).on("error", reject);
  });
}

test("the certificate is made out to this machine, signed by the authority, and not for long", async () => {
  const { github } = await start({ tls: true });
  const authority = new X509Certificate(github.authority ?? "");
  expect(authority.ca).toBe(true);
  expect(authority.verify(authority.publicKey)).toBe(true);
  expect(authority.subject).toContain("practice only");
  expect(Date.parse(authority.validTo) - Date.now()).toBeLessThan(31 * 86_400_000);
});

test("A-12: a host beyond this machine is refused unless that is allowed", async () => {
  for (const host of [
    "0.0.0.0",
    "::",
    "192.0.2.1",
    "example.test",
    "localhost.example.test",
    "x.localhost",
    "127.0.0.1.nip.test",
  ]) {
    await expect(createSandbox().listen({ host })).rejects.toThrow(/can be reached by other machines/);
  }
});

test("A-12: where it is allowed, other machines are answered, and whoever started it is warned", async () => {
  const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
  const { github } = await start({ host: "0.0.0.0", exposed: true });
  expect((await warned).message).toContain("NOT FOR PRODUCTION");
  const outside = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const address = outside.find(({ internal, family }) => !internal && family === "IPv4")?.address ?? "127.0.0.1";
  expect((await fetch(`http://${address}:${github.port}/login`)).status).toBe(200);
  expect(github.url).toBe(`http://127.0.0.1:${github.port}`);
});

test("it can be bound to the loopback address of IPv6", async ({ skip }) => {
  const hasIpv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === "::1"));
  if (!hasIpv6) skip("this machine has no IPv6");
  const { github } = await start({ host: "::1" });
  expect((await fetch(`${github.url}/login`)).status).toBe(200);
});

test("GraphQL has its place beside REST in both layouts", async () => {
  const sandbox = createSandbox();
  for (const url of ["http://127.0.0.1:4010/api/graphql", "https://api.github.com/graphql"]) {
    const answer = await sandbox.fetch(url, { method: "POST", body: "{}" });
    expect(answer.headers.get("X-GitHub-Media-Type")).toContain("github.v3");
  }
});
