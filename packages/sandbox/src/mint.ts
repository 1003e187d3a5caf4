import { randomBytes } from "node:crypto";

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Returns `digits` random hexadecimal digits; `digits` is even. */
export function mintHex(digits: number): string {
  return randomBytes(digits / 2).toString("hex");
}

/**
 * Returns a token in GitHub's shape whose checksum cannot be right, so that no secret scanner takes it for a real one.
 *
 * The last six characters of a real token are a CRC-32 in base 62, which never begins above "4"; these begin with "z".
 */
export function mintToken(prefix: "gho_" | "ghu_" | "ghr_"): string {
  const randomLength = prefix === "ghr_" ? 70 : 30;
  return `${prefix}${mintBase62(randomLength)}z${mintBase62(5)}`;
}

/** Bytes from here on are thrown away: their remainders would favour the first characters. */
const evenBytes = 256 - (256 % base62.length);

function mintBase62(length: number): string {
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length - text.length)) {
      if (byte < evenBytes) text += base62.charAt(byte % base62.length);
    }
  }
  return text;
}
