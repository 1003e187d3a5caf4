import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { TokenStoreError } from "@dev-github-tool/oauth";
import type * as Binding from "@napi-rs/keyring";
import { isSessionBusAlive } from "./session-bus.ts";

/** The operating system's keyring, for short texts. Every method may take as long as the time limit and no longer. */
export interface Keyring {
  /**
   * Gives the text of an entry, undefined where there is none.
   *
   * @throws TokenStoreError `unavailable`, as all of them.
   */
  read(account: string): Promise<string | undefined>;
  /** Makes an entry, or replaces it. */
  write(account: string, text: string): Promise<void>;
  /** Removes an entry, and says whether there was one. */
  remove(account: string): Promise<boolean>;
  /** Writes, reads and deletes a trial entry, so that nothing is ever lost to a keyring that does not keep it. */
  prove(): Promise<void>;
}

/** Why there is no keyring to talk to. */
export type NoKeyringReason = "no_session_bus" | "session_bus_silent" | "not_installed";

/** Where a keyring is looked for, and under which name its entries lie. */
export interface KeyringOptions {
  /** The program's name in the keyring. */
  readonly service: string;
  /** Where the session bus is looked up; this process's own environment unless given. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** How long each question may take; 30 000 unless given. */
  readonly timeoutMs?: number | undefined;
}

/** Long enough for a person to unlock the keyring when the system asks for it. */
const TIMEOUT_MS = 30_000;
/** The kernel's own keyring, which the binding would fall back to, is emptied by a restart. */
const OPTIONS = { linux: { store: "secret-service" } } as const;

/**
 * Opens the keyring of this machine without touching it, or says why there is none.
 *
 * On Linux there is none without a session bus: looking for one would start a bus of its own. The binding,
 * `@napi-rs/keyring`, is installed by the program that wants it.
 */
export async function openKeyring(options: KeyringOptions): Promise<Keyring | NoKeyringReason> {
  const { service, env = process.env, timeoutMs = TIMEOUT_MS } = options;
  const bus = env.DBUS_SESSION_BUS_ADDRESS ?? "";
  if (process.platform === "linux" && bus === "") {
    return "no_session_bus";
  }
  if (process.platform === "linux" && !(await isSessionBusAlive(bus))) {
    return "session_bus_silent";
  }
  const binding = loadBinding();
  if (binding === undefined) {
    return "not_installed";
  }
  const { AsyncEntry } = binding;
  const entry = (account: string) => new AsyncEntry(service, account, OPTIONS);

  const keyring: Omit<Keyring, "prove"> = {
    read: async (account) => (await limited(timeoutMs, (signal) => entry(account).getPassword(signal))) ?? undefined,
    write: (account, text) => limited(timeoutMs, (signal) => entry(account).setPassword(text, signal)),
    remove: (account) => limited(timeoutMs, (signal) => entry(account).deleteCredential(signal)),
  };
  return {
    ...keyring,
    prove: async () => {
      const account = `trial-${randomBytes(8).toString("hex")}`;
      await keyring.write(account, account);
      const kept = await keyring.read(account);
      await keyring.remove(account);
      if (kept !== account) {
        throw new TokenStoreError("the keyring does not give back what it was given", { code: "unavailable" });
      }
    },
  };
}

/** By `require`: an import would read and parse the file twice, since it is no ES module. */
function loadBinding(): typeof Binding | undefined {
  try {
    return createRequire(import.meta.url)("@napi-rs/keyring");
  } catch {
    return undefined;
  }
}

async function limited<Value>(timeoutMs: number, run: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
  const limit = AbortSignal.timeout(timeoutMs);
  const expired = new Promise<never>((_, reject) => {
    limit.addEventListener("abort", () => reject(limit.reason), { once: true });
  });
  try {
    return await Promise.race([run(limit), expired]);
  } catch (error) {
    const message = limit.aborted ? `the keyring did not answer within ${timeoutMs / 1000} s` : "the keyring refused";
    throw new TokenStoreError(message, { code: "unavailable", cause: error });
  }
}
