import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** Where a person's browser ends up after a sign-in: something that answers, until the test ends. */
export interface Callback {
  readonly redirectUri: string;
  /** The queries it was opened with. */
  readonly queries: readonly URLSearchParams[];
}

export async function startCallback(): Promise<Callback> {
  const queries: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    queries.push(new URL(request.url ?? "/", "http://callback").searchParams);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return { redirectUri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`, queries };
}
