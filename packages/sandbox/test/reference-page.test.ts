import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { environmentOf } from "../src/command-line/environment.ts";
import { controlOperations } from "../src/control/operations.ts";
import { readSeed, startSandbox } from "../src/index.ts";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const page = read("../../../docs/sandbox.md");

/** A section of the reference page, without its title. */
function section(title: string): string {
  const [, text = ""] = new RegExp(`\n## ${title}\n(.*?)(?:\n## |$)`, "s").exec(page) ?? [];
  return text;
}

test("the reference page names every operation of the control API with its fields", () => {
  const text = section("Control");
  for (const { name, fields } of controlOperations) {
    expect(text).toContain(`\`${name}\``);
    if (name === "faults/add" || name.startsWith("journal")) continue;
    for (const [field, type] of Object.entries(fields)) {
      expect(text).toContain(`\`${field}${type.endsWith("?") ? "?" : ""}\``);
    }
  }
});

test("the reference page names every option of the command line and every variable it prints", async () => {
  const text = section("Control");
  const [, flags = ""] = /const flags = \{(.*?)\n\} as const/s.exec(read("../src/command-line/options.ts")) ?? [];
  const options = [...flags.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name);
  expect(options.length).toBeGreaterThan(10);
  for (const name of options.filter((each) => each !== "help" && each !== "version"))
    expect(text).toContain(`--${name}`);
  const github = await startSandbox({ tls: true });
  const places = [
    { socket: "s", authorityFile: undefined },
    { socket: undefined, authorityFile: "f" },
  ];
  await github.close();
  const plain = { ...github, authority: undefined };
  const groups = [
    ...places.flatMap((place) => environmentOf(github, place)),
    ...environmentOf(plain, places[1] as never),
  ];
  for (const { variables } of groups) for (const name of Object.keys(variables)) expect(text).toContain(`\`${name}\``);
});

test("the reference page names every field of a journal's entry", () => {
  const text = section("Journal");
  const [entry = ""] = /export interface JournalEntry.*?\n}/s.exec(read("../src/journal.ts")) ?? [];
  const fields = [...entry.matchAll(/readonly (\w+)\??:/g)].map(([, name]) => name);
  expect(fields.length).toBeGreaterThan(14);
  for (const name of fields) expect(text).toContain(`\`${name}\``);
});

test("the reference page names every field of a seed, and its smallest seed is one", () => {
  const text = section("Seed");
  const sources = ["seed", "seed-accounts", "seed-repository", "seed-items"].map((name) => read(`../src/${name}.ts`));
  const shapes = [...sources.join("\n").matchAll(/export interface (Seed\w*) .*?\n}/gs)];
  const inner = /^Seed(?:Email|Notification|Comment|Milestone|Branch|Commit|Contributor|Callback)$/;
  const own = shapes.filter(([, name = ""]) => !inner.test(name)).map(([shape]) => shape);
  const fields = [...own.join("\n").matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, name = ""]) => name);
  expect(fields.length).toBeGreaterThan(60);
  for (const name of fields) expect(text).toMatch(new RegExp(`\\b${name}\\b`));
  const [, smallest = ""] = /```json\n(.*?)```/s.exec(text) ?? [];
  expect(readSeed(JSON.parse(smallest)).people).toHaveLength(1);
});
