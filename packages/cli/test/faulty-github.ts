import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { createTestSandbox } from "../../../test/canary/test-github.ts";

/** Answers a request in its own way, or gives back false to leave it to the sandbox. */
export type Fault = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Starts a GitHub that does everything right but for one thing. */
export async function startFaultyGitHub(fault: Fault) {
  const sandbox = createTestSandbox();
  const server = createServer(async (request, response) => {
    if (fault(request, response)) {
      return;
    }
    const body = request.method === "GET" ? undefined : new Uint8Array(await buffer(request));
    const answer = await sandbox.fetch(`http://${request.headers.host}${request.url}`, {
      method: request.method ?? "GET",
      headers: Object.entries(request.headers).map(([name, value]) => [name, `${value}`] as [string, string]),
      ...(body === undefined ? {} : { body }),
    });
    response.writeHead(answer.status, [...answer.headers].flat());
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sandbox };
}

/** A fault at every request whose path ends so. */
export function at(path: string, answer: (response: ServerResponse) => void): Fault {
  return (request, response) => {
    const hit = new URL(request.url ?? "", "http://127.0.0.1").pathname.endsWith(path);
    if (hit) {
      answer(response);
    }
    return hit;
  };
}

/** GitHub's way of refusing. */
export function refuse(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): (response: ServerResponse) => void {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
    response.end(JSON.stringify({ message, documentation_url: "https://docs.github.com/rest", status: `${status}` }));
  };
}
