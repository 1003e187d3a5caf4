import { TokenStoreError } from "@dev-github-tool/oauth";
import { type BusConnection, connectToBus } from "./bus-connection.ts";
import type { BusCall } from "./bus-message.ts";

/** Longer than a service takes that runs. One that has to be started first is asked in the other way. */
const PROMPT_MS = 500;

const hello: BusCall = {
  destination: "org.freedesktop.DBus",
  path: "/org/freedesktop/DBus",
  interface: "org.freedesktop.DBus",
  member: "Hello",
};
const service = {
  destination: "org.freedesktop.secrets",
  path: "/org/freedesktop/secrets",
  interface: "org.freedesktop.Secret.Service",
} as const;

/** Which secret is asked for, and where. */
export interface SecretRequest {
  /** The socket of the session bus. */
  readonly socketPath: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** How long the service may take to give the secret out: it may ask the person first. */
  readonly timeoutMs: number;
}

/**
 * Asks the Secret Service for a secret that lies open, in two round trips and without keeping this process from its work.
 * Undefined when it is not as simple as that: nobody answers, there is no such secret or several, or it is locked.
 *
 * @throws TokenStoreError `unavailable` when the service has the secret and does not give it out in time.
 * @see https://specifications.freedesktop.org/secret-service-spec/latest/
 */
export async function readOpenSecret(request: SecretRequest): Promise<string | undefined> {
  const { socketPath, attributes, timeoutMs } = request;
  const bus = connectToBus(socketPath);
  try {
    const found = await within(PROMPT_MS, findOpenItem(bus, attributes));
    if (found === undefined) {
      return undefined;
    }
    const secret = await within(timeoutMs, requestSecret(bus, found));
    if (secret === undefined) {
      throw new TokenStoreError(`the keyring did not answer within ${timeoutMs / 1000} s`, { code: "unavailable" });
    }
    return secret;
  } catch (error) {
    if (error instanceof TokenStoreError) {
      throw error;
    }
    return undefined;
  } finally {
    bus.close();
  }
}

interface OpenItem {
  readonly item: string;
  readonly session: string;
}

async function findOpenItem(
  bus: BusConnection,
  attributes: SecretRequest["attributes"],
): Promise<OpenItem | undefined> {
  const [, opened, found] = await Promise.all([
    bus.call(hello),
    // Who can listen on this bus is given the secret for the asking: hiding it on the way would hide it from nobody.
    bus.call({ ...service, member: "OpenSession", signature: "sv", values: ["plain", ["s", ""]] }),
    bus.call({ ...service, member: "SearchItems", signature: "a{ss}", values: [Object.entries(attributes)] }),
  ]);
  const [, session] = opened;
  const [open, locked] = found;
  const isSingle = Array.isArray(open) && open.length === 1 && Array.isArray(locked) && locked.length === 0;
  const item: unknown = isSingle ? open[0] : undefined;
  return typeof item === "string" && typeof session === "string" ? { item, session } : undefined;
}

async function requestSecret(bus: BusConnection, { item, session }: OpenItem): Promise<string> {
  const call: BusCall = { ...service, member: "GetSecrets", signature: "aoo", values: [[item], session] };
  const [secrets] = await bus.call(call);
  // Sound: that is the type of the answer, and it was read by the type that it came with.
  const [[, [, , bytes]]] = secrets as readonly [readonly [string, readonly [string, number[], number[], string]]];
  return Buffer.from(bytes).toString();
}

/** Undefined when the time is up. */
async function within<Value>(limitMs: number, answer: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, limitMs, undefined);
  });
  try {
    return await Promise.race([answer, timeIsUp]);
  } finally {
    clearTimeout(timer);
  }
}
