import { expect, test, vi } from "vitest";
import { createSandbox, defaultSeed, type SeedRepository } from "../src/index.ts";

const seed = defaultSeed();
const items = seed.repositories.flatMap((repository) => [...repository.issues, ...repository.pullRequests]);

test("the default seed is the same each time it is made, whichever part of it is looked at first", async () => {
  vi.resetModules();
  const again = (await import("../src/index.ts")).defaultSeed();
  expect(again).not.toBe(seed);
  expect(again.repositories.toReversed().map(({ issues }) => issues)).toEqual(
    seed.repositories.toReversed().map(({ issues }) => issues),
  );
  expect(again).toEqual(seed);
});

test("the default seed survives being written as JSON", () => {
  expect(JSON.parse(JSON.stringify(seed))).toEqual(seed);
});

test("the default seed has six people, three organisations, sixty repositories and hundreds of issues and pull requests", () => {
  expect([seed.people.length, seed.organizations.length, seed.repositories.length]).toEqual([6, 3, 60]);
  const count = (of: (repository: SeedRepository) => number) =>
    seed.repositories.reduce((sum, repository) => sum + of(repository), 0);
  expect(count((repository) => repository.issues.length)).toBeGreaterThan(300);
  expect(count((repository) => repository.pullRequests.length)).toBeGreaterThan(600);
  expect(count((repository) => Number(repository.private))).toBeGreaterThan(10);
  expect(count((repository) => Number(repository.archived))).toBeGreaterThan(1);
});

test("the default seed's references lead somewhere, and what has to be unique is", () => {
  const accounts = new Set([...seed.people, ...seed.organizations].map((account) => account.login));
  const names = seed.repositories.map((repository) => `${repository.owner}/${repository.name}`);
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(seed.repositories.map((repository) => repository.id)).size).toBe(names.length);
  for (const repository of seed.repositories) {
    expect(accounts).toContain(repository.owner);
    if (repository.forkOf !== null) expect(names).toContain(repository.forkOf);
    const numbers = [...repository.issues, ...repository.pullRequests].map((item) => item.number);
    expect(new Set(numbers).size).toBe(numbers.length);
    const labels = new Set(repository.labels.map((label) => label.name));
    for (const item of repository.issues) expect(item.labels.every((label) => labels.has(label))).toBe(true);
  }
  for (const item of items) if (item.author !== null) expect(accounts).toContain(item.author);
});

test("nothing in the default seed is newer than its repository, or older than its own beginning", () => {
  for (const repository of seed.repositories) {
    expect(repository.createdAt <= repository.updatedAt).toBe(true);
    for (const item of [...repository.issues, ...repository.pullRequests]) {
      expect([item.createdAt, item.updatedAt, repository.updatedAt]).toEqual(
        [item.createdAt, item.updatedAt, repository.updatedAt].toSorted(),
      );
    }
  }
});

test("the default seed holds what programs stumble over", () => {
  const titles = items.map((item) => item.title).join("\n");
  for (const [what, text] of [
    ["a screen being cleared", "\u001b[2J"],
    ["a hyperlink", "\u001b]8;;"],
    ["a C1 control", "\u009b"],
    ["a right-to-left override", "\u202e"],
    ["emoji", "🐚"],
    ["Arabic", "تعليمات"],
    ["Hebrew", "יומן"],
    ["markup", "<script>"],
  ] as const) {
    expect([what, titles.includes(text)]).toEqual([what, true]);
  }
  expect(items.some((item) => item.author === null)).toBe(true);
  expect(items.some((item) => item.body === null)).toBe(true);
  const named = (name: string) =>
    seed.repositories.find((repository) => `${repository.owner}/${repository.name}` === name);
  expect(named("octo-lena/morning-swim")).toMatchObject({ description: null, language: null });
  expect(named("octo-lena/empty-shell")).toMatchObject({ size: 0, issues: [], pullRequests: [] });
  expect(named("octo-lena/quiet-harbor")?.issues.some((issue) => issue.state === "open")).toBe(false);
  expect(named("octo-lena/quiet-harbor")?.issues.length).toBeGreaterThan(0);
});

test("a seed of one's own replaces the default one, secrets included", async () => {
  const app = { ...seed.apps[0], clientSecret: "f".repeat(40) };
  const sandbox = createSandbox({ seed: { ...seed, repositories: [], apps: [app as (typeof seed.apps)[number]] } });
  expect(sandbox.seed.apps.map((each) => each.clientSecret)).toEqual(["f".repeat(40)]);
  const response = await sandbox.fetch("http://127.0.0.1/api/v3/repos/octo-lena/tide-tables");
  expect(response.status).toBe(404);
});

test("a seed in which nobody could sign in to anything is refused", () => {
  expect(() => createSandbox({ seed: { people: [], apps: seed.apps } })).toThrow("people: nobody could sign in");
  expect(() => createSandbox({ seed: { ...seed, apps: [] } })).toThrow("apps: there would be nothing to sign in to");
});
