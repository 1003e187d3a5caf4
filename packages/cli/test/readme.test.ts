import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { commands } from "../src/commands.ts";
import { exitCodes } from "../src/exit-codes.ts";
import { text } from "../src/text.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

it("the README lists every command, and no other", () => {
  const listed = [...readme.matchAll(/^\| `dgt ?([a-z]*)` \| [^`]/gm)]
    .map(([, name]) => name)
    .filter((name) => name !== "");
  expect(listed).toEqual(commands.map(({ name }) => name));
});

it("the README lists the fields of every list as --json prints them", () => {
  for (const { name, fields } of commands) {
    if (fields !== undefined) {
      const names = Object.keys(fields).map((field) => `\`${field}\``);
      expect(readme).toContain(`| \`dgt ${name}\` | ${names.join(", ")} |`);
    }
  }
});

it("the README and the help have the exit codes the tool ends with, in the same words", () => {
  const listed = [...readme.matchAll(/^\| (\d+) \| (.+) \|$/gm)].map(([, code, meaning]) => [Number(code), meaning]);
  expect(listed.map(([code]) => code)).toEqual(Object.values(exitCodes));
  for (const [code, meaning] of listed) {
    expect(text.help.exitCodes).toMatch(new RegExp(`^ +${code} +${meaning}$`, "m"));
  }
});
