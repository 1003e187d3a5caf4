import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createSandbox } from "../src/index.ts";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

test("the README's examples are those that are tested", () => {
  const examples = [...read("../README.md").matchAll(/```ts\n(.*?)```/gs)].map(([, example]) => example);
  expect(examples).toEqual([read("./example.test.ts"), read("./example-lost-answer.test.ts")]);
});

test("the README lists every fault, every part of a token policy and every decision about a refresh", () => {
  const readme = read("../README.md");
  const [faults = ""] = /export type FaultKind =.*?export type Fault /s.exec(read("../src/faults.ts")) ?? [];
  const [policy = ""] = /export interface TokenPolicy.*?\n}/s.exec(read("../src/token-policy.ts")) ?? [];
  const [refusals = ""] = /export type RefreshRefusal.*?;/s.exec(read("../src/token-record.ts")) ?? [];
  const names = [
    ...[...faults.matchAll(/"([a-z]+(?:-[a-z0-9]+)*)"/g)],
    ...[...policy.matchAll(/readonly (\w+)/g)],
    ...[...refusals.matchAll(/"(\w+)"/g)],
  ].map(([, name]) => `\`${name}\``);
  expect(names.length).toBeGreaterThan(15);
  for (const name of names) expect(readme).toContain(name);
});

test("the README lists the default apps", () => {
  const readme = read("../README.md");
  for (const { clientId } of createSandbox().seed.apps) expect(readme).toContain(`| \`${clientId}\` |`);
});
