import { readAddress } from "./address.ts";
import { Answer, type Answered, setHeader } from "./answer.ts";
import type { Arrival } from "./arrival.ts";
import type { Core, Exchange } from "./core.ts";
import type { JournalNote, WritableJournal } from "./journal.ts";

/** Answers a request that is known by now to belong to one surface. */
export type Surface = (arrival: Arrival, exchange: Exchange) => Answered | Promise<Answered>;

/** Where every request comes in: it gets its id and its entry in the journal, and its answer what all answers have. */
export interface Reception {
  handle(arrival: Arrival): Promise<Answered>;
  /** How many requests came since the start, the last reset or the last restored snapshot. */
  requestCount: number;
  /** Leaves those requests out of the journal that are still on their way: their world is about to be gone. */
  disown(): void;
}

interface Desk {
  readonly core: Pick<Core, "now">;
  readonly journal: WritableJournal;
  readonly surfaces: Readonly<Record<"web" | "rest", Surface>>;
}

export function createReception({ core: { now }, journal, surfaces }: Desk): Reception {
  let worlds = 0;
  let requestCount = 0;

  const receive = ({ method, url, portOrigin, connection, closing }: Arrival): Exchange => {
    requestCount += 1;
    const id = requestId(requestCount);
    const note: JournalNote = {};
    const world = worlds;
    let isEntered = false;
    const enter = (status: number): void => {
      if (!isEntered && world === worlds) journal.append({ id, connection, at: now(), method, url, status, note });
      isEntered = true;
    };
    return { id, address: readAddress(url, portOrigin), note, dateSkewMs: 0, closing, enter };
  };

  return {
    async handle(arrival) {
      const exchange = receive(arrival);
      const answer =
        arrival.body === undefined
          ? bodyTooLarge(exchange.note)
          : await surfaces[exchange.address.surface](arrival, exchange);
      setHeader(answer, "Date", new Date(now() + exchange.dateSkewMs).toUTCString());
      setHeader(answer, "X-GitHub-Request-Id", exchange.id);
      exchange.enter(answer.status);
      return answer;
    },
    get requestCount() {
      return requestCount;
    },
    set requestCount(count) {
      requestCount = count;
    },
    disown() {
      worlds += 1;
    },
  };
}

/** GitHub's request ids are groups of hexadecimal digits; these only count, so that equal runs have equal ids. */
function requestId(count: number): string {
  return `5A4D:B0C5:${count.toString(16).toUpperCase().padStart(8, "0")}`;
}

function bodyTooLarge(note: JournalNote): Answer {
  note.decision = "body_too_large";
  const headers = ["Content-Type", "text/plain; charset=utf-8"];
  return new Answer({ status: 413, headers, text: "The request is too large.\n" });
}
