import type { Sandbox } from "../src/index.ts";
import { origin } from "./drive.ts";

export interface GraphAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly data: unknown;
  readonly errors: readonly { type?: string; message: string; path?: readonly unknown[]; extensions?: object }[];
}

/** Sends a query to the address of Enterprise Server. */
export async function graph(
  sandbox: Sandbox,
  query: string,
  { token, variables = {} }: { token?: string; variables?: object } = {},
): Promise<GraphAnswer> {
  const response = await sandbox.fetch(`${origin}/api/graphql`, {
    method: "POST",
    headers: token === undefined ? {} : { Authorization: `bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors = [] } = (await response.json()) as GraphAnswer;
  return { status: response.status, headers: response.headers, data, errors };
}
