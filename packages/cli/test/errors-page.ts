import { steps } from "@dev-github-tool/oauth";
import type { Family } from "../src/catalogue/entry.ts";
import { spokenFamilies, thrownFamilies } from "../src/catalogue/families.ts";
import { differences } from "../src/catalogue/textbook.ts";

const opening = `# Errors

Every error that the packages throw on purpose extends \`DevGitHubError\` and says four things: the **class** (who objected),
the **code** (what happened, stable, safe to switch on), the **step** it happened in, and a message that is a fact. None of them
holds a secret. This page and \`dgt explain CODE\` are made from one catalogue, \`packages/cli/src/catalogue/\`, where the tool's own
words about errors come from too; \`npm run docs:errors\` writes the page anew.

The seven steps: ${steps.join(" · ")}.
`;

const spokenOpening = `## What servers say

The words below are GitHub's or other servers', not codes of the library; \`dgt explain\` knows them all the same.
`;

/** The page that documents the catalogue. */
export function buildErrorsPage(): string {
  return [
    opening,
    section(
      "## The textbook's names and GitHub's",
      "",
      table(
        ["the textbook says", "GitHub really sends"],
        differences.map(({ textbook, github }) => [textbook, github]),
      ),
    ),
    ...thrownFamilies.map((family) => describeFamily(family, "##")),
    spokenOpening,
    ...spokenFamilies.map((family) => describeFamily(family, "###")),
  ].join("\n");
}

function describeFamily({ title, intro, source, entries }: Family, heading: string): string {
  const rows = Object.entries(entries).map(([code, { meaning, fix }]) => [`\`${code}\``, meaning, fix]);
  const seen = source === undefined ? intro : `${intro}\nSee [${source.title}](${source.url}).`;
  return section(`${heading} ${title}`, seen, table(["code", "what happened", "what to do"], rows));
}

function section(heading: string, intro: string, rows: string): string {
  return `${heading}\n\n${intro === "" ? "" : `${intro}\n\n`}${rows}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}
