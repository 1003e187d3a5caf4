// Messages of a D-Bus connection: https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol-messages
import { aligned, type BusValue, marshal, unmarshal } from "./bus-value.ts";

/** A call of one method. */
export interface BusCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  /** The types of the arguments. */
  readonly signature?: string | undefined;
  readonly values?: readonly BusValue[] | undefined;
}

/** An answer to a call. */
export interface BusReply {
  /** The number of the call. */
  readonly serial: number;
  /** What it brought; undefined for an error. */
  readonly values: readonly BusValue[] | undefined;
}

const LITTLE_ENDIAN = "l".charCodeAt(0);
const METHOD_CALL = 1;
const METHOD_RETURN = 2;
const VERSION = 1;
const HEADER = "yyyyuua(yv)";
/** The header up to and with the length of its fields. */
const FIXED_BYTES = 16;
const field = { path: 1, interface: 2, member: 3, replySerial: 5, destination: 6, signature: 8 } as const;

export function encodeCall(call: BusCall, serial: number): Buffer {
  const { signature = "", values = [] } = call;
  const body = marshal(signature, values);
  const fields: BusValue[] = [
    [field.path, ["o", call.path]],
    [field.interface, ["s", call.interface]],
    [field.member, ["s", call.member]],
    [field.destination, ["s", call.destination]],
    ...(signature === "" ? [] : [[field.signature, ["g", signature]]]),
  ];
  const header = marshal(HEADER, [LITTLE_ENDIAN, METHOD_CALL, 0, VERSION, body.length, serial, fields]);
  return Buffer.concat([header, Buffer.alloc(aligned(header.length, 8) - header.length), body]);
}

/** How long the message is that begins here; undefined before so much of it has come that this can be said. */
export function measureMessage(bytes: Buffer): number | undefined {
  return bytes.length < FIXED_BYTES
    ? undefined
    : aligned(FIXED_BYTES + bytes.readUInt32LE(12), 8) + bytes.readUInt32LE(4);
}

/** The answer that a whole message is; undefined for a message of another kind. @throws RangeError for what is no message. */
export function decodeReply(message: Buffer): BusReply | undefined {
  if (message[0] !== LITTLE_ENDIAN) {
    throw new RangeError("a message of another byte order");
  }
  const [, type, , , , , fields] = unmarshal(HEADER, message);
  const known = new Map(fields as readonly [number, readonly [string, BusValue]][]);
  const serial = known.get(field.replySerial)?.[1];
  if (typeof serial !== "number") {
    return undefined;
  }
  const body = message.subarray(aligned(FIXED_BYTES + message.readUInt32LE(12), 8));
  const signature = known.get(field.signature)?.[1] ?? "";
  return { serial, values: type === METHOD_RETURN ? unmarshal(String(signature), body) : undefined };
}
