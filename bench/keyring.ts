import { spawn } from "node:child_process";
import { KEYRING_READY, keyringSession } from "../test/processes/keyring-session.ts";

export interface Keyring {
  /** Lets a process find the keyring. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Starts an unlocked keyring as a desktop session has it; gives undefined on a machine without the programs for it. */
export function startKeyring(home: string): Promise<Keyring | undefined> {
  const session = spawn(keyringSession.command, keyringSession.args, {
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
      const [, address] = KEYRING_READY.exec(printed) ?? [];
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
