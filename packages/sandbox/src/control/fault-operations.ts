import { setTimeout as sleep } from "node:timers/promises";
import type { PlantedFault } from "../faults/desk.ts";
import { judgeFault } from "../faults/judge-fault.ts";
import type { Control } from "./control.ts";
import { InputError } from "./input.ts";
import type { ControlOperation } from "./operation.ts";

const longestWaitMs = 600_000;

/** What goes wrong. */
export const faultOperations: readonly ControlOperation[] = [
  {
    name: "faults",
    summary: "Lists the faults with how often each has struck.",
    reads: true,
    fields: {},
    run: ({ faults }) => ({ faults: faults.all.map(viewOf) }),
  },
  {
    name: "faults/add",
    summary: 'Adds a fault: its name as "fault", and what else is said of faults.',
    reads: false,
    fields: {
      ...{ fault: "text", operation: "any?", clientId: "text?", grant: "text?", call: "number?", times: "any?" },
      ...{ probability: "number?", randomness: "text?", when: "text?", delayMs: "number?", intervalMs: "number?" },
      ...{ bytes: "number?", retryAfter: "text?", status: "number?", contentType: "text?", resetInMs: "number?" },
      ...{ location: "text?", expiresInSeconds: "number?", skewMs: "number?", how: "text?", issuer: "text?" },
      login: "text?",
    },
    run: ({ faults }, input) => viewOf(faults.add(judgeFault(input))),
  },
  {
    name: "faults/wait",
    summary: "Answers when a fault has struck so many requests, once unless told, or after timeoutMs (30000).",
    reads: true,
    fields: { id: "number", hits: "number?", timeoutMs: "number?" },
    async run(control, { id, hits = 1, timeoutMs = 30_000 }, signal) {
      const fault = findFault(control, id);
      const limitMs = Math.min(Math.max(Number(timeoutMs), 0), longestWaitMs);
      const over = new AbortController();
      const ends = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
      await Promise.race([
        fault.untilHit(Number(hits)),
        sleep(limitMs, undefined, { signal: ends }).catch(() => undefined),
      ]);
      over.abort();
      return viewOf(fault);
    },
  },
  {
    name: "faults/release",
    summary: "Lets the requests that a fault keeps waiting go on.",
    reads: false,
    fields: { id: "number" },
    run(control, { id }) {
      const fault = findFault(control, id);
      fault.release();
      return viewOf(fault);
    },
  },
  {
    name: "faults/remove",
    summary: "Removes a fault, and lets those that wait go on.",
    reads: false,
    fields: { id: "number" },
    run(control, { id }) {
      const fault = findFault(control, id);
      fault.remove();
      return viewOf(fault);
    },
  },
  {
    name: "faults/clear",
    summary: "Removes every fault.",
    reads: false,
    fields: {},
    run({ faults }) {
      faults.clear();
      return { faults: [] };
    },
  },
];

function viewOf({ id, fault, hits }: PlantedFault): object {
  const { times } = fault;
  return { id, hits, ...fault, ...(times === Number.POSITIVE_INFINITY && { times: "all" }) };
}

function findFault({ faults }: Control, id: unknown): PlantedFault {
  const fault = faults.all.find((candidate) => candidate.id === id);
  if (fault === undefined) throw new InputError(`there is no fault with the id ${Number(id)}`);
  return fault;
}
