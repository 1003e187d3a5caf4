import { describe, expect, it } from "vitest";
import { closest } from "../src/closest.ts";

describe("what was probably meant", () => {
  it.each([
    ["isues", "issues"],
    ["issue", "issues"],
    ["titel", "title"],
    ["repositories", undefined],
    ["x", undefined],
  ])("%s", (word, wanted) => {
    expect(closest(word, ["login", "logout", "issues", "prs", "repos", "title"])).toBe(wanted);
  });
});
