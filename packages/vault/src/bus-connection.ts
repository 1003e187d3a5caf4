import { connect } from "node:net";
import { type BusCall, decodeReply, encodeCall, measureMessage } from "./bus-message.ts";
import type { BusValue } from "./bus-value.ts";

/** A connection to a message bus. What goes wrong on it ends it, and with it every call. */
export interface BusConnection {
  /** The values that a call brings. Calls may be sent before earlier ones are answered. */
  call(call: BusCall): Promise<readonly BusValue[]>;
  close(): void;
}

/** Far longer than the answers that are asked for. */
const LONGEST = 65_536;

/**
 * Connects to a bus on this machine as the user that this process belongs to. Nothing is waited for: what is called meanwhile is
 * sent along with the greeting.
 *
 * @see https://dbus.freedesktop.org/doc/dbus-specification.html#auth-protocol
 */
export function connectToBus(socketPath: string): BusConnection {
  const socket = connect(socketPath);
  const waiting = new Map<number, { resolve(values: readonly BusValue[]): void; reject(error: unknown): void }>();
  let received = Buffer.alloc(0);
  let isGreeted = false;
  let calls = 0;
  let failure: Error | undefined;

  const end = (error: Error): void => {
    failure ??= error;
    socket.destroy();
    for (const { reject } of waiting.values()) {
      reject(failure);
    }
    waiting.clear();
  };

  const readGreeting = (): void => {
    const lineEnd = received.indexOf("\r\n");
    if (lineEnd === -1) {
      return;
    }
    if (!received.toString("latin1", 0, lineEnd).startsWith("OK ")) {
      throw new RangeError("the bus does not let this user in");
    }
    isGreeted = true;
    received = received.subarray(lineEnd + 2);
  };

  const readMessages = (): void => {
    for (let length = measureMessage(received); length !== undefined; length = measureMessage(received)) {
      if (length > LONGEST) {
        throw new RangeError("a message that is too long");
      }
      if (received.length < length) {
        return;
      }
      const reply = decodeReply(received.subarray(0, length));
      received = received.subarray(length);
      const caller = reply === undefined ? undefined : waiting.get(reply.serial);
      if (reply !== undefined && caller !== undefined) {
        waiting.delete(reply.serial);
        if (reply.values === undefined) {
          caller.reject(new Error("the service refused"));
        } else {
          caller.resolve(reply.values);
        }
      }
    }
  };

  socket.on("data", (chunk) => {
    received = Buffer.concat([received, chunk]);
    try {
      if (!isGreeted) {
        readGreeting();
      }
      if (isGreeted) {
        readMessages();
      }
    } catch (error) {
      end(error instanceof Error ? error : new Error("the bus sent what is no message"));
    }
  });
  socket.on("error", end);
  socket.on("close", () => end(new Error("the bus closed the connection")));
  // The first calls go out with the greeting, before this process is busy with something else.
  socket.cork();
  process.nextTick(() => socket.uncork());
  const user = Buffer.from(String(process.geteuid?.())).toString("hex");
  socket.write(`\0AUTH EXTERNAL ${user}\r\nBEGIN\r\n`);

  return {
    call: (call) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) {
          reject(failure);
          return;
        }
        calls += 1;
        waiting.set(calls, { resolve, reject });
        socket.write(encodeCall(call, calls));
      }),
    close: () => end(new Error("the connection was closed")),
  };
}
