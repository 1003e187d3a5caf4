import { createServer, type IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener, RequestError } from "@hono/node-server";
import { BrokenConnection } from "./broken-connection.ts";

const address = "127.0.0.1";
const defaultHttpPort = 80;

export interface ListenOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number | undefined;
}

export interface Listening {
  /** Such as `http://127.0.0.1:4010`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Stops listening and ends every connection, idle or not. */
  close(): Promise<void>;
}

/**
 * Serves on 127.0.0.1 and nowhere else: whoever can reach the sandbox can sign in to it.
 *
 * @throws The error of `node:http`, such as `EADDRINUSE`, when the port cannot be had.
 */
export async function listenOnLoopback(
  handle: (request: Request, closing: AbortSignal) => Promise<Response>,
  { port = 0 }: ListenOptions,
): Promise<Listening> {
  const closing = new AbortController();
  // Without overrideGlobalObjects the adapter would replace Request and Response of the whole process.
  const listener = getRequestListener(
    async (request, { outgoing }) => {
      try {
        return await handle(request, closing.signal);
      } catch (error) {
        if (error instanceof BrokenConnection && outgoing instanceof ServerResponse) breakOff(outgoing, error);
        throw error;
      }
    },
    {
      overrideGlobalObjects: false,
      errorHandler: (error) => {
        if (error instanceof BrokenConnection) return undefined;
        return new Response(null, { status: error instanceof RequestError ? 400 : 500 });
      },
    },
  );
  let listeningPort = port;
  const server = createServer((incoming, outgoing) => {
    if (isAddressedToLoopback(incoming, listeningPort)) void listener(incoming, outgoing);
    else refuse(outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host: address, exclusive: true }, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("the server has no port");
  listeningPort = bound.port;
  return {
    url: `http://${address}:${bound.port}`,
    port: bound.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        closing.abort();
        // Otherwise close waits for connections that are kept alive, and for requests that never end.
        server.closeAllConnections();
      }),
  };
}

/**
 * Lets pass only names that mean this machine wherever they are looked up (RFC 6761, section 6.3): a page of another site
 * that points its own name here would otherwise be the same origin as the sandbox.
 */
function isAddressedToLoopback(incoming: IncomingMessage, port: number): boolean {
  const hosts = incoming.rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === "host");
  const [, name, namedPort] = /^([a-z0-9.-]+)(?::(\d+))?$/i.exec(incoming.headers.host ?? "") ?? [];
  return (
    hosts.length === 1 &&
    incoming.url?.startsWith("/") === true &&
    Number(namedPort ?? defaultHttpPort) === port &&
    name !== undefined &&
    (name === address || /^(?:[a-z0-9-]+\.)*localhost$/i.test(name))
  );
}

/** Ends the connection, after the part of an answer that is to get through. */
function breakOff(outgoing: ServerResponse, { answer, isReset }: BrokenConnection): void {
  const { socket } = outgoing;
  if (answer === undefined) {
    if (isReset) socket?.resetAndDestroy();
    else socket?.destroy();
    return;
  }
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
  outgoing.write(answer.firstBytes, () => socket?.destroy());
}

function refuse(outgoing: ServerResponse): void {
  outgoing.writeHead(421, { "Content-Type": "text/plain; charset=utf-8", Connection: "close" });
  outgoing.end("This sandbox answers only to 127.0.0.1 and localhost.\n");
}
