import { describe, expect, it } from "vitest";
import { parseHost } from "../src/host.ts";

describe("the host", () => {
  it.each([
    ["github.com", "github.com", "https://github.com"],
    ["GitHub.Example.COM", "github.example.com", "https://github.example.com"],
    ["https://github.example.com/", "github.example.com", "https://github.example.com"],
    ["http://localhost:4000", "localhost:4000", "http://localhost:4000"],
    ["http://[::1]:4000", "[::1]:4000", "http://[::1]:4000"],
  ])("%s", (value, name, baseUrl) => {
    expect(parseHost(value)).toEqual({ name, baseUrl });
  });

  it.each([
    "http://github.com",
    "http://127.0.0.1.evil.test",
    "ftp://github.com",
    "github.com/login",
    "https://github.com?x",
    "https://user:word@github.com",
    "",
    "not a host",
    "javascript://github.com",
  ])("%j is refused", (value) => {
    expect(() => parseHost(value)).toThrow(expect.objectContaining({ name: "UsageError", code: "invalid_value" }));
  });
});
