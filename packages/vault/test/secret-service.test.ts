import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";
import { startKeyring } from "../../../test/processes/keyring.ts";
import { runProcess } from "../../../test/processes/running-process.ts";
import { type BusConnection, connectToBus } from "../src/bus-connection.ts";
import { readOpenSecret } from "../src/secret-service.ts";
import { socketPathOf } from "../src/session-bus.ts";

const service = "dgt-vault-test";
const attributes = { service, username: "key" };
const login = "/org/freedesktop/secrets/collection/login";
const timeoutMs = 5_000;

const busItself = {
  destination: "org.freedesktop.DBus",
  path: "/org/freedesktop/DBus",
  interface: "org.freedesktop.DBus",
};
const secretService = {
  destination: "org.freedesktop.secrets",
  path: "/org/freedesktop/secrets",
  interface: "org.freedesktop.Secret.Service",
};

async function openBus(socketPath: string): Promise<BusConnection> {
  const bus = connectToBus(socketPath);
  onTestFinished(() => bus.close());
  await bus.call({ ...busItself, member: "Hello" });
  return bus;
}

/** A keyring with secrets under names of their own, put there by the binding in a process of its own. */
async function startKeyringWith(secrets: Readonly<Record<string, string>>): Promise<string> {
  const { env } = await startKeyring();
  const socketPath = socketPathOf(env.DBUS_SESSION_BUS_ADDRESS ?? "") ?? expect.fail("the bus has no socket");
  const bus = await openBus(socketPath);
  // Asked for before it is there, the bus would start another keyring in its place.
  const { destination } = secretService;
  const findOwner = () => bus.call({ ...busItself, member: "GetNameOwner", signature: "s", values: [destination] });
  await expect.poll(() => findOwner().catch(() => [])).toHaveLength(1);
  const source = `const { Entry } = require("@napi-rs/keyring");
    const secrets = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
    for (const [name, secret] of Object.entries(secrets)) {
      new Entry("${service}", name, { linux: { store: "secret-service" } }).setPassword(secret);
    }`;
  const stored = await runProcess(process.execPath, {
    args: ["-e", source],
    cwd: import.meta.dirname,
    env,
    input: JSON.stringify(secrets),
    name: "a program that stores secrets",
  });
  expect(stored).toMatchObject({ exitCode: 0, stderr: "" });
  return socketPath;
}

/** A bus at a socket of its own, which does with each connection what the test says. */
async function startBus(serve: (socket: Socket) => void): Promise<string> {
  const socketPath = join(tmpdir(), `bus-${process.pid}-${performance.now().toString().replace(".", "")}`);
  const bus = createServer((socket) => {
    socket.on("error", () => {});
    serve(socket);
  });
  const sockets = new Set<Socket>();
  bus.on("connection", (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => bus.listen(socketPath, resolve));
  onTestFinished(() => {
    bus.close();
    for (const socket of sockets) {
      socket.destroy();
    }
  });
  return socketPath;
}

test("a secret that the binding stored is read from a real keyring, whatever is in it", async () => {
  const secrets = { key: plant("access token"), odd: "é \u{1F511} \0 and more", long: "x".repeat(20_000) };
  const socketPath = await startKeyringWith(secrets);
  for (const [username, secret] of Object.entries(secrets)) {
    expect(await readOpenSecret({ socketPath, attributes: { service, username }, timeoutMs })).toBe(secret);
  }
  const unknown = { service, username: "nobody" };
  expect(await readOpenSecret({ socketPath, attributes: unknown, timeoutMs })).toBe(undefined);
});

test("a secret that there are two of is not read, and one that is locked neither", async () => {
  const secret = plant("access token");
  const socketPath = await startKeyringWith({ key: secret, another: secret });
  expect(await readOpenSecret({ socketPath, attributes: { service }, timeoutMs })).toBe(undefined);
  expect(await readOpenSecret({ socketPath, attributes, timeoutMs })).toBe(secret);

  const bus = await openBus(socketPath);
  await bus.call({ ...secretService, member: "Lock", signature: "ao", values: [[login]] });
  expect(await readOpenSecret({ socketPath, attributes, timeoutMs })).toBe(undefined);
});

test("S-19: a service that has the secret and does not give it out is waited for as long as was said", async () => {
  const real = await startKeyringWith({ key: plant("access token") });
  const socketPath = await startBus((client) => {
    const bus = connect(real);
    bus.on("error", () => {}).pipe(client);
    client.on("close", () => bus.destroy());
    client.on("data", (bytes) => {
      if (!bytes.includes("GetSecrets")) {
        bus.write(bytes);
      }
    });
  });
  const startedAt = performance.now();
  await expect(readOpenSecret({ socketPath, attributes, timeoutMs: 700 })).rejects.toMatchObject({
    code: "unavailable",
    message: "the keyring did not answer within 0.7 s",
  });
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(690);
});

test("an answer that comes byte by byte is the same answer", async () => {
  const secret = plant("access token");
  const real = await startKeyringWith({ key: secret });
  const socketPath = await startBus((client) => {
    const bus = connect(real);
    bus.on("data", (bytes) => {
      for (const byte of bytes) {
        client.write(Buffer.of(byte));
      }
    });
    client.pipe(bus);
  });
  expect(await readOpenSecret({ socketPath, attributes, timeoutMs })).toBe(secret);
});

test("what is no bus, or turns us away, brings nothing and is not waited for", async () => {
  const little = [0x6c, 2, 1, 1];
  const answers: Readonly<Record<string, Buffer | string>> = {
    "another protocol": "HTTP/1.1 400 Bad Request\r\n\r\n",
    "a refusal": "REJECTED EXTERNAL\r\n",
    "no message": Buffer.concat([Buffer.from("OK 0123\r\n"), Buffer.alloc(64, 0xff)]),
    "another byte order": Buffer.concat([Buffer.from("OK 0123\r\nB"), Buffer.alloc(63)]),
    "a message without end": Buffer.concat([
      Buffer.from("OK 0123\r\n"),
      Buffer.from([...little, 0xff, 0xff, 0xff, 0x7f, 1, 0, 0, 0, 0, 0, 0, 0]),
    ]),
    "fields beyond the end": Buffer.concat([
      Buffer.from("OK 0123\r\n"),
      Buffer.from([...little, 0, 0, 0, 0, 1, 0, 0, 0, 8, 0, 0, 0, 5, 1, 0x28, 0, 0xff, 0xff, 0xff, 0xff]),
    ]),
  };
  for (const [name, answer] of Object.entries(answers)) {
    const socketPath = await startBus((socket) => socket.end(answer));
    expect([name, await readOpenSecret({ socketPath, attributes, timeoutMs })]).toEqual([name, undefined]);
  }
  const gone = join(tmpdir(), "a-bus-that-is-gone");
  expect(await readOpenSecret({ socketPath: gone, attributes, timeoutMs })).toBe(undefined);
});
