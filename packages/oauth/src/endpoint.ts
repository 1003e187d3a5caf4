import { NetworkError, type Step } from "./errors.ts";

const LOOPBACK_HOSTS = new Set(["127.0.0.1", "[::1]", "localhost"]);

/** Whether `url` points at this machine by a loopback literal or `localhost`. */
export function isLoopback(url: URL): boolean {
  return LOOPBACK_HOSTS.has(url.hostname);
}

/**
 * Parses an endpoint that credentials will be sent to.
 *
 * @throws NetworkError `insecure_endpoint` unless it is https, or http on a loopback address.
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-2.6
 */
export function parseEndpoint(endpoint: string, step: Step): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url))) {
    return url;
  }
  throw new NetworkError("the endpoint is neither https nor http on a loopback address", {
    code: "insecure_endpoint",
    step,
  });
}
