import { expect, test } from "vitest";
import { encodingsOf } from "./encodings.ts";
import { createSearch } from "./search.ts";

// A shape like a token's, with every class of character, so that each encoding changes it.
const SECRET = `gho_${"A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"}`;
const search = createSearch([{ kind: "access token", value: SECRET }]);
const findIn = (text: string): string[] => search(Buffer.from(text)).map((finding) => finding.encoding);

test.for([
  ["raw", SECRET],
  ["URL-encoded", [...Buffer.from(SECRET)].map((byte) => `%${byte.toString(16)}`).join("")],
  ["URL-encoded", [...Buffer.from(SECRET)].map((byte) => `%${byte.toString(16).toUpperCase()}`).join("")],
  ["base64", Buffer.from(SECRET).toString("base64")],
  ["base64", Buffer.from(`a${SECRET}z`).toString("base64")],
  ["base64", Buffer.from(`ab${SECRET}yz`).toString("base64url")],
  ["base64", Buffer.from(`id:${SECRET}`).toString("base64")],
  ["hex", Buffer.from(SECRET).toString("hex")],
  ["hex", Buffer.from(SECRET).toString("hex").toUpperCase()],
  ["reversed", [...SECRET].reverse().join("")],
  ["fragment", `${SECRET.slice(4, 12)}...`],
  ["fragment", `${SECRET.slice(0, 20)}\n${SECRET.slice(20)}`],
] as const)("finds a secret that is %s", ([encoding, form]) => {
  expect(findIn(`before ${form} after`)).toContain(encoding);
  expect(findIn(form)).toContain(encoding);
});

test("finds nothing in text without the secret", () => {
  expect(findIn(`gho_ [secret] ${Buffer.from("another").toString("base64")} `.repeat(10_000))).toEqual([]);
});

test("finds each of thousands of secrets in megabytes of text within seconds", () => {
  const secrets = Array.from({ length: 4_000 }, (_, at) => ({
    kind: `${at}`,
    value: `${at}`.padStart(6, "x").repeat(6),
  }));
  const noise = Buffer.from("the quick brown fox 0123456789 ".repeat(300_000));
  const startedAt = performance.now();
  const findings = createSearch(secrets)(Buffer.concat([noise, Buffer.from(secrets.map((s) => s.value).join(" "))]));
  const tookMs = performance.now() - startedAt;
  expect(new Set(findings.filter((f) => f.encoding === "raw").map((f) => f.kind)).size).toBe(4_000);
  expect(tookMs).toBeLessThan(5_000);
});

test("does not take the start of a masked token, nor a word a secret contains, for the secret", () => {
  expect(encodingsOf("correct-horse-battery-staple").map((needle) => needle.encoding)).not.toContain("fragment");
  expect(findIn("gho_A1b…")).toEqual([]);
});
