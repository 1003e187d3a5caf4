import { onTestFinished } from "vitest";
import { startProcess } from "./running-process.ts";

export interface Keyring {
  /** Lets a process find the keyring. */
  readonly env: Readonly<Record<string, string>>;
}

/** The daemon takes the keyring's password, here an empty one, from its standard input; `cat` keeps the session until ours closes. */
const session =
  'echo | gnome-keyring-daemon --unlock --components=secrets >&2; echo "bus $DBUS_SESSION_BUS_ADDRESS"; exec cat';

/** Starts an unlocked Secret Service (gnome-keyring on a message bus of its own), as a desktop session has it. */
export async function startKeyring(): Promise<Keyring> {
  const running = startProcess("dbus-run-session", {
    args: ["--", "sh", "-c", session],
    name: "the keyring's session",
  });
  onTestFinished(async () => {
    running.endInput();
    await running.finished;
  });
  const [, address = ""] = await running.waitFor(/^bus (.+)$/m);
  return { env: { DBUS_SESSION_BUS_ADDRESS: address } };
}
