/** A request as it arrived, on a socket or in process, its body read. */
export interface Arrival {
  readonly method: string;
  readonly url: URL;
  readonly header: (name: string) => string | undefined;
  /** Undefined when it is larger than any that is taken. */
  readonly body: Uint8Array<ArrayBuffer> | undefined;
  /** Origin of the port, for a request that was sent through it as through a proxy. */
  readonly portOrigin?: string | undefined;
  /** Which connection of its port it came on; undefined in process. */
  readonly connection?: number | undefined;
  /** Aborts when the port it came by is closed; undefined in process. */
  readonly closing?: AbortSignal | undefined;
}

/** The largest document that is taken, a thousand credentials to revoke, has about 85 KiB. */
export const largestBodyBytes = 128 * 1024;

/** Undefined when it is larger than any that is taken. */
async function readBody(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const read: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size > largestBodyBytes) return undefined;
    read.push(chunk);
  }
  return Buffer.concat(read);
}

/** Reads a request of this process. */
export async function arrivalOf(request: Request): Promise<Arrival> {
  const { method, url, headers } = request;
  return {
    method,
    url: new URL(url),
    header: (name) => headers.get(name) ?? undefined,
    body: request.body === null ? new Uint8Array() : await readBody(request.body),
  };
}
