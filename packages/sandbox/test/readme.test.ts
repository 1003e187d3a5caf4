import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createSandbox } from "../src/index.ts";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

test("the README's examples are those that are tested", () => {
  const examples = [...read("../README.md").matchAll(/```ts\n(.*?)```/gs)].map(([, example]) => example);
  expect(examples).toEqual([read("./example.test.ts"), read("./example-lost-answer.test.ts")]);
});

test("the README lists every part of a token policy and every decision about a refresh", () => {
  const readme = read("../README.md");
  const [policy = ""] = /export interface TokenPolicy.*?\n}/s.exec(read("../src/token-policy.ts")) ?? [];
  const [refusals = ""] = /export type RefreshRefusal.*?;/s.exec(read("../src/token-record.ts")) ?? [];
  const names = [...policy.matchAll(/readonly (\w+)/g), ...refusals.matchAll(/"(\w+)"/g)].map(
    ([, name]) => `\`${name}\``,
  );
  expect(names.length).toBeGreaterThan(8);
  for (const name of names) expect(readme).toContain(name);
});

test("the reference page lists every fault with all that it can be told", () => {
  const [, table = ""] = /\n## Faults\n(.*?)\n## /s.exec(read("../../../docs/sandbox.md")) ?? [];
  const kinds = read("../src/faults/fault.ts");
  const [target = ""] = /export interface FaultTarget.*?\n}/s.exec(kinds) ?? [];
  const [kind = ""] = /export type FaultKind =.*?export type FaultName /s.exec(kinds) ?? [];
  const fields = [...`${target}${kind}`.matchAll(/readonly (\w+)\??:/g)].map(([, name]) => name);
  const faults = [...kind.matchAll(/readonly fault: ([^;}]+)/g)].flatMap(
    ([, names = ""]) => names.match(/(?<=")[\w-]+(?=")/g) ?? [],
  );
  expect(faults.length).toBeGreaterThan(20);
  for (const name of [...fields, ...faults]) expect(table).toContain(`\`${name}`);
});

test("the README lists the default apps", () => {
  const readme = read("../README.md");
  for (const { clientId } of createSandbox().seed.apps) expect(readme).toContain(`| \`${clientId}\` |`);
});
