import { setMaxListeners } from "node:events";
import { chmodSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { type Doorplate, isLoopback, isMeantForUs } from "./host-check.ts";
import { createNodeListener, type Handle } from "./node-listener.ts";

/** Where a sandbox listens, and who can reach it there. */
export interface ListenOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number | undefined;
  /** An address or name of this machine; 127.0.0.1 when absent. */
  readonly host?: string | undefined;
  /**
   * Allows a `host` that other machines can reach. Whoever reaches the sandbox can sign in to it, its passwords are public, and
   * it is NOT FOR PRODUCTION.
   */
  readonly exposed?: boolean | undefined;
  /** Listens on a unix socket with this path instead, which only this user may open. */
  readonly unix?: string | undefined;
  /** Speaks TLS, with a certificate made now; whom clients have to trust is the `authority` of what comes back. */
  readonly tls?: boolean | undefined;
}

/** A sandbox's address, and the way to close it. */
export interface Listening {
  /** Such as `http://127.0.0.1:4010`, without a slash at the end; `http://localhost` on a unix socket. */
  readonly url: string;
  /** 0 on a unix socket. */
  readonly port: number;
  /** With `tls`: the certificate, in PEM, of the authority that clients have to trust. */
  readonly authority: string | undefined;
  /** Stops listening and ends every connection, idle or not. */
  close(): Promise<void>;
}

/**
 * Serves on 127.0.0.1 unless told otherwise.
 *
 * @throws RangeError for a host beyond this machine that was not allowed.
 * @throws The error of `node:http`, such as `EADDRINUSE`, when the port cannot be had.
 */
export async function listenOn(handle: Handle, options: ListenOptions): Promise<Listening> {
  const { port = 0, host = "127.0.0.1", unix, exposed = false } = options;
  const isExposed = unix === undefined && !isLoopback(host);
  if (isExposed && !exposed) throw new RangeError(`${host} can be reached by other machines, and that was not allowed`);
  if (isExposed) process.emitWarning(`the sandbox on ${host} can be reached by others: NOT FOR PRODUCTION`);
  // Loaded by whoever wants it: what TLS needs takes longer to load than all the rest.
  const tls = options.tls
    ? (await import("./tls/tls-server.ts")).createTlsServer([...new Set(["localhost", ...names, host])])
    : undefined;
  const scheme = tls === undefined ? "http" : "https";
  const plate = { host: unix === undefined ? host : undefined, port, scheme, isExposed } as const;
  const closing = new AbortController();
  // Every request that a fault keeps waiting listens to it: that many are no leak.
  setMaxListeners(0, closing.signal);
  const server = tls?.server ?? createServer();
  await bind(server, unix === undefined ? { port, host, exclusive: true } : { path: unix });
  if (unix !== undefined) chmodSync(unix, 0o600);
  const bound = server.address();
  const boundPort = typeof bound === "object" ? (bound?.port ?? 0) : 0;
  const url = unix === undefined ? `${scheme}://${hostOfUrl(host)}:${boundPort}` : `${scheme}://localhost`;
  const listener = createNodeListener({ handle, origin: url, closing: closing.signal });
  server.on("request", answering(listener, { ...plate, port: boundPort }));
  return {
    url,
    port: boundPort,
    authority: tls?.authority,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        closing.abort();
        // Otherwise close waits for connections that are kept alive, and for requests that never end.
        server.closeAllConnections();
      }),
  };
}

/** What a certificate is made out to, beside the host. */
const names = ["*.localhost", "github.localhost", "api.github.localhost", "127.0.0.1", "::1"];

function bind(
  server: Server,
  place: { port: number; host: string; exclusive: true } | { path: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(place, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** What listens everywhere can be asked for at 127.0.0.1. */
function hostOfUrl(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

function answering(listener: RequestListener, plate: Doorplate): RequestListener {
  return (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (isMeantForUs(incoming, plate)) listener(incoming, outgoing);
    else refuse(outgoing);
  };
}

function refuse(outgoing: ServerResponse): void {
  outgoing.writeHead(421, { "Content-Type": "text/plain; charset=utf-8", Connection: "close" });
  outgoing.end("This sandbox answers only to 127.0.0.1 and localhost.\n");
}
