import { Secret } from "@dev-github-tool/oauth";
import { describe, expect, test } from "vitest";
import { createCipherKey, readKeyId, seal, unseal } from "../src/cipher.ts";
import { createKey } from "../src/index.ts";

const TAG_BYTES = 16;
const key = createCipherKey(createKey());
const binding = [1, "https://github.com", "client", "octocat", "tokens"];
const corrupt = expect.objectContaining({ name: "TokenStoreError", code: "corrupt" });

test("what was sealed opens again, and nothing of it shows", () => {
  const sealed = seal("a text with ü", key, binding);
  expect(unseal(sealed, key, binding)).toBe("a text with ü");
  expect(sealed.includes("text")).toBe(false);
  expect(readKeyId(sealed)).toBe(key.id);
});

test.for(Array.from({ length: TAG_BYTES }, (_, length) => length))(
  "S-02: a tag cut down to %i bytes is refused",
  (length) => {
    const sealed = seal("text", key, binding);
    const cut = sealed.subarray(0, sealed.length - TAG_BYTES + length);
    expect(() => {
      readKeyId(cut);
      unseal(cut, key, binding);
    }).toThrow(corrupt);
  },
);

test("S-02: a short tag in the place of a whole one is refused, text or no text", () => {
  for (const text of ["", "text"]) {
    const sealed = seal(text, key, binding);
    for (let length = 0; length < TAG_BYTES; length += 1) {
      const short = Buffer.concat([
        sealed.subarray(0, -TAG_BYTES),
        sealed.subarray(-TAG_BYTES, sealed.length - TAG_BYTES + length),
      ]);
      expect(() => unseal(short, key, binding)).toThrow(corrupt);
    }
  }
});

test("S-03: no nonce comes twice in a hundred thousand", () => {
  const nonces = new Set<string>();
  for (let at = 0; at < 100_000; at += 1) {
    nonces.add(seal("", key, []).toString("hex", 9, 21));
  }
  expect(nonces.size).toBe(100_000);
});

test.for(binding.map((_, at) => at))("S-05: what was sealed for one place does not open at another (part %i)", (at) => {
  const sealed = seal("text", key, binding);
  const elsewhere = binding.map((part, index) => (index === at ? `${part}x` : part));
  expect(() => unseal(sealed, key, elsewhere)).toThrow(corrupt);
});

test("S-05: places whose parts only run together alike are different places", () => {
  expect(() => unseal(seal("text", key, ["ab", "c"]), key, ["a", "bc"])).toThrow(corrupt);
});

test("S-04: another key does not open it", () => {
  expect(() => unseal(seal("text", key, binding), createCipherKey(createKey()), binding)).toThrow(corrupt);
});

describe("a key", () => {
  const bytes = Buffer.from(Array.from({ length: 32 }, (_, at) => at * 8 + 3));

  test("is the same in base64, in either alphabet, padded or not, and in hexadecimal", () => {
    const texts = [
      bytes.toString("base64"),
      bytes.toString("base64url"),
      bytes.toString("base64").replace("=", ""),
      bytes.toString("hex"),
      bytes.toString("hex").toUpperCase(),
    ];
    expect(new Set(texts.map((text) => createCipherKey(new Secret(text)).id)).size).toBe(1);
  });

  test.for([
    "",
    "password",
    bytes.subarray(1).toString("base64"),
    bytes.subarray(1).toString("hex"),
    Buffer.alloc(33).toString("base64"),
    `${bytes.toString("base64")}\n`,
    bytes.toString("hex").replace("0", "g"),
    "é".repeat(43),
  ])("that is not exactly 32 bytes is none, and is not quoted: %j", (text) => {
    const making = (): unknown => createCipherKey(new Secret(text));
    expect(making).toThrow(expect.objectContaining({ code: "key_missing" }));
    expect(making).toThrow(/^the key is not 32 bytes in base64 or hexadecimal$/);
  });
});
