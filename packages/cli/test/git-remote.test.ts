import { describe, expect, it } from "vitest";
import { parseRemote } from "../src/git.ts";
import { parseHost } from "../src/host.ts";

describe("the remote of a clone", () => {
  const host = parseHost("github.com");
  it.each([
    ["https://github.com/octo-lena/tide-tables.git", "octo-lena/tide-tables"],
    ["https://github.com/octo-lena/tide-tables", "octo-lena/tide-tables"],
    ["https://someone@github.com/octo-lena/tide-tables/", "octo-lena/tide-tables"],
    ["git@github.com:octo-lena/tide-tables.git", "octo-lena/tide-tables"],
    ["ssh://git@github.com:22/octo-lena/tide-tables.git", "octo-lena/tide-tables"],
    ["git@github.com:octo-lena/tide.tables.js.git", "octo-lena/tide.tables.js"],
    ["https://github.com.evil.test/octo-lena/tide-tables.git", undefined],
    ["https://evil.test/github.com/tide-tables.git", undefined],
    ["https://github.com@evil.test/octo-lena/tide-tables.git", undefined],
    ["https://github.com/octo-lena/a/b", undefined],
    ["git@elsewhere.example:octo-lena/tide-tables.git", undefined],
    ["../tide-tables", undefined],
    ["C:\\work\\tide-tables", undefined],
    ["", undefined],
  ])("%s", (remote, wanted) => {
    expect(parseRemote(remote, host)).toBe(wanted);
  });

  it("of a server with a port is recognised by host and port, or by host over ssh", () => {
    const server = parseHost("http://127.0.0.1:8080");
    expect(parseRemote("http://127.0.0.1:8080/a/b.git", server)).toBe("a/b");
    expect(parseRemote("http://127.0.0.1:9090/a/b.git", server)).toBeUndefined();
    expect(parseRemote("git@127.0.0.1:a/b.git", server)).toBe("a/b");
  });
});
