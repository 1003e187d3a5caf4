/** The largest document that is taken, a thousand credentials to revoke, has about 85 KiB. */
const largestBodyBytes = 128 * 1024;

/** Reads a request's body into memory; undefined when it is larger than any that is taken. */
export async function withBoundedBody(request: Request): Promise<Request | undefined> {
  if (request.body === null) return request;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > largestBodyBytes) return undefined;
    chunks.push(chunk);
  }
  const { method, headers, signal } = request;
  return new Request(request.url, { method, headers, signal, body: Buffer.concat(chunks) });
}
