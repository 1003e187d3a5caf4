import type { Answered } from "../answer.ts";
import type { Arrival } from "../arrival.ts";
import type { Core, Exchange } from "../core.ts";
import { textOf } from "../request-context.ts";
import { createRouter } from "../router.ts";
import { underFaults } from "../under-faults.ts";
import { operations, unknownOperation } from "./operations.ts";
import { respondToPreflight, runOperation } from "./respond.ts";
import type { RestContext } from "./rest-context.ts";

/** The REST API, on paths without the prefix of Enterprise Server. */
export function createRestSurface(core: Core): (arrival: Arrival, exchange: Exchange) => Answered | Promise<Answered> {
  const find = createRouter(operations);
  return (arrival, exchange) => {
    const { method } = arrival;
    const found = find(method === "HEAD" ? "GET" : method, exchange.address.path);
    const c = contextOf(arrival, exchange, found?.params ?? {});
    if (method === "OPTIONS") return respondToPreflight(core, c);
    if (found === undefined) return runOperation(core, c, unknownOperation);
    exchange.note.operation = found.target.id;
    return underFaults(core, c, () => runOperation(core, c, found.target));
  };
}

function contextOf(arrival: Arrival, env: Exchange, params: Readonly<Record<string, string>>): RestContext {
  const { method, url, header } = arrival;
  return {
    env,
    req: { method, url, query: url.searchParams, params, header, text: async () => textOf(arrival) },
  };
}
