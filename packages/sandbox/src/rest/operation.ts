import type { Core, Exchange } from "../core.ts";
import type { ApiVersion } from "./api-version.ts";
import type { BodyParts } from "./media-type.ts";
import type { RateResource } from "./rate-limit.ts";
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
  /** Where nobody has seen that header: the scopes with which there is more to show. */
  readonly wideningScopes?: readonly string[] | undefined;
  /** Value of `X-Accepted-GitHub-Permissions`; undefined where a GitHub App's token needs none. */
  readonly acceptedPermissions: string | undefined;
  /**
   * `token`: only with one. `optional-token`: public data without. `app`: Basic authentication with client id and secret.
   * `none`: nobody may say who they are.
   */
  readonly authentication: "token" | "optional-token" | "app" | "none";
  /** Which limit its requests are counted against. */
  readonly rateResource: RateResource;
  readonly freeOfRateLimit: boolean;
  readonly handle: (request: RestRequest) => RestAnswer | Promise<RestAnswer>;
}

/** What an operation says of itself; the rest is as for most. */
export type OperationSketch = Pick<Operation, "id" | "paths" | "handle"> &
  Partial<Operation> & {
    /** Its page, below `https://docs.github.com/rest/`. */
    readonly page: string;
  };

const documentation = "https://docs.github.com/rest";

export function describeOperation({ page, ...sketch }: OperationSketch): Operation {
  return {
    method: "GET",
    documentationUrl: page === "" ? documentation : `${documentation}/${page}`,
    acceptedScopes: [],
    acceptedPermissions: undefined,
    authentication: "optional-token",
    rateResource: "core",
    freeOfRateLimit: false,
    ...sketch,
  };
}

/** A request that passed everything common to all operations. */
export interface RestRequest {
  readonly core: Core;
  readonly exchange: Exchange;
  readonly viewer: Viewer;
  readonly version: ApiVersion;
  /** In which forms the request wants texts that people wrote. */
  readonly bodyParts: BodyParts;
  /** Named parts of the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  readonly readText: () => Promise<string>;
}

export interface RestAnswer {
  readonly status: 200 | 201 | 202 | 204 | 301;
  /** Undefined for an answer without a body. */
  readonly body?: unknown;
  /** The body as JSON, where it was written before. */
  readonly text?: string | undefined;
  /** Made of the body when absent. */
  readonly etag?: string | undefined;
  readonly link?: string | undefined;
  readonly location?: string | undefined;
  /** ISO 8601; what conditional requests are judged by beside the ETag. */
  readonly lastModified?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly decision?: string;
}
