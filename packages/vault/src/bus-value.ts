// Values as they go over a D-Bus connection, little-endian, of the types that the keyring's calls are made of.
// https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol-marshaling

/** A value of a D-Bus type: a dictionary is an array of pairs, a variant the pair of its type and its value. */
export type BusValue = number | string | readonly BusValue[];

/** The next offset at which a value of this alignment may begin. */
export function aligned(offset: number, alignment: number): number {
  return Math.ceil(offset / alignment) * alignment;
}

function alignmentOf(type: string): number {
  return /^[({]/.test(type) ? 8 : /^[usoa]/.test(type) ? 4 : 1;
}

/** The complete types that a signature is made of. */
function splitTypes(signature: string): string[] {
  const types: string[] = [];
  let rest = signature;
  while (rest !== "") {
    const length = measureType(rest);
    types.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return types;
}

function measureType(signature: string): number {
  let depth = 0;
  for (const [index, letter] of [...signature].entries()) {
    depth += /[({]/.test(letter) ? 1 : /[)}]/.test(letter) ? -1 : 0;
    if (depth === 0 && letter !== "a") {
      return index + 1;
    }
  }
  throw new RangeError("a type that does not end");
}

/** The bytes of values, by the types of a signature. */
export function marshal(signature: string, values: readonly BusValue[]): Buffer {
  const bytes: number[] = [];
  const align = (alignment: number): void => {
    bytes.push(...new Array<number>(aligned(bytes.length, alignment) - bytes.length).fill(0));
  };
  const encode = (value: number): Buffer => {
    const four = Buffer.alloc(4);
    four.writeUInt32LE(value);
    return four;
  };
  const put = (type: string, value: BusValue): void => {
    align(alignmentOf(type));
    if (typeof value === "number") {
      bytes.push(...(type === "y" ? [value] : encode(value)));
    } else if (typeof value === "string") {
      const text = Buffer.from(value);
      bytes.push(...(type === "g" ? [text.length] : encode(text.length)), ...text, 0);
    } else if (type === "v") {
      const [inner, content] = value as readonly [string, BusValue];
      put("g", inner);
      put(inner, content);
    } else if (type.startsWith("a")) {
      const element = type.slice(1);
      const lengthAt = bytes.length;
      bytes.push(...encode(0));
      align(alignmentOf(element));
      const startsAt = bytes.length;
      for (const each of value) {
        put(element, each);
      }
      bytes.splice(lengthAt, 4, ...encode(bytes.length - startsAt));
    } else {
      for (const [index, inner] of splitTypes(type.slice(1, -1)).entries()) {
        put(inner, value[index] ?? "");
      }
    }
  };
  put(`(${signature})`, values);
  return Buffer.from(bytes);
}

/** The values in bytes, by the types of a signature. @throws RangeError when they end too soon. */
export function unmarshal(signature: string, bytes: Buffer): readonly BusValue[] {
  let offset = 0;
  const take = (count: number): Buffer => {
    if (offset + count > bytes.length) {
      throw new RangeError("a message that ends too soon");
    }
    offset += count;
    return bytes.subarray(offset - count, offset);
  };
  const takeText = (length: number): string => take(length + 1).toString("utf8", 0, length);
  const get = (type: string): BusValue => {
    offset = aligned(offset, alignmentOf(type));
    switch (type[0]) {
      case "y":
        return take(1).readUInt8();
      case "u":
        return take(4).readUInt32LE();
      case "s":
      case "o":
        return takeText(take(4).readUInt32LE());
      case "g":
        return takeText(take(1).readUInt8());
      case "v": {
        const inner = takeText(take(1).readUInt8());
        return [inner, get(inner)];
      }
      case "a": {
        const length = take(4).readUInt32LE();
        offset = aligned(offset, alignmentOf(type.slice(1)));
        const end = offset + length;
        const elements: BusValue[] = [];
        while (offset < end) {
          elements.push(get(type.slice(1)));
        }
        return elements;
      }
      case "(":
      case "{":
        return splitTypes(type.slice(1, -1)).map(get);
      default:
        throw new RangeError(`a value of the type ${type}`);
    }
  };
  return splitTypes(signature).map(get);
}
