import { once } from "node:events";
import { createServer as createPlainServer } from "node:http";
import { createServer, type ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";
import { createBoundedFetch, type Fetch, NetworkError } from "@dev-github-tool/oauth";
import { generate } from "selfsigned";
import { Agent, fetch as undiciFetch } from "undici";
import { describe, expect, it, onTestFinished } from "vitest";

const DAY_MS = 24 * 60 * 60 * 1000;

interface Certificate {
  readonly cert: string;
  readonly private: string;
}

async function certificate(options: { host?: string; endsInDays?: number } = {}): Promise<Certificate> {
  const { host = "localhost", endsInDays = 1 } = options;
  return generate([{ name: "commonName", value: host }], {
    keyType: "ec",
    notBeforeDate: new Date(Date.now() - 10 * DAY_MS),
    notAfterDate: new Date(Date.now() + endsInDays * DAY_MS),
    extensions: [
      { name: "basicConstraints", cA: true },
      { name: "subjectAltName", altNames: [{ type: 2, value: host }] },
    ],
  });
}

/** Posts a secret to a TLS server and gives back the error, and how many requests the server got to see. */
async function post(options: ServerOptions, trusted?: Certificate): Promise<{ failure: unknown; seen: number }> {
  let seen = 0;
  const server = createServer(options, (_request, response) => {
    seen += 1;
    response.end("{}");
  }).listen(0, "localhost");
  await once(server, "listening");
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  const agent = new Agent({ connect: { ca: trusted?.cert } });
  onTestFinished(() => agent.destroy());
  const { port } = server.address() as AddressInfo;
  const failure = await bounded(agent)(`https://localhost:${port}/`, { method: "POST", body: "client_secret=x" }).catch(
    (error: unknown) => error,
  );
  return { failure, seen };
}

function bounded(agent: Agent): Fetch {
  const fetch = ((input: string, init: object) =>
    undiciFetch(input, { ...init, dispatcher: agent })) as unknown as Fetch;
  return createBoundedFetch(fetch, { maxBytes: 1024, timeoutMs: 5_000, step: "token exchange" });
}

describe("C-19, X-48: a certificate that does not hold ends the request before anything is sent", () => {
  it("self-signed", async () => {
    const made = await certificate();
    const { failure, seen } = await post({ cert: made.cert, key: made.private });
    expect(failure).toBeInstanceOf(NetworkError);
    expect(failure).toMatchObject({ code: "certificate_untrusted", step: "token exchange" });
    expect(seen).toBe(0);
  });
  it("expired", async () => {
    const made = await certificate({ endsInDays: -1 });
    const { failure, seen } = await post({ cert: made.cert, key: made.private }, made);
    expect(failure).toMatchObject({ code: "certificate_expired" });
    expect(seen).toBe(0);
  });
  it("of another host", async () => {
    const made = await certificate({ host: "other.example" });
    const { failure, seen } = await post({ cert: made.cert, key: made.private }, made);
    expect(failure).toMatchObject({ code: "certificate_wrong_host" });
    expect(seen).toBe(0);
  });
  it("with a protocol older than TLS 1.2", async () => {
    const made = await certificate();
    const options: ServerOptions = { maxVersion: "TLSv1.1", minVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0" };
    const { failure, seen } = await post({ cert: made.cert, key: made.private, ...options }, made);
    expect(failure).toMatchObject({ code: "tls" });
    expect(seen).toBe(0);
  });
  it("no TLS at all behind https", async () => {
    const server = createPlainServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
    const { port } = server.address() as AddressInfo;
    await expect(bounded(new Agent())(`https://127.0.0.1:${port}/`)).rejects.toMatchObject({ code: "tls" });
  });
  it("one that holds is used", async () => {
    const made = await certificate();
    expect(await post({ cert: made.cert, key: made.private }, made)).toMatchObject({
      failure: { status: 200 },
      seen: 1,
    });
  });
});
