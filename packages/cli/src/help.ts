import type { Command, Help } from "commander";
import { commands, mainRun } from "./commands.ts";
import { text } from "./text.ts";

type Row = readonly [term: string, description: string];

const INDENT = "  ";

/** The help of one command: a sentence, how to call it, examples, and only then the options. */
export function formatHelp(command: Command, helper: Help): string {
  const spec = commands.find(({ name }) => name === command.name()) ?? mainRun;
  const isMain = spec === mainRun;
  const sections: readonly (readonly [title: string, body: string])[] = [
    [
      "Usage",
      `${INDENT}${isMain ? "dgt [command]" : ["dgt", spec.name, ...(spec.words === undefined ? [] : [spec.words])].join(" ")} [options]`,
    ],
    ["Examples", spec.examples.map((example) => `${INDENT}${example}`).join("\n")],
    [
      "Commands",
      isMain
        ? drawRows(
            commands.map(({ name, summary }) => [name, summary]),
            helper,
          )
        : "",
    ],
    ["Options", drawRows(spec.options, helper)],
    ["Everywhere", drawRows(readGlobalOptions(command, helper), helper)],
    ["JSON fields", spec.fields === undefined ? "" : drawWords(Object.keys(spec.fields).join(", "), helper)],
    ["More", text.help.more.map((line) => `${INDENT}${line}`).join("\n")],
  ];
  const drawn = sections.filter(([, body]) => body !== "").map(([title, body]) => `${title}:\n${body}`);
  return `${[helper.boxWrap(spec.summary, widthOf(helper)), ...drawn].join("\n\n")}\n`;
}

function readGlobalOptions(command: Command, helper: Help): readonly Row[] {
  return helper.visibleOptions(command.parent ?? command).map(({ flags, description }) => [flags, description]);
}

function drawRows(rows: readonly Row[], helper: Help): string {
  const width = Math.max(0, ...rows.map(([term]) => term.length));
  return rows.map(([term, description]) => helper.formatItem(term, width, description, helper)).join("\n");
}

function drawWords(words: string, helper: Help): string {
  return helper
    .boxWrap(words, widthOf(helper) - INDENT.length)
    .split("\n")
    .map((line) => `${INDENT}${line}`)
    .join("\n");
}

function widthOf(helper: Help): number {
  return helper.helpWidth ?? 80;
}
