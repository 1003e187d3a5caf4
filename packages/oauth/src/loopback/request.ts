import type { IncomingMessage } from "node:http";

/** What a request to the listener is. */
export type RequestVerdict =
  | { readonly kind: "redirect"; readonly query: URLSearchParams }
  | { readonly kind: "result" }
  | { readonly kind: "refused"; readonly status: 400 | 403 | 404 | 405 | 421 };

/** What a request must say to be taken. */
export interface RequestExpectation {
  /** The host and port of the redirect URI. */
  readonly authority: string;
  /** The path of the redirect URI. */
  readonly path: string;
  /** The path of the result page. */
  readonly resultPath: string;
}

/**
 * Judges a request by everything but its query: only a browser's top-level GET of the exact path, addressed to the exact
 * host, may complete a login. Pure.
 */
export function judgeRequest(request: IncomingMessage, expected: RequestExpectation): RequestVerdict {
  const { headers, method, url = "" } = request;
  const hosts = request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "host");
  if (hosts.length !== 1) {
    return refused(400);
  }
  // A page whose name was rebound to 127.0.0.1 sends its own name.
  if (headers.host !== expected.authority) {
    return refused(421);
  }
  if (method !== "GET" || headers.upgrade !== undefined) {
    return refused(405);
  }
  if (headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) !== 0) {
    return refused(400);
  }
  if (!isTopLevelNavigation(headers)) {
    return refused(403);
  }
  // Compared as sent: a URL parser would make this path of others, such as /x/../callback.
  const queryAt = url.indexOf("?");
  const path = queryAt === -1 ? url : url.slice(0, queryAt);
  if (path === expected.resultPath) {
    return { kind: "result" };
  }
  if (path !== expected.path) {
    return refused(404);
  }
  return { kind: "redirect", query: new URLSearchParams(queryAt === -1 ? "" : url.slice(queryAt)) };
}

/**
 * Whether a browser loads this as a page of its own. Browsers that do not tell are believed.
 *
 * @see https://www.w3.org/TR/fetch-metadata/
 */
function isTopLevelNavigation(headers: IncomingMessage["headers"]): boolean {
  const mode = headers["sec-fetch-mode"] ?? "navigate";
  const destination = headers["sec-fetch-dest"] ?? "document";
  const purpose = `${headers["sec-purpose"] ?? ""} ${headers.purpose ?? ""}`;
  return mode === "navigate" && destination === "document" && !purpose.includes("prefetch");
}

function refused(status: 400 | 403 | 404 | 405 | 421): RequestVerdict {
  return { kind: "refused", status };
}
