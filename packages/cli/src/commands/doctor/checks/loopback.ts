import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { createServer } from "node:net";
import { type Check, ok } from "../finding.ts";
import { findPortHolder, type PortHolder } from "../port-holder.ts";

/** The check of the loopback address that the redirect is caught at. */
export const loopback: Check = {
  id: "loopback",
  title: "Loopback address",
  step: "callback validation",
  run: async ({ redirectUri }) => {
    const url = redirectUri !== undefined && URL.canParse(redirectUri) ? new URL(redirectUri) : undefined;
    const port = Number(url?.port ?? 0);
    const isName = url?.hostname === "localhost";
    const found = isName ? await findAddresses("localhost") : [];
    const foreign = found.filter((address) => !/^127\.|^::1$/.test(address));
    if (isName && (foreign.length > 0 || found.length === 0)) {
      return {
        mark: "fail",
        evidence: found.length === 0 ? "localhost has no address here" : `localhost is ${foreign.join(" and ")} here`,
        reason: "the browser would take the code to another machine than this one.",
        command: "register http://127.0.0.1/callback as the app's callback URL, and leave GITHUB_REDIRECT_URI out",
        code: "port_unavailable",
      };
    }
    const wanted = isName ? ["127.0.0.1", "::1"] : [url?.hostname === "[::1]" ? "::1" : "127.0.0.1"];
    const states = await Promise.all(wanted.map(async (address) => ({ address, state: await tryPort(address, port) })));
    const closed = states.filter(({ state }) => state !== "free");
    if (closed.length > 0) {
      const isTaken = closed.some(({ state }) => state === "taken");
      const place = `port ${port} of ${closed.map(({ address }) => address).join(" and ")}`;
      const holder = isTaken ? await findPortHolder(port) : undefined;
      return {
        mark: "fail",
        evidence: isTaken ? `${place} is taken${nameHolder(holder)}` : `${place} may not be used`,
        reason: [
          isName && isTaken
            ? "the browser may take the code to the program that listens there."
            : "the redirect could not be caught.",
          ...(isTaken && holder === undefined ? [`Who it is: ${holderCommand(port)}`] : []),
        ].join(" "),
        command: "leave GITHUB_REDIRECT_URI out: dgt then takes a free port, which GitHub accepts for 127.0.0.1",
        code: "port_unavailable",
      };
    }
    return ok(`${wanted.join(" and ")}${port === 0 ? "" : `, port ${port}`}: free`);
  },
};

async function findAddresses(name: string): Promise<readonly string[]> {
  const found = await lookup(name, { all: true }).catch(() => []);
  return found.map(({ address }) => address);
}

function nameHolder(holder: PortHolder | undefined): string {
  return holder === undefined ? "" : ` by process ${holder.pid} (${holder.program})`;
}

/** What shows the holder of a port to somebody who may see more than this process. */
function holderCommand(port: number): string {
  switch (process.platform) {
    case "linux":
      return `sudo ss -ltnp sport = :${port}`;
    case "win32":
      return `netstat -ano | findstr :${port}`;
    default:
      return `sudo lsof -nP -iTCP:${port} -sTCP:LISTEN`;
  }
}

/** Whether a port can be bound; where the machine lacks the family, nobody can listen either. */
async function tryPort(host: string, port: number): Promise<"free" | "taken" | "refused"> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true, ipv6Only: true });
    await once(server, "listening");
    return "free";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT") {
      return "free";
    }
    return code === "EADDRINUSE" ? "taken" : "refused";
  } finally {
    server.close();
  }
}
