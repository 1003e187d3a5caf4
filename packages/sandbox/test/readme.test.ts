import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createSandbox } from "../src/index.ts";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

test("the README's example is the one that is tested", () => {
  const [, example] = /```ts\n(.*?)```/s.exec(read("../README.md")) ?? [];
  expect(example).toBe(read("./example.test.ts"));
});

test("the README lists the default apps and the switches", () => {
  const readme = read("../README.md");
  for (const { clientId } of createSandbox().seed.apps) expect(readme).toContain(`| \`${clientId}\` |`);
  const switches = [...read("../src/core.ts").matchAll(/readonly (\w+): boolean/g)].map(([, name]) => name);
  expect(switches.length).toBeGreaterThan(1);
  for (const name of switches) expect(readme).toContain(`| \`${name}\` | on |`);
});
