import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { LoginError } from "../errors.ts";

/** The name a redirect URI calls this machine by. */
export type LoopbackHost = "127.0.0.1" | "[::1]" | "localhost";

/** A bound loopback port; two servers when both address families had to be bound. */
export interface BoundPort {
  /** The host and port as a browser will send them, such as `127.0.0.1:53127`. */
  readonly authority: string;
  /** Lets the process end while the port is open. Sockets that something is sent to still keep it alive. */
  unref(): void;
  /** Closes the port and every socket, however slow or silent. */
  close(): Promise<void>;
}

/** A request that has not arrived whole by then is cut off, so that slow sockets cannot pile up. */
const REQUEST_TIMEOUT_MS = 10_000;
/** Attempts to find one port that is free in both address families. */
const PORT_ATTEMPTS = 10;
/** What binding an address of a family that the machine does not have fails with. */
const FAMILY_MISSING = new Set(["EADDRNOTAVAIL", "EAFNOSUPPORT"]);

/**
 * Binds a loopback port, never another address. `localhost` binds both families, since a browser may try either and the
 * one left free could be taken by somebody else; without a host it is 127.0.0.1, or ::1 on a machine without IPv4.
 *
 * @throws LoginError `port_unavailable` when that cannot be; nothing stays bound then.
 * @see https://www.rfc-editor.org/rfc/rfc8252#section-7.3
 */
export async function bindLoopback(
  { host, port }: { readonly host: LoopbackHost | undefined; readonly port: number },
  onRequest: RequestListener,
): Promise<BoundPort> {
  const addresses = host === "localhost" ? ["127.0.0.1", "::1"] : [host === "[::1]" ? "::1" : "127.0.0.1"];
  let servers: readonly Server[] = [];
  try {
    servers = await bindAll(addresses, port, onRequest);
    if (servers.length === 0 && host === undefined) {
      servers = await bindAll(["::1"], port, onRequest);
    }
  } catch (error) {
    throw portUnavailable(port, error);
  }
  const [first] = servers;
  if (first === undefined) {
    throw portUnavailable(port, undefined);
  }
  const { address, port: boundPort } = first.address() as AddressInfo;
  return {
    authority: `${host ?? (address === "::1" ? "[::1]" : address)}:${boundPort}`,
    unref: () => {
      for (const server of servers) {
        server.unref();
      }
    },
    close: () => closeAll(servers),
  };
}

/** Binds the same port on each address whose family exists here. */
async function bindAll(addresses: readonly string[], port: number, onRequest: RequestListener): Promise<Server[]> {
  for (let attempt = 1; ; attempt += 1) {
    const servers: Server[] = [];
    try {
      for (const address of addresses) {
        const samePort = (servers[0]?.address() as AddressInfo | undefined)?.port ?? port;
        const server = await listen({ address, port: samePort }, onRequest);
        if (server !== undefined) {
          servers.push(server);
        }
      }
      return servers;
    } catch (error) {
      await closeAll(servers);
      if (port !== 0 || attempt === PORT_ATTEMPTS) {
        throw error;
      }
    }
  }
}

/** A listening server, or undefined when this machine does not have the address's family. */
function listen(
  { address, port }: { readonly address: string; readonly port: number },
  onRequest: RequestListener,
): Promise<Server | undefined> {
  const server = createServer(
    {
      headersTimeout: REQUEST_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: 1_000,
    },
    onRequest,
  );
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (FAMILY_MISSING.has(error.code ?? "")) {
        resolve(undefined);
      } else {
        reject(error);
      }
    });
    server.listen({ host: address, port, exclusive: true, ipv6Only: true }, () => resolve(server));
  });
}

async function closeAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map((server) => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      return closed;
    }),
  );
}

function portUnavailable(port: number, cause: unknown): LoginError {
  const which = port === 0 ? "no loopback port" : `port ${port} on this machine`;
  return new LoginError(`${which} can be used${port === 0 ? "" : ": it is taken or not allowed"}`, {
    code: "port_unavailable",
    step: "callback validation",
    cause,
  });
}
