import { type Encoding, encodingsOf, type Needle } from "./encodings.ts";

const WINDOW = 8;
const BASE = 0x01000193;
const FILTER_BITS = 24;

export interface Finding {
  readonly kind: string;
  readonly encoding: Encoding;
}

/**
 * Looks for thousands of secrets, each in a dozen forms, in one pass: a rolling hash over eight bytes (Rabin and Karp's way)
 * asks a bit filter, and only what passes it is compared byte by byte.
 */
export function createSearch(secrets: readonly { kind: string; value: string }[]): (haystack: Buffer) => Finding[] {
  const filter = new Uint8Array(2 ** (FILTER_BITS - 3));
  const table = new Map<number, (Needle & { kind: string })[]>();
  for (const { kind, value } of secrets) {
    for (const needle of encodingsOf(value)) {
      const hash = hashOf(needle.bytes);
      setBit(filter, hash);
      const sharing = table.get(hash);
      if (sharing === undefined) {
        table.set(hash, [{ ...needle, kind }]);
      } else {
        sharing.push({ ...needle, kind });
      }
    }
  }
  return (haystack) => {
    const findings = new Map<string, Finding>();
    for (const [at, hash] of windowHashes(haystack, filter)) {
      for (const { kind, encoding, bytes } of table.get(hash) ?? []) {
        if (haystack.compare(bytes, 0, bytes.length, at, Math.min(at + bytes.length, haystack.length)) === 0) {
          findings.set(`${kind} ${encoding}`, { kind, encoding });
        }
      }
    }
    return [...findings.values()];
  };
}

function hashOf(bytes: Buffer): number {
  let hash = 0;
  for (let at = 0; at < WINDOW; at += 1) {
    hash = (Math.imul(hash, BASE) + (bytes[at] ?? 0)) | 0;
  }
  return hash;
}

function setBit(filter: Uint8Array, hash: number): void {
  const bit = hash >>> (32 - FILTER_BITS);
  filter[bit >>> 3] = (filter[bit >>> 3] ?? 0) | (1 << (bit & 7));
}

/** The positions whose next eight bytes pass the filter. */
function* windowHashes(haystack: Buffer, filter: Uint8Array): Generator<[at: number, hash: number]> {
  let leaving = 1;
  for (let power = 0; power < WINDOW; power += 1) {
    leaving = Math.imul(leaving, BASE);
  }
  let hash = 0;
  for (let end = 0; end < haystack.length; end += 1) {
    const entered = haystack[end] ?? 0;
    const left = end >= WINDOW ? (haystack[end - WINDOW] ?? 0) : 0;
    hash = (Math.imul(hash, BASE) + entered - Math.imul(left, leaving)) | 0;
    const bit = hash >>> (32 - FILTER_BITS);
    if (end >= WINDOW - 1 && ((filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0) {
      yield [end - WINDOW + 1, hash];
    }
  }
}
