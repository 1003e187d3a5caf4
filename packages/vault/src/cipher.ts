import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { type Secret, TokenStoreError } from "@dev-github-tool/oauth";
import { decodeKey } from "./key-text.ts";

const ALGORITHM = "aes-256-gcm";
const FORMAT = 1;
const KEY_ID_BYTES = 8;
/** NIST SP 800-38D, section 8.2.2: a random nonce of 96 bits is good for 2^32 uses of one key. */
const NONCE_BYTES = 12;
const NONCES_AT_ONCE = 100;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES;

/** A key for what rests, with the name that sealed bytes carry so that the key can be found again. */
export interface CipherKey {
  /** Sixteen hexadecimal digits. Says nothing of the key. */
  readonly id: string;
  readonly key: KeyObject;
}

/** What sealed bytes belong to. They open there and nowhere else. */
export type Binding = readonly (string | number)[];

/** @throws TokenStoreError `key_missing` when the text is no key. */
export function createCipherKey(secret: Secret): CipherKey {
  const bytes = decodeKey(secret);
  const id = createHmac("sha256", bytes).update("dgt vault key id").digest("hex");
  return { id: id.slice(0, 2 * KEY_ID_BYTES), key: createSecretKey(bytes) };
}

/** Encrypts and authenticates a text for one place (AES-256-GCM). */
export function seal(text: string, { id, key }: CipherKey, binding: Binding): Buffer {
  const nonce = takeNonce();
  const header = Buffer.concat([Buffer.of(FORMAT), Buffer.from(id, "hex"), nonce]);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(encodeBinding(header, binding));
  return Buffer.concat([header, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
}

let nonces = Buffer.alloc(0);

/** Each part of what the generator gave is used once; asking it costs more than the cipher. */
function takeNonce(): Buffer {
  if (nonces.length === 0) {
    nonces = randomBytes(NONCES_AT_ONCE * NONCE_BYTES);
  }
  const nonce = nonces.subarray(0, NONCE_BYTES);
  nonces = nonces.subarray(NONCE_BYTES);
  return nonce;
}

/** The name of the key that sealed these bytes. @throws TokenStoreError `corrupt` */
export function readKeyId(sealed: Buffer): string {
  if (sealed.length < HEADER_BYTES + TAG_BYTES || sealed[0] !== FORMAT) {
    throw damaged();
  }
  return sealed.toString("hex", 1, 1 + KEY_ID_BYTES);
}

/** Gives back what was sealed. @throws TokenStoreError `corrupt` when a single bit, or the place, is not the same. */
export function unseal(sealed: Buffer, { key }: CipherKey, binding: Binding): string {
  const header = sealed.subarray(0, HEADER_BYTES);
  // The tag is the last sixteen bytes, whole; unless it is told so, Node would take four for a whole one.
  const decipher = createDecipheriv(ALGORITHM, key, header.subarray(-NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(encodeBinding(header, binding));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    const text = decipher.update(sealed.subarray(HEADER_BYTES, -TAG_BYTES));
    // In this mode nothing is left over; the tag is compared here, before anybody sees the text.
    decipher.final();
    return text.toString();
  } catch (error) {
    throw damaged(error);
  }
}

function encodeBinding(header: Buffer, binding: Binding): Buffer {
  return Buffer.concat([header, Buffer.from(JSON.stringify(binding))]);
}

export function damaged(cause?: unknown): TokenStoreError {
  return new TokenStoreError("the record of a sign-in is damaged, or was changed by another program", {
    code: "corrupt",
    cause,
  });
}
