import { setFlagsFromString } from "node:v8";
import { type Fetch, NetworkError, type Runtime, refuseUnverifiedTls } from "@dev-github-tool/oauth";
import type { Environment } from "./environment.ts";

/** What requests need beyond the platform's own `fetch`. */
export interface NetworkNeeds {
  readonly env: Environment;
  /** Whether connections opened now must still be open when the person comes back from the browser. */
  readonly keepConnections: boolean;
}

/** Loopback addresses are never asked of a proxy: it would ask its own machine. */
const NEVER_PROXIED = "localhost,127.0.0.1,[::1]";
/** As long as a login may take. A server that closes sooner says so, and is believed. */
const KEEP_ALIVE_MS = 5 * 60_000;

/**
 * Gives the runtime whose `fetch` goes through the person's proxy, which Node's own ignores, and keeps its connections
 * as long as needed. The library for it is loaded with the first request, and only when there is need.
 *
 * Its `fetch` throws NetworkError `tls_verification_off`, and sends nothing, where Node is told not to verify certificates:
 * whoever answered would get tokens and secrets.
 */
export function createNetworkRuntime(runtime: Runtime, { env, keepConnections }: NetworkNeeds): Runtime {
  skipParserOptimisation();
  const httpProxy = readProxy(env, "http_proxy");
  const httpsProxy = readProxy(env, "https_proxy");
  if (httpProxy === "" && httpsProxy === "" && !keepConnections) {
    return { ...runtime, fetch: verified(runtime.fetch, env) };
  }
  let loading: Promise<Fetch> | undefined;
  const load = async (): Promise<Fetch> => {
    const { EnvHttpProxyAgent, fetch } = await import("undici");
    const exceptions = env.no_proxy || env.NO_PROXY || "";
    const noProxy = exceptions === "*" ? exceptions : `${exceptions},${NEVER_PROXIED}`;
    const dispatcher = new EnvHttpProxyAgent({
      httpProxy,
      httpsProxy,
      noProxy,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
    });
    // Sound: the two fetches differ in how their types are spelled, and both take what the Fetch Standard says.
    return ((input, init) => fetch(input as string, { ...(init as object), dispatcher })) as Fetch;
  };
  return {
    ...runtime,
    fetch: verified(async (input, init) => {
      loading ??= load();
      return (await loading)(input, init);
    }, env),
  };
}

function verified(fetch: Fetch, env: Environment): Fetch {
  return async (input, init) => {
    refuseUnverifiedTls(env, "API request");
    return fetch(input, init);
  };
}

/**
 * Keeps V8 from optimising the parser under `fetch`, which is WebAssembly. It would begin with the first answer, gain nothing
 * for the few that a command waits for, and hold up the end of the process until it is done: 60 ms of every command.
 */
function skipParserOptimisation(): void {
  // Loads fetch first, with the cached code that Node has for the flags it was started with.
  void globalThis.Response;
  setFlagsFromString("--wasm-tiering-budget=2000000000");
}

function readProxy(env: Environment, name: "http_proxy" | "https_proxy"): string {
  const address = env[name] || env[name.toUpperCase()] || "";
  if (address !== "" && !/^https?:$/.test(URL.canParse(address) ? new URL(address).protocol : "")) {
    throw new NetworkError(`${name.toUpperCase()} is no http address`, { code: "unreachable", step: "API request" });
  }
  return address;
}
