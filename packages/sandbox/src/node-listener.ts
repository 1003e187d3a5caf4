import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { pipeline, Readable } from "node:stream";
import { Answer, type Answered, putHeader } from "./answer.ts";
import { type Arrival, largestBodyBytes } from "./arrival.ts";
import { BrokenConnection } from "./broken-connection.ts";

export type Handle = (arrival: Arrival) => Promise<Answered>;

interface ListenerOptions {
  readonly handle: Handle;
  /** Of the port. */
  readonly origin: string;
  /** Aborts when the port is closed. */
  readonly closing: AbortSignal;
}

/**
 * Joins node:http to what answers requests. Most answers are texts and go out in one piece; converting every request and
 * answer to those of `fetch` and back would cost more than all the rest.
 */
export function createNodeListener({ handle, origin, closing }: ListenerOptions) {
  const [scheme = "http"] = origin.split(":");
  const connections = new WeakMap<Socket, number>();
  let connectionCount = 0;
  const connectionOf = (socket: Socket): number => {
    const known = connections.get(socket);
    if (known !== undefined) return known;
    connectionCount += 1;
    connections.set(socket, connectionCount);
    return connectionCount;
  };
  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    try {
      const url = targetOf(incoming, scheme);
      if (url === undefined) return refuse(outgoing, 400);
      const body = await bodyOf(incoming);
      // What is left unread of a body would be taken for the next request.
      if (body === undefined) outgoing.setHeader("Connection", "close");
      const connection = connectionOf(incoming.socket);
      const portOrigin = incoming.url?.startsWith("/") === true ? undefined : origin;
      write(outgoing, await handle({ ...partsOf(incoming), url, portOrigin, body, connection, closing }));
    } catch (error) {
      if (error instanceof BrokenConnection) breakOff(outgoing, error);
      else if (incoming.destroyed && !incoming.complete) outgoing.destroy();
      else if (outgoing.headersSent) outgoing.destroy();
      else refuse(outgoing, 500);
    }
  };
}

/** RFC 9112, section 3.2: a target is a path, or, on its way through a proxy, a whole address. */
function targetOf({ url: target = "", headers }: IncomingMessage, scheme: string): URL | undefined {
  const address = target.startsWith("/") ? `${scheme}://${headers.host ?? "localhost"}${target}` : target;
  return /^https?:\/\//.test(address) && URL.canParse(address) ? new URL(address) : undefined;
}

function partsOf({ method = "GET", headers }: IncomingMessage) {
  return {
    method,
    header: (name: string): string | undefined => {
      const value = headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(", ") : value;
    },
  };
}

const nothing = new Uint8Array();

function bodyOf(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | undefined> | Uint8Array<ArrayBuffer> {
  const { headers } = incoming;
  const isEmpty = headers["content-length"] === undefined && headers["transfer-encoding"] === undefined;
  return isEmpty ? nothing : readIncoming(incoming);
}

/** By its events: to iterate over it would take longer than all else that is done for a request that brings a form. */
function readIncoming(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return new Promise((resolve, reject) => {
    const read: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer): void => {
      size += chunk.byteLength;
      if (size <= largestBodyBytes) {
        read.push(chunk);
        return;
      }
      // Destroyed, it would take the connection along on which the refusal goes out.
      incoming.off("data", take).pause();
      resolve(undefined);
    };
    incoming.on("data", take);
    incoming.once("end", () => resolve(Buffer.concat(read)));
    incoming.once("error", reject);
  });
}

function write(outgoing: ServerResponse, answer: Answered): void {
  if (answer instanceof Answer) {
    const { status, headers, text } = answer;
    // Otherwise it would go out in chunks; a 204 or 304 has none to announce.
    if (status !== 204 && status !== 304) putHeader(headers, "Content-Length", String(Buffer.byteLength(text)));
    outgoing.writeHead(status, headers).end(text);
    return;
  }
  const cookies = answer.headers.getSetCookie();
  outgoing.writeHead(answer.status, {
    ...Object.fromEntries(answer.headers),
    ...(cookies.length > 0 && { "set-cookie": cookies }),
  });
  if (answer.body === null) {
    outgoing.end();
    return;
  }
  // Whatever goes wrong from here on ends the connection, and there is nobody left to tell.
  pipeline(Readable.fromWeb(answer.body), outgoing, () => {});
}

/** Ends the connection, after the part of an answer that is to get through. */
function breakOff(outgoing: ServerResponse, { answer, isReset }: BrokenConnection): void {
  const { socket } = outgoing;
  if (answer === undefined) {
    if (isReset) socket?.resetAndDestroy();
    else socket?.destroy();
    return;
  }
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
  outgoing.write(answer.firstBytes, () => socket?.destroy());
}

function refuse(outgoing: ServerResponse, status: 400 | 500): void {
  outgoing.writeHead(status, { Connection: "close" }).end();
}
