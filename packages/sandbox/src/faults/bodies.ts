import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { BrokenConnection } from "../broken-connection.ts";

const compress = promisify(gzip);

/** Announces the whole body and brings half of it. */
export async function brokenOff(whole: Response): Promise<BrokenConnection> {
  const bytes = new Uint8Array(await whole.arrayBuffer());
  const headers = new Headers(whole.headers);
  headers.set("Content-Length", String(bytes.byteLength));
  const firstBytes = bytes.slice(0, Math.floor(bytes.byteLength / 2));
  return new BrokenConnection({ answer: { status: whole.status, headers, firstBytes } });
}

interface Drip {
  readonly bytes: number;
  readonly intervalMs: number;
  readonly closing: AbortSignal | undefined;
}

/** Brings the body piece by piece. */
export async function dripping(whole: Response, { bytes, intervalMs, closing }: Drip): Promise<Response> {
  const all = new Uint8Array(await whole.arrayBuffer());
  const cancelled = new AbortController();
  const signal = closing === undefined ? cancelled.signal : AbortSignal.any([closing, cancelled.signal]);
  let sent = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (sent >= all.length) return controller.close();
        if (sent > 0) await sleep(intervalMs, undefined, { signal });
        controller.enqueue(all.slice(sent, sent + bytes));
        sent += bytes;
      },
      cancel: () => cancelled.abort(),
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { status: whole.status, headers: whole.headers });
}

const blockBytes = 2 ** 20;

/** Packs the answer behind very many blanks, which mean nothing before JSON or a form and take next to no room when packed. */
export async function bomb(whole: Response, bytes: number): Promise<Response> {
  const block = await compress(Buffer.alloc(Math.min(bytes, blockBytes), " "));
  const rest = await compress(Buffer.from(await whole.arrayBuffer()));
  // RFC 1952, section 2.2: a gzip file is a series of members, one after the other.
  const members = Array.from({ length: Math.ceil(bytes / blockBytes) }, () => block);
  const headers = new Headers(whole.headers);
  headers.set("Content-Encoding", "gzip");
  headers.delete("Content-Length");
  return new Response(Buffer.concat([...members, rest]), { status: whole.status, headers });
}

/** Puts another lifetime into the answer of the token endpoint, in whichever of its formats it is. */
export async function withExpiresIn(whole: Response, seconds: number): Promise<Response> {
  const text = await whole.text();
  const { status, headers } = whole;
  return new Response(text.includes("access_token") ? rewritten(text, seconds) : text, { status, headers });
}

function rewritten(text: string, seconds: number): string {
  if (text.startsWith("{")) return JSON.stringify({ ...JSON.parse(text), expires_in: seconds });
  if (text.startsWith("<")) {
    const without = text.replace(/<expires_in>[^<]*<\/expires_in>\s*/, "");
    return without.replace(/<\/OAuth>/, `<expires_in>${seconds}</expires_in></OAuth>`);
  }
  const form = new URLSearchParams(text);
  form.set("expires_in", String(seconds));
  return form.toString();
}
