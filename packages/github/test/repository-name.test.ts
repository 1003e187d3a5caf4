import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GitHubApiError, parseRepositoryName } from "../src/index.ts";

const refused = expect.objectContaining({
  name: "GitHubApiError",
  code: "invalid_repository_name",
  step: "API request",
  status: undefined,
});

it("takes a name apart", () => {
  expect(parseRepositoryName("octocat/Hello-World")).toEqual({
    owner: "octocat",
    name: "Hello-World",
    nameWithOwner: "octocat/Hello-World",
  });
});

it.each(["a/b", "octo-org/.github", "mona_acme/x", "a/..b", "a/b..", "old-/x", `${"a".repeat(39)}/${"b".repeat(100)}`])(
  "accepts %s",
  (text) => {
    expect(parseRepositoryName(text).nameWithOwner).toBe(text);
  },
);

describe("X-43: a name that GitHub cannot have is refused before any request", () => {
  it.each([
    "..",
    "../..",
    "o/..",
    "o/.",
    "../user",
    "o/../user",
    "%2e%2e/%2e%2e/user",
    "o/%2e%2e",
    "o/r?per_page=1#",
    "o/r#",
    "o/r?",
    "o\\..\\..\\user",
    "o/..\\user",
    "o/r%00",
    "o/r\0",
    "@evil.test/x",
    "o@evil.test/x",
    "o:p/x",
    "a b/c",
    "a/b c",
    "a/b\n",
    "a\n/b",
    "o/．．",
    "ｏ/r",
    "o/r\u202e",
    "/r",
    "o/",
    "o",
    "",
    "/",
    "o/r/",
    "o/r/issues",
    "https://github.com/o/r",
    "-o/r",
    "o/r.git",
    "o/r.wiki",
    `${"a".repeat(40)}/r`,
    `o/${"r".repeat(101)}`,
    "x".repeat(300),
  ])("%j", (text) => {
    expect(() => parseRepositoryName(text)).toThrow(refused);
  });
});

describe("whatever the text", () => {
  const hostile = fc.string({ unit: fc.constantFrom(..."ab.-_/\\%2e?#@: \n\0．é"), maxLength: 30 });

  it("the outcome is a parsed name or the one error", () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: "grapheme" })), (text) => {
        try {
          expect(parseRepositoryName(text).nameWithOwner).toBe(text);
        } catch (error) {
          expect(error).toBeInstanceOf(GitHubApiError);
          expect(error).toEqual(refused);
        }
      }),
    );
  });

  it("a parsed name stays where it is put in an address", () => {
    const owner = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/);
    const name = fc.string({ unit: fc.constantFrom(..."abR09._-"), minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(owner, name, (ownerText, nameText) => {
        fc.pre(!/^\.{1,2}$|\.(?:git|wiki)$/.test(nameText));
        const { nameWithOwner } = parseRepositoryName(`${ownerText}/${nameText}`);
        const url = new URL(`https://api.github.com/repos/${nameWithOwner}/issues`);
        expect(url.href).toBe(`https://api.github.com/repos/${ownerText}/${nameText}/issues`);
        expect(url.pathname.split("/")).toHaveLength(5);
      }),
    );
  });
});
