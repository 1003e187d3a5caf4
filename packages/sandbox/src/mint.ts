import { randomBytes, randomInt } from "node:crypto";

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

function mintBase62(length: number): string {
  return Array.from({ length }, () => base62.charAt(randomInt(base62.length))).join("");
}
