import type { RequestView } from "../core.ts";

/** A request to the REST API. */
export interface RestContext extends RequestView {
  readonly req: RequestView["req"] & {
    readonly query: URLSearchParams;
    /** Named parts of the path. */
    readonly params: Readonly<Record<string, string>>;
  };
}
