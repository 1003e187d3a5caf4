import type { Answer } from "./answer.ts";
import type { Core, RequestContext } from "./core.ts";

/** One page, form or endpoint beside the REST API. */
export interface WebOperation {
  readonly id: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly handle: (core: Core, c: RequestContext) => Answer | Promise<Answer>;
}
