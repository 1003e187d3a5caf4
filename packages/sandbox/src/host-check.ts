import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/** By what names a server may be asked for. */
export interface Doorplate {
  /** What it is bound to, such as `127.0.0.1`; undefined for a unix socket, which no page of a browser can reach. */
  readonly host: string | undefined;
  readonly port: number;
  readonly scheme: "http" | "https";
  /** Whether everybody may ask, by any name. */
  readonly isExposed: boolean;
}

const defaultPorts = { http: 80, https: 443 } as const;

/**
 * Lets pass only names that mean this machine wherever they are looked up (RFC 6761, section 6.3): a page of another site
 * that points its own name here would otherwise be the same origin as the sandbox.
 *
 * A request sent through the sandbox as if it were a proxy names its server in the request line, and that counts
 * (RFC 9112, section 3.2.2). Then the port is the one that the client believes in, and no browser sends it unless told to.
 */
export function isMeantForUs(incoming: IncomingMessage, plate: Doorplate): boolean {
  const target = incoming.url ?? "";
  if (target.startsWith("http://")) return URL.canParse(target) && isNameOfUs(new URL(target).hostname, plate);
  if (!hasOneHost(incoming) || !target.startsWith("/")) return false;
  const [, name, port] = /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(\d+))?$/i.exec(incoming.headers.host ?? "") ?? [];
  if (name === undefined) return false;
  if (plate.isExposed || plate.host === undefined) return true;
  return Number(port ?? defaultPorts[plate.scheme]) === plate.port && isNameOfUs(name, plate);
}

/** Names and values take turns in the list, which is read for every request. */
function hasOneHost({ rawHeaders }: IncomingMessage): boolean {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === "host".length && name.toLowerCase() === "host") count += 1;
  }
  return count === 1;
}

function isNameOfUs(name: string, { host }: Doorplate): boolean {
  return name.replace(/^\[(.*)\]$/, "$1") === host || isLocalName(name);
}

/** RFC 6761, section 6.3. */
function isLocalName(name: string): boolean {
  return /^(?:[a-z0-9-]+\.)*localhost$/i.test(name);
}

/** Whether a name cannot belong to a site on the internet: an address, `localhost`, or a single label of a local network. */
export function isPrivateName(hostname: string): boolean {
  const bare = hostname.replace(/^\[(.*)\]$/, "$1");
  return isIP(bare) !== 0 || isLocalName(bare) || /^[a-z0-9-]+$/i.test(bare);
}

/** Whether only this machine can reach what is bound to the host. */
export function isLoopback(host: string): boolean {
  // Other names below localhost are asked of a name server on some machines.
  return host === "::1" || host === "localhost" || /^127(?:\.\d{1,3}){3}$/.test(host);
}
