import { inspect } from "node:util";
import { Secret } from "@dev-github-tool/oauth";
import { describe, expect, it } from "vitest";
import { parseHost } from "../src/host.ts";
import { formatSession, parseSession, type Session } from "../src/session-record.ts";
import { createMemoryStore } from "../src/session-store.ts";

describe("what is kept of a sign-in", () => {
  const session: Session = {
    login: "octo-lena",
    id: 1001,
    accessToken: new Secret("a-token"),
    scope: ["read:user"],
    clientId: "Ov23liDgtSandbox0001",
    obtainedAt: 1,
    expiresAt: 2,
    refreshToken: new Secret("another"),
    refreshTokenExpiresAt: 3,
  };

  it("comes back as it went", () => {
    for (const each of [session, { ...session, scope: undefined, expiresAt: undefined, refreshToken: undefined }]) {
      const read = parseSession(formatSession(each));
      expect(read).toMatchObject({
        ...each,
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
    ["another version", formatSession(session).replace('"version":1', '"version":2')],
    ["a token with a line break", formatSession(session).replace("a-token", "a\\r\\ntoken")],
    ["a scope that is no list", formatSession(session).replace('["read:user"]', '"read:user"')],
    ["a time that is no number", formatSession(session).replace('"expiresAt":2', '"expiresAt":"2"')],
  ])("%s is corrupt, and the error quotes none of it", (_, text) => {
    expect(() => parseSession(text)).toThrow(expect.objectContaining({ name: "TokenStoreError", code: "corrupt" }));
    try {
      parseSession(text);
    } catch (error) {
      expect(inspect(error, { showHidden: true })).not.toMatch(/a-token|another/);
    }
  });

  it("is kept per host", async () => {
    const store = createMemoryStore();
    await store.save(parseHost("github.com"), session);
    expect(await store.load(parseHost("github.example.com"))).toBeUndefined();
    expect(await store.load(parseHost("github.com"))).toBe(session);
  });
});
