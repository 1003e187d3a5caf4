/** The first part of an answer, after which the connection ended. */
export interface PartialAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly firstBytes: Uint8Array<ArrayBuffer>;
}

/** Thrown in place of an answer where the connection is to end without one, or in the midst of one. */
export class BrokenConnection extends Error {
  override readonly name = "BrokenConnection";
  readonly answer: PartialAnswer | undefined;
  /** Whether it ends with a reset (RST) and not in good order (FIN). */
  readonly isReset: boolean;

  constructor({ answer, isReset = false }: { answer?: PartialAnswer; isReset?: boolean } = {}) {
    super("the connection was ended by a fault");
    this.answer = answer;
    this.isReset = isReset;
  }
}

/** Turns a broken connection into what `fetch` makes of one: a rejection, or a body that breaks off. */
export function asSeenByFetch({ answer, isReset }: BrokenConnection): Response {
  if (answer === undefined) throw isReset ? reset() : lost("fetch failed");
  const { status, headers, firstBytes } = answer;
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(firstBytes),
    pull: (controller) => controller.error(lost("terminated")),
  });
  return new Response(body, { status, headers });
}

/** Message, cause and code are those of Node's own `fetch` when the other side closes the connection. */
function lost(message: "fetch failed" | "terminated"): TypeError {
  return new TypeError(message, { cause: Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" }) });
}

function reset(): TypeError {
  return new TypeError("fetch failed", {
    cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET", syscall: "read" }),
  });
}
