import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");

const documents = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"],
  ...readdirSync(join(root, "docs")).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
  ...readdirSync(join(root, "docs/adr")).map((name) => `docs/adr/${name}`),
  ...readdirSync(join(root, "lessons")).flatMap((name) => (name.endsWith(".md") ? [`lessons/${name}`] : [])),
  ...readdirSync(join(root, "packages")).map((name) => `packages/${name}/README.md`),
];

it("the README's programs stand, line by line, in a lesson that the tests run", () => {
  const lessons = readdirSync(join(root, "lessons")).filter((name) => name.endsWith(".ts"));
  const programs = [...read("README.md").matchAll(/```ts\n([\s\S]*?)```/g)].map(([, program = ""]) => program);
  expect(programs.length).toBeGreaterThan(0);
  for (const program of programs) {
    expect(lessons.filter((lesson) => read(`lessons/${lesson}`).includes(program))).toHaveLength(1);
  }
});

it("the README has at most 150 lines", () => {
  expect(read("README.md").split("\n").length).toBeLessThanOrEqual(151);
});

describe("every relative link of a document leads to a file", () => {
  it.each(documents)("%s", (document) => {
    const links = [...read(document).matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map(([, link = ""]) => link);
    for (const link of links) {
      expect(existsSync(join(root, dirname(document), link)), `${document} links to ${link}`).toBe(true);
    }
  });
});

it("every script the documents name exists", () => {
  const { scripts } = JSON.parse(read("package.json"));
  const named = documents.flatMap((document) =>
    [...read(document).matchAll(/npm run ([\w:-]+)/g)].map(([, name = ""]) => name),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
