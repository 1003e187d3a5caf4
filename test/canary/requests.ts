import type { IncomingMessage, Server } from "node:http";
import { recordEvidence } from "./evidence.ts";

/** Ports of pretended GitHubs: a code in a request line of theirs is a leak. */
const gitHubPorts = new Set<number>();

export function watchGitHubPort(port: number): void {
  gitHubPorts.add(port);
}

/** Keeps what intermediaries and server logs get to see of a request: its line and the page it came from. */
export function recordRequest(request: IncomingMessage, server: Server): void {
  const { method = "", url = "", headers } = request;
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  const line = gitHubPorts.has(port) ? url : withoutCallbackCode(method, url);
  recordEvidence({ place: "a request line", text: `${method} ${line}` });
  if (headers.referer !== undefined) {
    recordEvidence({ place: "a Referer header", text: headers.referer });
  }
}

/** The redirect brings the code to the callback in the URL (RFC 6749, section 4.1.2): there, and only there, it belongs. */
function withoutCallbackCode(method: string, url: string): string {
  return method === "GET" && /[?&]state=/.test(url) ? url.replace(/([?&]code=)[^&]*/g, "$1") : url;
}
