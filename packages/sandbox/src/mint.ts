import type { Randomness } from "./randomness.ts";

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Returns `digits` random hexadecimal digits; `digits` is even. */
export function mintHex(random: Randomness, digits: number): string {
  return random.bytes(digits / 2).toString("hex");
}

/**
 * Returns a token in GitHub's shape whose checksum cannot be right, so that no secret scanner takes it for a real one.
 *
 * The last six characters of a real token are a CRC-32 in base 62, which never begins above "4"; these begin with "z".
 */
export function mintToken(random: Randomness, prefix: "gho_" | "ghu_" | "ghr_"): string {
  const randomLength = prefix === "ghr_" ? 70 : 30;
  return `${prefix}${mintBase62(random, randomLength)}z${mintBase62(random, 5)}`;
}

/** Returns `length` random letters and digits. */
export function mintBase62(random: Randomness, length: number): string {
  return mintText(random, { alphabet: base62, length });
}

const printable = String.fromCharCode(...Array.from({ length: 0x7f - 0x20 }, (_, index) => 0x20 + index));

/** Returns `length` random characters that can be seen, and spaces (RFC 6749, appendix A: VSCHAR). */
export function mintPrintable(random: Randomness, length: number): string {
  return mintText(random, { alphabet: printable, length });
}

/** Consonants only, so that a code spells no word and is read the same everywhere (RFC 8628, section 6.1). */
const consonants = "BCDFGHJKLMNPQRSTVWXZ";

/** Returns what a person types to connect a device: 34 bits in eight letters, with a hyphen in the middle. */
export function mintUserCode(random: Randomness): string {
  const half = { alphabet: consonants, length: 4 };
  return `${mintText(random, half)}-${mintText(random, half)}`;
}

function mintText(random: Randomness, { alphabet, length }: { alphabet: string; length: number }): string {
  // Bytes from here on are thrown away: their remainders would favour the first characters.
  const evenBytes = 256 - (256 % alphabet.length);
  let text = "";
  while (text.length < length) {
    for (const byte of random.bytes(length - text.length)) {
      if (byte < evenBytes) text += alphabet.charAt(byte % alphabet.length);
    }
  }
  return text;
}
