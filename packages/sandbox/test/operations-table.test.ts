import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withOperations } from "../scripts/operations-table.ts";

const page = readFileSync(new URL("../../../docs/sandbox.md", import.meta.url), "utf8");

test("the table of operations in docs/sandbox.md is what GitHub's description and the routes say", () => {
  expect(page).toBe(withOperations(page));
});

test("a table that lacks an operation, or has one that is not served, is noticed", () => {
  const row = /^\| \[`users\/get-authenticated`\].*\n/m;
  expect(page).toMatch(row);
  expect(withOperations(page.replace(row, ""))).toBe(page);
  expect(withOperations(page.replace(row, (found) => `${found}${found.replace("/user`", "/other`")}`))).toBe(page);
});

test("a page without a place for the table is refused", () => {
  expect(() => withOperations("# Nothing\n")).toThrow("no place for the table");
});
