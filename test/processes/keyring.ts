import { onTestFinished } from "vitest";
import { KEYRING_READY, keyringSession } from "./keyring-session.ts";
import { startProcess } from "./running-process.ts";

export interface Keyring {
  /** Lets a process find the keyring. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts an unlocked keyring for one test. */
export async function startKeyring(): Promise<Keyring> {
  const running = startProcess(keyringSession.command, { args: keyringSession.args, name: "the keyring's session" });
  onTestFinished(async () => {
    running.endInput();
    await running.finished;
  });
  const [, address = ""] = await running.waitFor(KEYRING_READY);
  return { env: { DBUS_SESSION_BUS_ADDRESS: address } };
}
