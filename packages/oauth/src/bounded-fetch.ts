import { DevGitHubError, NetworkError, type Step, UnexpectedResponseError } from "./errors.ts";
import type { Fetch } from "./runtime.ts";

/** How much of a server's time and memory one answer may cost. */
export interface Bounds {
  /** The most bytes of a body, counted after decompression. */
  readonly maxBytes: number;
  /** Milliseconds from the request to the last byte of the body. */
  readonly timeoutMs: number;
  /** The step that errors are reported under. */
  readonly step: Step;
}

/**
 * Wraps `fetch` so that it never follows a redirect and returns only whole, bounded answers: the body has arrived by the
 * time the promise resolves.
 *
 * @throws what `fetch` throws on purpose (a DevGitHubError); NetworkError when the request or its answer did not get through; an aborted `init.signal` rejects with its reason.
 * @throws UnexpectedResponseError `too_large` when the body has more than `maxBytes` bytes.
 */
export function createBoundedFetch(fetch: Fetch, bounds: Bounds): Fetch {
  return async (input, init) => {
    const { response, body } = await fetchWhole(fetch, { input, init, bounds });
    const whole = new Response(body, response);
    Object.defineProperty(whole, "url", { value: response.url });
    return whole;
  };
}

/**
 * The same for answers that are read by `text()` alone: gives back the answer that came, with its text at hand, since a
 * `Response` that can be read in every way costs more than all the rest.
 */
export function createBoundedTextFetch(fetch: Fetch, bounds: Bounds): Fetch {
  return async (input, init) => {
    const { response, body } = await fetchWhole(fetch, { input, init, bounds });
    const text = new TextDecoder().decode(body ?? undefined);
    return Object.assign(response, { text: async () => text });
  };
}

interface WholeAnswer {
  readonly response: Response;
  readonly body: Uint8Array<ArrayBuffer> | null;
}

async function fetchWhole(
  fetch: Fetch,
  {
    input,
    init,
    bounds: { maxBytes, timeoutMs, step },
  }: { readonly input: Parameters<Fetch>[0]; readonly init: RequestInit | undefined; readonly bounds: Bounds },
): Promise<WholeAnswer> {
  // One signal, let go of with the answer: those of the platform that combine and end others stay until they are collected.
  const over = new AbortController();
  const caller = init?.signal;
  const timer = setTimeout(() => over.abort(new DOMException("no complete answer in time", "TimeoutError")), timeoutMs);
  const onAbort = (): void => over.abort(caller?.reason);
  if (caller?.aborted) {
    onAbort();
  }
  caller?.addEventListener("abort", onAbort, { once: true });
  try {
    const response = await fetch(input, { ...init, signal: over.signal, redirect: "manual" });
    return { response, body: await readBody(response, maxBytes, step) };
  } catch (error) {
    if (error instanceof DevGitHubError) {
      throw error;
    }
    caller?.throwIfAborted();
    throw networkError(error, step);
  } finally {
    clearTimeout(timer);
    caller?.removeEventListener("abort", onAbort);
  }
}

async function readBody(response: Response, maxBytes: number, step: Step): Promise<Uint8Array<ArrayBuffer> | null> {
  if (response.body === null) {
    return null;
  }
  const reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> = response.body.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length;
    if (length > maxBytes) {
      // So that the rest is not downloaded.
      await reader.cancel();
      throw new UnexpectedResponseError(`the answer is larger than ${maxBytes} bytes`, { code: "too_large", step });
    }
    chunks.push(read.value);
  }
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) {
    return only;
  }
  const body = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.length;
  }
  return body;
}

/** Failures before the first byte of the request was sent: trying again cannot do anything twice. */
const NEVER_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH", "EADDRNOTAVAIL"]);

const CERTIFICATE_CODES: Readonly<
  Record<string, "certificate_expired" | "certificate_untrusted" | "certificate_wrong_host">
> = {
  CERT_HAS_EXPIRED: "certificate_expired",
  CERT_NOT_YET_VALID: "certificate_expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "certificate_wrong_host",
  DEPTH_ZERO_SELF_SIGNED_CERT: "certificate_untrusted",
  SELF_SIGNED_CERT_IN_CHAIN: "certificate_untrusted",
  UNABLE_TO_GET_ISSUER_CERT: "certificate_untrusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "certificate_untrusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "certificate_untrusted",
};

function networkError(error: unknown, step: Step): NetworkError {
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return new NetworkError("no complete answer came in time", { code: "timed_out", step });
  }
  const reason = systemCode(error);
  const certificate = CERTIFICATE_CODES[reason];
  if (certificate !== undefined) {
    return new NetworkError(`the server's certificate was refused (${reason})`, { code: certificate, step });
  }
  if (reason.startsWith("ERR_SSL") || reason.startsWith("ERR_TLS") || reason === "EPROTO") {
    return new NetworkError(`no secure connection could be made (${reason})`, { code: "tls", step });
  }
  if (reason.includes("TIMEOUT") || reason === "ETIMEDOUT") {
    return new NetworkError(`no answer came in time (${reason})`, { code: "timed_out", step });
  }
  if (NEVER_SENT.has(reason)) {
    return new NetworkError(`the server could not be reached (${reason})`, { code: "unreachable", step });
  }
  return new NetworkError(`the connection broke off (${reason})`, { code: "connection_lost", step });
}

/** The innermost system error code, such as `ECONNREFUSED`. The message is left out: undici's may quote a header. */
function systemCode(error: unknown): string {
  let code = "";
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string") {
      code = at.code;
    }
  }
  return code || "no reason given";
}
