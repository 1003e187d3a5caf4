import { type IncomingMessage, request as requestHttp } from "node:http";

/** What a browser says about itself when a person follows a link or sends a form. */
const browserHeaders = {
  Accept: "text/html,application/xhtml+xml,*/*;q=0.8",
  "Sec-Fetch-Dest": "document",
  "Sec-Fetch-Mode": "navigate",
  "User-Agent": "sandbox-walk",
};

export interface NavigationInit extends RequestInit {
  /** Certificates of authorities to trust beside the usual ones, in PEM. */
  readonly authorities?: readonly string[] | undefined;
}

/**
 * Fetches a page as a navigation. The built-in `fetch` cannot: it always says that a script is asking, and a careful
 * callback listener turns scripts away.
 */
export async function navigate(
  input: Request | string | URL,
  { authorities = [], ...init }: NavigationInit = {},
): Promise<Response> {
  const request = new Request(input, init);
  const url = new URL(request.url);
  const body = Buffer.from(await request.arrayBuffer());
  // Few walks lead to TLS, and what it needs takes longer to load than all the rest.
  const send = url.protocol === "https:" ? (await import("node:https")).request : requestHttp;
  const trusted =
    authorities.length === 0 ? {} : { ca: [...(await import("node:tls")).rootCertificates, ...authorities] };
  const headers = { ...Object.fromEntries(request.headers), ...browserHeaders, "Content-Length": body.length };
  return new Promise((resolve, reject) => {
    const outgoing = send(
      url,
      { method: request.method, headers, agent: false, signal: request.signal, ...trusted },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => resolve(toResponse(url, incoming, Buffer.concat(chunks))));
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

function toResponse(url: URL, incoming: IncomingMessage, body: Buffer): Response {
  const headers = new Headers();
  for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index] ?? "", incoming.rawHeaders[index + 1] ?? "");
  }
  const status = incoming.statusCode ?? 500;
  const response = new Response(status === 204 || status === 304 ? null : body, { status, headers });
  return Object.defineProperty(response, "url", { value: url.href });
}
