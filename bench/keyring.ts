import { spawn } from "node:child_process";

/** The daemon takes the keyring's password, here an empty one, from its input; `cat` keeps the session until ours closes. */
const SESSION =
  'echo | gnome-keyring-daemon --unlock --components=secrets >&2 && echo "bus $DBUS_SESSION_BUS_ADDRESS" && exec cat';

export interface Keyring {
  /** Lets a process find the keyring. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Starts an unlocked keyring as a desktop session has it; gives undefined on a machine without the programs for it. */
export function startKeyring(home: string): Promise<Keyring | undefined> {
  const session = spawn("dbus-run-session", ["--", "sh", "-c", SESSION], {
    env: { PATH: process.env.PATH, HOME: home },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const closed = new Promise<void>((resolve) => session.once("close", () => resolve()));
  return new Promise((resolve) => {
    session.once("error", () => resolve(undefined));
    session.once("close", () => resolve(undefined));
    let printed = "";
    session.stdout.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
      const [, address] = /^bus (.+)\n/m.exec(printed) ?? [];
      if (address !== undefined) {
        resolve({
          env: { DBUS_SESSION_BUS_ADDRESS: address },
          close: () => {
            session.stdin.end();
            return closed;
          },
        });
      }
    });
  });
}
