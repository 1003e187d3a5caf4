import type { Core, Exchange } from "../core.ts";
import type { ApiVersion } from "./api-version.ts";
import type { Viewer } from "./viewer.ts";

/** One operation of GitHub's REST API, named and described as GitHub's OpenAPI description has it. */
export interface Operation {
  /** GitHub's operation id, such as `repos/get`. */
  readonly id: string;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** The documented path and those that GitHub's own links point to. */
  readonly paths: readonly string[];
  readonly documentationUrl: string;
  /** Value of `X-Accepted-OAuth-Scopes`. */
  readonly acceptedScopes: readonly string[];
  /**
   * `token`: only with one. `optional-token`: public data without. `app`: Basic authentication with client id and secret.
   * `none`: nobody may say who they are.
   */
  readonly authentication: "token" | "optional-token" | "app" | "none";
  readonly freeOfRateLimit: boolean;
  readonly handle: (request: RestRequest) => RestAnswer | Promise<RestAnswer>;
}

/** A request that passed everything common to all operations. */
export interface RestRequest {
  readonly core: Core;
  readonly exchange: Exchange;
  readonly viewer: Viewer;
  readonly version: ApiVersion;
  /** Named parts of the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  readonly readText: () => Promise<string>;
}

export interface RestAnswer {
  readonly status: 200 | 202 | 204 | 301;
  /** Undefined for an answer without a body. */
  readonly body?: unknown;
  readonly link?: string | undefined;
  readonly location?: string | undefined;
  readonly decision?: string;
}
