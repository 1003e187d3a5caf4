import { setTimeout as sleep } from "node:timers/promises";
import { BrokenConnection } from "./broken-connection.ts";
import type { Core, RequestContext } from "./core.ts";
import type { Fault, Strike } from "./faults.ts";
import { identify } from "./identify.ts";

type Answering = () => Response | Promise<Response>;

/** Answers a request, unless a fault strikes it: then as the fault has it. */
export async function underFaults(core: Core, c: RequestContext, answer: Answering): Promise<Response> {
  const { operation } = c.env.note;
  if (core.faults.isEmpty || operation === undefined) return answer();
  const strike = core.faults.strike({ operation, ...(await identify(core, c)) });
  if (strike === undefined) return answer();
  c.env.note.fault = strike.fault.fault;
  return carryOut(strike, c, answer);
}

async function carryOut(strike: Strike, c: RequestContext, answer: Answering): Promise<Response> {
  const { fault } = strike;
  const committed = isAfterCommit(fault) ? await answer() : undefined;
  switch (fault.fault) {
    case "hold":
      // On record now: whoever waits for the hold may look into the journal before it ends.
      if (committed !== undefined) c.env.enter(committed.status);
      strike.hit();
      await strike.hold();
      return committed ?? answer();
    case "slow":
      if (committed !== undefined) c.env.enter(committed.status);
      strike.hit();
      await sleep(fault.delayMs);
      return committed ?? answer();
    case "drop-before-commit":
    case "drop-after-commit":
      c.env.enter(0);
      strike.hit();
      throw new BrokenConnection();
    case "truncate": {
      const whole = committed ?? (await answer());
      c.env.enter(whole.status);
      strike.hit();
      throw await brokenOff(whole);
    }
    case "status-429":
    case "status-503":
      c.env.enter(fault.fault === "status-429" ? 429 : 503);
      strike.hit();
      return turnedAway(fault);
    case "html":
      c.env.enter(fault.status ?? 200);
      strike.hit();
      return page(fault.status ?? 200);
  }
}

function isAfterCommit(fault: Fault): boolean {
  switch (fault.fault) {
    case "drop-before-commit":
      return false;
    case "drop-after-commit":
    case "truncate":
      return true;
    case "slow":
      return fault.when !== "before-commit";
    default:
      return fault.when === "after-commit";
  }
}

/** Announces the whole body and brings half of it. */
async function brokenOff(whole: Response): Promise<BrokenConnection> {
  const bytes = new Uint8Array(await whole.arrayBuffer());
  const headers = new Headers(whole.headers);
  headers.set("Content-Length", String(bytes.byteLength));
  const firstBytes = bytes.slice(0, Math.floor(bytes.byteLength / 2));
  return new BrokenConnection({ status: whole.status, headers, firstBytes });
}

function turnedAway({ fault, retryAfter }: Extract<Fault, { fault: "status-429" | "status-503" }>): Response {
  const headers = { "Content-Type": "text/plain; charset=utf-8", ...(retryAfter && { "Retry-After": retryAfter }) };
  return fault === "status-429"
    ? new Response("Too many requests.\n", { status: 429, headers })
    : new Response("Service unavailable.\n", { status: 503, headers });
}

function page(status: number): Response {
  const html =
    "<!doctype html>\n<title>SANDBOX</title>\n<p>This page was sent in place of the answer, by a fault.</p>\n";
  return new Response(html, { status, headers: { "Content-Type": "text/html; charset=utf-8" } });
}
