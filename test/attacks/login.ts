import { connect, type Socket } from "node:net";
import { type Runtime, Secret, systemRuntime, type TokenSet } from "@dev-github-tool/oauth";
import { authorizeInBrowser, type BrowserAuthorizationOptions, type LoginEvent } from "@dev-github-tool/oauth/loopback";
import { expect, onTestFinished } from "vitest";
import { provider } from "./example-provider.ts";

/** A login under attack: what it sent, and a way to reach its port with any bytes. */
export interface AttackedLogin {
  readonly authorizationUrl: URL;
  readonly port: number;
  readonly state: string;
  readonly events: LoginEvent[];
  /** Bodies of the token requests that were sent. */
  readonly exchanges: URLSearchParams[];
  readonly outcome: Promise<TokenSet | Error>;
  /** Sends a request line and headers as they are and gives back the whole answer, `""` when the socket was just closed. */
  send(lines: readonly string[]): Promise<string>;
  /** A well-formed GET with the right Host. */
  get(target: string, headers?: readonly string[]): Promise<string>;
  /** A redirect with this query, followed to the result page like a browser does. */
  arrive(query: string | Record<string, string>): Promise<string>;
  /** The redirect of the genuine authorization server, followed likewise. */
  complete(code?: string): Promise<string>;
  open(): Socket;
}

/** Starts a login on a free port with a token endpoint that grants every code, and ends it with the test. */
export async function startLogin(overrides: Partial<BrowserAuthorizationOptions> = {}): Promise<AttackedLogin> {
  const exchanges: URLSearchParams[] = [];
  const events: LoginEvent[] = [];
  const stop = new AbortController();
  const runtime: Runtime = {
    ...systemRuntime,
    fetch: async (_input, init) => {
      exchanges.push(new URLSearchParams(String(init?.body)));
      return Response.json({ access_token: "granted-token", token_type: "bearer" });
    },
  };
  let outcome: Promise<TokenSet | Error> = Promise.resolve(new Error("not started"));
  const url = await new Promise<string>((resolve, reject) => {
    outcome = authorizeInBrowser({
      provider,
      client: { clientId: "client", clientSecret: new Secret("client-secret") },
      scope: ["read:user"],
      appName: "Test program",
      openUrl: resolve,
      onEvent: (event) => events.push(event),
      runtime,
      signal: stop.signal,
      ...overrides,
    }).catch((error: Error) => {
      reject(error);
      return error;
    });
  });
  onTestFinished(async () => {
    stop.abort();
    await outcome;
  });
  const authorizationUrl = new URL(url);
  const { port, hostname, pathname } = new URL(authorizationUrl.searchParams.get("redirect_uri") ?? "");
  const state = authorizationUrl.searchParams.get("state") ?? "";
  const open = (): Socket => connect({ port: Number(port), host: hostname.replaceAll(/[[\]]/g, "") });
  const send = (lines: readonly string[]): Promise<string> => exchangeBytes(open(), `${lines.join("\r\n")}\r\n\r\n`);
  const get = (target: string, headers: readonly string[] = []): Promise<string> =>
    send([`GET ${target} HTTP/1.1`, `Host: ${hostname}:${port}`, ...headers]);
  const arrive = async (query: string | Record<string, string>): Promise<string> => {
    const redirect = await get(`${pathname}?${new URLSearchParams(query)}`);
    const location = headersOf(redirect).get("location");
    return location === undefined ? redirect : get(location);
  };
  return {
    authorizationUrl,
    port: Number(port),
    state,
    events,
    exchanges,
    outcome,
    send,
    get,
    open,
    arrive,
    complete: (code = "genuine-code") => arrive({ code, state }),
  };
}

/** Writes bytes to a socket and resolves with everything that came back once it is closed. */
export function exchangeBytes(socket: Socket, bytes: string | Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    socket.setEncoding("utf8");
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    // A reset is an answer too: the other side wants nothing more.
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer));
    socket.write(bytes);
  });
}

/** The status code of an answer, 0 for a connection that was closed without one. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}

/** The names of headers an answer carries, in lower case. */
export function headersOf(answer: string): Map<string, string> {
  const head = answer.slice(0, answer.indexOf("\r\n\r\n")).split("\r\n").slice(1);
  return new Map(
    head.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 2)]),
  );
}

/** A runtime whose every request gets this answer. */
export function answering(answer: () => Response | Promise<Response>): Runtime {
  return { ...systemRuntime, fetch: async () => answer() };
}

/** Checks that an attack left the login as it was: nothing was exchanged, and the genuine redirect completes it. */
export async function expectPending(login: AttackedLogin): Promise<void> {
  expect(login.exchanges).toEqual([]);
  expect(statusOf(await login.complete())).toBe(200);
  expect(await login.outcome).toMatchObject({ tokenType: "bearer" });
  expect(login.exchanges.map((body) => body.get("code"))).toEqual(["genuine-code"]);
}
