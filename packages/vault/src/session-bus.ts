import { connect } from "node:net";

const TIMEOUT_MS = 1_000;

/**
 * Whether somebody answers at the address of a D-Bus session bus. The keyring's binding waits for the answer on the only
 * thread there is, without a limit, so it may be asked only when the bus is known to talk.
 *
 * Addresses other than a socket's path are taken at their word.
 *
 * @see https://dbus.freedesktop.org/doc/dbus-specification.html#auth-protocol
 */
export function isSessionBusAlive(address: string, timeoutMs: number = TIMEOUT_MS): Promise<boolean> {
  const path = /^unix:(?:[^;]*,)?path=([^,;]+)/.exec(address)?.[1];
  if (path === undefined) {
    return Promise.resolve(true);
  }
  return new Promise((resolve) => {
    const socket = connect(decodeURIComponent(path));
    const settle = (isAlive: boolean) => () => {
      resolve(isAlive);
      socket.destroy();
    };
    socket.setTimeout(timeoutMs, settle(false));
    socket.once("error", settle(false));
    socket.once("close", settle(false));
    socket.once("data", settle(true));
    // The protocol begins with a null byte; whatever the bus says to AUTH without a mechanism, it has said something.
    socket.write("\0AUTH\r\n");
  });
}
