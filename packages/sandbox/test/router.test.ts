import { expect, test } from "vitest";
import { createRouter } from "../src/router.ts";

const find = createRouter([
  { name: "root", method: "GET", paths: ["/"] },
  { name: "repository", method: "GET", paths: ["/repos/:owner/:repo", "/repositories/:id{[0-9]+}"] },
  { name: "own", method: "GET", paths: ["/repositories/mine"] },
  { name: "new app", method: "GET", paths: ["/apps/new"] },
  { name: "app", method: "GET", paths: ["/apps/:slug"] },
  { name: "install", method: "POST", paths: ["/apps/:slug"] },
]);

const found = (method: string, path: string) => {
  const { target, params } = find(method, path) ?? {};
  return [target?.name, params];
};

test("a path finds its target, with the named parts decoded", () => {
  expect(found("GET", "/")).toEqual(["root", {}]);
  expect(found("GET", "/repos/octo-lena/a%20b")).toEqual(["repository", { owner: "octo-lena", repo: "a b" }]);
  expect(found("GET", "/repos/octo-lena/a%2Fb")).toEqual(["repository", { owner: "octo-lena", repo: "a/b" }]);
  expect(found("GET", "/repos/octo-lena/.github.io")).toEqual([
    "repository",
    { owner: "octo-lena", repo: ".github.io" },
  ]);
  expect(found("GET", "/repositories/42")).toEqual(["repository", { id: "42" }]);
});

test("what cannot be decoded is taken as it stands", () => {
  expect(found("GET", "/apps/100%")).toEqual(["app", { slug: "100%" }]);
});

test("of two that match the first is found, and methods are told apart", () => {
  expect(found("GET", "/apps/new")).toEqual(["new app", {}]);
  expect(found("GET", "/repositories/mine")).toEqual(["own", {}]);
  expect(found("GET", "/apps/newer")).toEqual(["app", { slug: "newer" }]);
  expect(found("POST", "/apps/new")).toEqual(["install", { slug: "new" }]);
});

test.each([
  ["GET", "/repos/octo-lena"],
  ["GET", "/repos/octo-lena/one/more"],
  ["GET", "/repos/octo-lena/"],
  ["GET", "/repos//one"],
  ["GET", "/repositories/42x"],
  ["GET", "/repositories/x42"],
  ["GET", "/Repos/octo-lena/one"],
  ["GET", ""],
  ["GET", "/constructor"],
  ["DELETE", "/"],
  ["constructor", "/"],
])("%s %s finds nothing", (method, path) => {
  expect(find(method, path)).toBeUndefined();
});
