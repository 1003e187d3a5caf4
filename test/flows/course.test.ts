import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { runDgt } from "../processes/dgt.ts";
import { runLesson } from "../processes/lesson.ts";
import { runs } from "./course/runs.ts";

// A test starts up to three processes, each of which compiles its TypeScript first.
vi.setConfig({ testTimeout: 120_000 });

const folder = fileURLToPath(new URL("../../lessons", import.meta.url));
const pages = readdirSync(folder).filter((name) => name.endsWith(".md"));
const read = (page: string): string => readFileSync(join(folder, page), "utf8");
const texts = pages.map(read).join("\n");

/** A block that shows a real run, after the comment that names it. */
const shown = /<!-- ((?:drawn|printed) [^>]*) -->\n```(\w+)\n[\s\S]*?```/g;

describe("the course shows what really happens", () => {
  it.each(pages.filter((page) => read(page).match(shown)))("lessons/%s", async (page) => {
    const text = read(page);
    const blocks = new Map<string, string>();
    for (const [block, name = "", language] of text.matchAll(shown)) {
      const run = runs[name] ?? expect.fail(`no run is called "${name}"`);
      blocks.set(block, `<!-- ${name} -->\n\`\`\`${language}\n${(await run()).trimEnd()}\n\`\`\``);
    }
    const renewed = text.replaceAll(shown, (block) => blocks.get(block) ?? block);
    await expect(renewed).toMatchFileSnapshot(join(folder, page));
  });

  it("and shows every run there is, once", () => {
    expect([...texts.matchAll(shown)].map(([, name]) => name).sort()).toEqual(Object.keys(runs).sort());
  });
});

const commands = [...texts.matchAll(/^```sh\n([\s\S]*?)```$/gm)].flatMap(([, block = ""]) => block.trim().split("\n"));

describe("the commands of the course work", () => {
  const known = ["npm ci", "npm run lesson", "cp .env.example .env", "chmod 600 .env"];
  const toGitHub = ["npm run dgt -- login", "npm run dgt -- doctor"];
  const lessons = readdirSync(folder).flatMap(
    (name) => /^(\d|checkpoint-\d|token-manager|dev\S+)\S*\.ts$/.exec(name)?.[1] ?? [],
  );

  it("every lesson and checkpoint has its place in it, and no other is named", () => {
    const named = commands.flatMap((command) => /^npm run lesson (\S+)$/.exec(command)?.[1] ?? []);
    expect(new Set(named)).toEqual(new Set(lessons));
  });

  const tool = commands.flatMap((command) => /^npm run dgt -- (.+)$/.exec(command)?.[1] ?? []);
  it.each([...new Set(tool)].filter((words) => !toGitHub.includes(`npm run dgt -- ${words}`)))(
    "dgt %s",
    async (words) => {
      const args = words.split(/ (?=(?:[^"]*"[^"]*")*[^"]*$)/).map((word) => word.replaceAll('"', ""));
      expect(await runDgt(args)).toMatchObject({ exitCode: 0 });
    },
  );

  it("the doctor compares the two addresses of question 3", async () => {
    const [, registered = "", url = ""] =
      /^GITHUB_REDIRECT_URI=(\S+) npm run dgt -- doctor --offline "(.+)"$/m.exec(texts) ?? [];
    const { stdout } = await runDgt(["doctor", "--offline", url], { env: { GITHUB_REDIRECT_URI: registered } });
    expect(stdout).toMatch(/Redirect URI: used: .*\/callback\/; registered: .*\/callback\n.*exact matching refuses/);
  });

  it("there are no others", () => {
    const others = commands.filter(
      (command) => !/^(?:GITHUB_REDIRECT_URI=\S+ )?npm run (?:lesson|dgt --) /.test(command),
    );
    expect([...new Set(others)].sort()).toEqual([...known].sort());
  });
});

it("the table of mismatches says what checkpoint 3 finds", async () => {
  const rows = [
    ...read("1-authorization-url.md").matchAll(/^\| [^|]+ \| `(\S+)` \| (\w+)[^|]* \| (\w+) \| (\w+) \|$/gm),
  ];
  const { stdout } = await runLesson(["checkpoint-3"]);
  const found = (used: string): string[] =>
    [...stdout.matchAll(/ (http\S+) +(accepted|refused)$/gm)].flatMap(([, uri, word = ""]) =>
      uri === used ? [word] : [],
    );
  expect(rows).toHaveLength(4);
  for (const [, used = "", ...words] of rows) {
    expect(words, used).toEqual(found(used));
  }
});

it("dgt explains every error that the course lists, by either name", async () => {
  const [, table = ""] = /The errors you will meet[^|]*((?:\|.*\n)+)/.exec(read("dev-github-tool.md")) ?? [];
  const { stdout } = await runDgt(["explain", "--json"]);
  const explained = (JSON.parse(stdout) as { entries: { code: string }[] }).entries.map(({ code }) => code);
  const listed = [...table.matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)].map(([, code]) => code);
  expect(listed.length).toBeGreaterThan(8);
  expect(listed.filter((code) => !explained.includes(String(code)))).toEqual([]);
});

it("every chapter is short", () => {
  for (const page of pages) {
    expect(read(page).split("\n").length, page).toBeLessThanOrEqual(160);
  }
});
