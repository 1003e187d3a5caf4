import { inspect } from "node:util";
import { maskOccurrences, maskSecret, Secret } from "@dev-github-tool/oauth";
import { describe, expect, it } from "vitest";
import { plant } from "../../../test/canary/ledger.ts";

describe("a secret cannot print itself", () => {
  const value = plant("access token");
  const secret = new Secret(value);
  it.each([
    ["in a template", () => `${secret}`],
    ["added to a string", () => `${String(secret)}${secret.toString()}`],
    ["as JSON", () => JSON.stringify({ secret, list: [secret] })],
    ["inspected, hidden members included", () => inspect({ secret }, { showHidden: true, depth: 10 })],
    ["spread", () => inspect({ ...secret })],
    ["in an error's cause", () => inspect(new Error("x", { cause: secret }))],
    ["by its own names", () => Reflect.ownKeys(secret).map(String).join()],
  ])("%s", (_name, print) => {
    expect(print()).not.toContain(value);
  });
  it("and reveals itself when asked", () => {
    expect(secret.reveal()).toBe(value);
  });
});

describe("masking shows the documented prefix and the length, nothing else", () => {
  it.each([
    ["gho_", 40],
    ["ghu_", 40],
    ["ghr_", 80],
    ["ghs_", 40],
    ["ghp_", 40],
    ["github_pat_", 93],
  ])("%s", (prefix, length) => {
    expect(maskSecret(prefix.padEnd(length, "x"))).toBe(`${prefix}… (${length} characters)`);
  });
  it.each(["abcdef0123456789abcd", "ghx_abc", "GHO_abc", ""])("no prefix of %j", (value) => {
    expect(maskSecret(value)).toBe(`… (${value.length} characters)`);
  });
  it("a mark tells equal values apart from others", () => {
    expect(maskSecret("abc", "#7f3a")).toBe("… (3 characters, #7f3a)");
  });
});

describe("occurrences in text from elsewhere are masked", () => {
  it("in the clear and URL-encoded, as often as they occur", () => {
    const secret = new Secret("a+b/c d=$&.*");
    const text = `x ${secret.reveal()} y ${encodeURIComponent(secret.reveal())} z ${secret.reveal()}`;
    expect(maskOccurrences(text, [secret, undefined])).toBe(
      "x … (12 characters) y … (24 characters) z … (12 characters)",
    );
  });
  it("words too short to be secrets are left alone", () => {
    expect(maskOccurrences("bad_verification_code", [new Secret("c"), new Secret("")])).toBe("bad_verification_code");
  });
});
