import { createServer as createHttpServer, type IncomingMessage } from "node:http";
import { createServer } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";

export interface Delays {
  /** Milliseconds before a new connection is read from: TCP and TLS. */
  readonly connectionMs: number;
  /** Milliseconds from a request to its answer. */
  readonly requestMs: number;
}

export interface SlowNetwork {
  readonly url: string;
  /** What came through since it was asked last. */
  takeCounts(): { readonly connections: number; readonly requests: number };
  close(): Promise<void>;
}

/** Serves `fetch` on a loopback port as if it were far away. */
export async function openSlowNetwork(
  fetch: (request: Request) => Promise<Response>,
  { connectionMs, requestMs }: Delays,
): Promise<SlowNetwork> {
  let counts = { connections: 0, requests: 0 };
  const http = createHttpServer({ keepAliveTimeout: 60_000 }, async (incoming, outgoing) => {
    counts.requests += 1;
    const delay = wait(requestMs);
    const answer = await fetch(await readRequest(incoming));
    const body = Buffer.from(await answer.arrayBuffer());
    await delay;
    const headers = [...answer.headers].flat();
    outgoing.writeHead(answer.status, [...headers, "Content-Length", `${body.length}`]).end(body);
  });
  const server = createServer({ pauseOnConnect: true, noDelay: true }, async (socket) => {
    counts.connections += 1;
    socket.on("error", () => {});
    await wait(connectionMs);
    http.emit("connection", socket);
    socket.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    takeCounts: () => {
      const taken = counts;
      counts = { connections: 0, requests: 0 };
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<Request> {
  const { method = "GET", headers, url } = incoming;
  const body = method === "GET" ? null : await buffer(incoming);
  return new Request(`http://${headers.host}${url}`, {
    method,
    body,
    headers: Object.entries(headers).map(([name, value]) => [name, `${value}`]),
  });
}
