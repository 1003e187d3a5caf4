import { createCipheriv, createHash, randomBytes } from "node:crypto";

/** Where everything random comes from: tokens, codes, secrets, form values, cookies. */
export interface Randomness {
  bytes(count: number): Buffer;
  /** How many bytes were taken so far. */
  readonly position: number;
  /** Goes to a position; with a seed, the same bytes follow there each time. */
  moveTo(position: number): void;
}

const blockBytes = 4096;

/** Drawn in blocks: asking the system for a few bytes costs as much as asking for many. */
export function createRandomness(seed?: string): Randomness {
  const blockAt = seed === undefined ? () => randomBytes(blockBytes) : blocksOf(seed);
  let position = 0;
  let drawn: { readonly index: number; readonly block: Uint8Array } | undefined;
  const blockOf = (place: number): Uint8Array => {
    const index = Math.floor(place / blockBytes);
    if (drawn?.index !== index) drawn = { index, block: blockAt(index) };
    return drawn.block;
  };
  return {
    bytes(count) {
      const taken = Buffer.alloc(count);
      for (let filled = 0; filled < count; ) {
        const start = position % blockBytes;
        const part = blockOf(position).subarray(start, start + count - filled);
        taken.set(part, filled);
        filled += part.length;
        position += part.length;
      }
      return taken;
    },
    get position() {
      return position;
    },
    moveTo(place) {
      position = place;
      // What was drawn before must not come again, unless a seed wants it so.
      drawn = undefined;
    },
  };
}

/** AES in counter mode is a generator whose every block can be had by its number. */
function blocksOf(seed: string): (index: number) => Uint8Array {
  const key = createHash("sha256").update(seed).digest();
  const nothing = new Uint8Array(blockBytes);
  const cipherBlockBytes = 16;
  return (index) => {
    const counter = Buffer.alloc(cipherBlockBytes);
    counter.writeBigUInt64BE(BigInt(index) * BigInt(blockBytes / cipherBlockBytes), cipherBlockBytes / 2);
    return createCipheriv("aes-256-ctr", key, counter).update(nothing);
  };
}
