import { Duplex } from "node:stream";
import { createGunzip } from "node:zlib";
import { type Answered, asResponse } from "./answer.ts";
import { type Arrival, arrivalOf } from "./arrival.ts";
import { asSeenByFetch, BrokenConnection } from "./broken-connection.ts";

/** Answers as `fetch` does: rejects where a connection breaks, and where the one who asked waits no longer. */
export async function fetchInProcess(
  handle: (arrival: Arrival) => Promise<Answered>,
  request: Request,
): Promise<Response> {
  const { signal, headers } = request;
  signal.throwIfAborted();
  // On its way out `fetch` adds a user agent, without which GitHub refuses; in process there is no way out.
  if (!headers.has("User-Agent")) headers.set("User-Agent", "node");
  const arrival = await arrivalOf(request);
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    handle(arrival)
      .then((answer) => unpacked(asResponse(answer, request.method)))
      .catch(breakAsFetchDoes)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener("abort", abort));
  });
}

/** `fetch` unpacks, by this very module, what was packed in however many members, and keeps the header that says that it was. */
function unpacked(answer: Response): Response {
  if (answer.body === null || answer.headers.get("Content-Encoding") !== "gzip") return answer;
  const { status, headers } = answer;
  return new Response(answer.body.pipeThrough(Duplex.toWeb(createGunzip())), { status, headers });
}

function breakAsFetchDoes(error: unknown): Response {
  if (error instanceof BrokenConnection) return asSeenByFetch(error);
  throw error;
}
