import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { LoginError } from "@dev-github-tool/oauth";
import { describe, expect, it, onTestFinished } from "vitest";
import { runProcess } from "../processes/running-process.ts";
import { answering, startLogin, statusOf } from "./login.ts";

/** The local addresses that listen on a port, as the kernel lists them (hexadecimal, host byte order). */
async function listeningAddresses(port: number): Promise<string[]> {
  const tables = await Promise.all(["/proc/net/tcp", "/proc/net/tcp6"].map((table) => readFile(table, "utf8")));
  const LISTEN = "0A";
  return tables
    .flatMap((table) => table.trim().split("\n").slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = "", , state]) => state === LISTEN && Number.parseInt(local.split(":")[1] ?? "", 16) === port)
    .map(([, local = ""]) => local.split(":")[0] ?? "");
}

const IPV4_LOOPBACK = "0100007F";
const IPV6_LOOPBACK = "00000000000000000000000001000000";

/** Holds a port on an address until the test ends. */
async function occupy(host: string, port = 0): Promise<number> {
  const server = createServer().listen({ host, port });
  await once(server, "listening");
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function isRefused(port: number): Promise<boolean> {
  const socket = connect({ host: "127.0.0.1", port });
  const [error] = await Promise.race([once(socket, "error"), once(socket, "connect")]);
  socket.destroy();
  return (error as NodeJS.ErrnoException | undefined)?.code === "ECONNREFUSED";
}

it("C-10, C-12: by default the port is free and bound to 127.0.0.1 alone", async () => {
  const login = await startLogin();
  expect(login.authorizationUrl.searchParams.get("redirect_uri")).toBe(`http://127.0.0.1:${login.port}/callback`);
  expect(await listeningAddresses(login.port)).toEqual([IPV4_LOOPBACK]);
});

it("C-12, X-12: localhost, when asked for, is bound in both families", async () => {
  const login = await startLogin({ redirect: { host: "localhost" } });
  expect(login.authorizationUrl.searchParams.get("redirect_uri")).toBe(`http://localhost:${login.port}/callback`);
  expect((await listeningAddresses(login.port)).sort()).toEqual([IPV6_LOOPBACK, IPV4_LOOPBACK].sort());
});

it("C-12, X-12: localhost is refused when somebody else holds the port in the other family", async () => {
  const port = await occupy("::1");
  await expect(startLogin({ redirect: { host: "localhost", port } })).rejects.toMatchObject({
    code: "port_unavailable",
  });
  expect(await listeningAddresses(port)).toEqual([IPV6_LOOPBACK]);
});

it("C-12: [::1] is bound alone when asked for", async () => {
  const login = await startLogin({ redirect: { host: "[::1]" } });
  expect(await listeningAddresses(login.port)).toEqual([IPV6_LOOPBACK]);
  expect(statusOf(await login.complete())).toBe(200);
});

describe("C-13: one address family is enough", () => {
  it.each([
    ["without IPv6", "echo 1 > /proc/sys/net/ipv6/conf/lo/disable_ipv6", "127.0.0.1", "127.0.0.1"],
    ["without IPv6, by name", "echo 1 > /proc/sys/net/ipv6/conf/lo/disable_ipv6", "localhost", "localhost"],
    ["without IPv4", "ip address del 127.0.0.1/8 dev lo", "default", "[::1]"],
  ])("%s", async (name, command, host, expected) => {
    const program = fileURLToPath(new URL("login-in-namespace.ts", import.meta.url));
    const node = `${process.execPath} --conditions=source --import tsx ${program} ${host}`;
    const { stdout } = await runProcess("unshare", {
      name: `a login ${name}`,
      args: ["--net", "sh", "-c", `ip link set lo up && ${command} && exec ${node}`],
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
    });
    expect(stdout).toBe(`${expected} granted\n`);
  });
});

it("C-14, X-11: with the port taken no browser is opened, and the error names the port", async () => {
  const port = await occupy("127.0.0.1");
  const opened: string[] = [];
  const failure = await startLogin({ redirect: { port }, openUrl: (url) => void opened.push(url) }).catch(
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(LoginError);
  expect(failure).toMatchObject({ code: "port_unavailable", message: expect.stringContaining(String(port)) });
  expect(opened).toEqual([]);
});

it("X-13: the port is bound to loopback, and nobody can bind it a second time while a login waits", async () => {
  const login = await startLogin();
  expect(await listeningAddresses(login.port)).toEqual([IPV4_LOOPBACK]);
  for (const host of ["127.0.0.1", "0.0.0.0"]) {
    await expect(occupy(host, login.port)).rejects.toMatchObject({ code: "EADDRINUSE" });
  }
});

describe("C-11: the port is closed once the result is known", () => {
  it("after success", async () => {
    const login = await startLogin();
    expect(statusOf(await login.complete())).toBe(200);
    await login.outcome;
    await expect.poll(() => isRefused(login.port)).toBe(true);
  });
  it("after success, when the browser never asks for its page, which nobody waits for", async () => {
    const login = await startLogin();
    const slow = login.open();
    const closed = new Promise((resolve) => slow.once("close", resolve));
    slow.on("error", () => {}).write("GET /callback?code=");
    const path = `/callback?${new URLSearchParams({ code: "genuine-code", state: login.state })}`;
    expect(statusOf(await login.get(path))).toBe(303);
    expect(await login.outcome).toMatchObject({ tokenType: "bearer" });
    // The port waits for the browser alone now, and not for long.
    expect(await isRefused(login.port)).toBe(false);
    await expect.poll(() => isRefused(login.port), { timeout: 3_000 }).toBe(true);
    await closed;
  });
  it("after success, whenever the program ends, which the open port does not put off", async () => {
    const program = fileURLToPath(new URL("login-that-ends.ts", import.meta.url));
    const { stdout } = await runProcess(process.execPath, {
      name: "a login that ends",
      args: ["--conditions=source", "--import", "tsx", program],
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
    });
    expect(stdout).toBe("granted, port open\n");
  });
  it("after a failed exchange", async () => {
    const login = await startLogin({
      runtime: answering(() => Response.json({ error: "invalid_grant" }, { status: 400 })),
    });
    await login.complete();
    expect(await login.outcome).toMatchObject({ code: "invalid_grant" });
    expect(await isRefused(login.port)).toBe(true);
  });
  it("after cancelling, with a slow socket still open", async () => {
    const cancel = new AbortController();
    const login = await startLogin({ signal: cancel.signal });
    const slow = login.open();
    await once(slow, "connect");
    slow.write("GET /callback?code=");
    slow.on("error", () => {});
    const closed = new Promise((resolve) => slow.once("close", resolve));
    cancel.abort();
    expect(await login.outcome).toMatchObject({ name: "LoginError", code: "cancelled" });
    await closed;
    expect(await isRefused(login.port)).toBe(true);
  });
  it("C-26: after the deadline", async () => {
    const login = await startLogin({ timeoutMs: 50 });
    const idle = login.open();
    idle.on("error", () => {});
    const closed = new Promise((resolve) => idle.once("close", resolve));
    expect(await login.outcome).toMatchObject({ name: "LoginError", code: "timed_out" });
    await closed;
    expect(await isRefused(login.port)).toBe(true);
  });
});

it("C-26: a login that was cancelled before it began opens neither a port nor a browser", async () => {
  const port = await occupy("127.0.0.1");
  const login = startLogin({ signal: AbortSignal.abort(), redirect: { port } });
  // Who tried to bind that port would hear that it is taken.
  await expect(login).rejects.toMatchObject({ name: "LoginError", code: "cancelled" });
});

it("C-26: the deadline is five minutes unless another is given", async () => {
  const login = await startLogin();
  const [waiting] = login.events;
  const remaining = waiting?.kind === "waiting" ? waiting.deadlineAt - Date.now() : 0;
  expect(remaining).toBeGreaterThan(4.9 * 60_000);
  expect(remaining).toBeLessThanOrEqual(5 * 60_000);
});
