import { inspect } from "node:util";
import { Secret } from "@dev-github-tool/oauth";
import { describe, expect, it } from "vitest";
import { parseSession } from "../src/sign-ins/former-record.ts";

describe("what earlier versions kept of a sign-in", () => {
  const session = {
    version: 1,
    login: "octo-lena",
    id: 1001,
    accessToken: "a-token",
    scope: ["read:user"],
    clientId: "Ov23liDgtSandbox0001",
    obtainedAt: 1,
    expiresAt: 2,
    refreshToken: "another",
    refreshTokenExpiresAt: 3,
  };

  it("is read as it was written", () => {
    for (const each of [session, { ...session, scope: undefined, expiresAt: undefined, refreshToken: undefined }]) {
      const { version, ...written } = each;
      const read = parseSession(JSON.stringify(each));
      expect(read).toMatchObject({
        ...written,
        accessToken: expect.any(Secret),
        refreshToken: each.refreshToken && expect.any(Secret),
      });
      expect(read.accessToken.reveal()).toBe("a-token");
    }
  });

  it.each([
    ["nothing", ""],
    ["no JSON", "{"],
    ["something else", "[]"],
    ["null", "null"],
    ["another version", JSON.stringify(session).replace('"version":1', '"version":2')],
    ["a token with a line break", JSON.stringify(session).replace("a-token", "a\\r\\ntoken")],
    ["a scope that is no list", JSON.stringify(session).replace('["read:user"]', '"read:user"')],
    ["a time that is no number", JSON.stringify(session).replace('"expiresAt":2', '"expiresAt":"2"')],
  ])("%s is corrupt, and the error quotes none of it", (_, text) => {
    expect(() => parseSession(text)).toThrow(expect.objectContaining({ name: "TokenStoreError", code: "corrupt" }));
    try {
      parseSession(text);
    } catch (error) {
      expect(inspect(error, { showHidden: true })).not.toMatch(/a-token|another/);
    }
  });
});
