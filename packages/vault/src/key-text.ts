import { randomBytes } from "node:crypto";
import { Secret, TokenStoreError } from "@dev-github-tool/oauth";

const KEY_BYTES = 32;
const HEX = /^[0-9a-f]{64}$/i;
/** 32 bytes in base64, of either alphabet, with or without padding. */
const BASE64 = /^[\w+/-]{43}=?$/;

/** Makes a key for what rests: 32 random bytes, as base64. */
export function createKey(): Secret {
  return new Secret(randomBytes(KEY_BYTES).toString("base64"));
}

/** Takes a text from somewhere for a key, without the spaces and line breaks around it. @throws TokenStoreError `key_missing` */
export function parseKey(text: string): Secret {
  const key = new Secret(text.trim());
  decodeKey(key);
  return key;
}

/** The 32 bytes of a key written as base64 or hexadecimal. @throws TokenStoreError `key_missing` for anything else. */
export function decodeKey(secret: Secret): Buffer {
  const text = secret.reveal();
  const bytes = HEX.test(text) ? Buffer.from(text, "hex") : Buffer.from(BASE64.test(text) ? text : "", "base64");
  if (bytes.length !== KEY_BYTES) {
    throw new TokenStoreError("the key is not 32 bytes in base64 or hexadecimal", { code: "key_missing" });
  }
  return bytes;
}
