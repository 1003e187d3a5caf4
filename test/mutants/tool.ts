import type { Mutant } from "./mutant.ts";

const cli = "packages/cli/src";
const folder = "packages/cli/test";
const output = `${folder}/output`;

/** What the tool prints, and what it keeps from those it starts. */
export const toolMutants: readonly Mutant[] = [
  {
    threat: "C-19",
    file: `${cli}/network.ts`,
    defence: '    refuseUnverifiedTls(env, "API request");\n',
    without: "    void env;\n",
    folder,
  },
  {
    threat: "C-32",
    file: `${cli}/explain.ts`,
    defence: "      code: error.code,\n      next: advice.next,",
    without: '      code: "failed",\n      next: advice.next,',
    folder,
  },
  {
    threat: "X-18",
    file: `${cli}/host.ts`,
    defence: "if (!isBare || !(",
    without: "if (url === undefined || isBare === (",
  },
  {
    threat: "X-20",
    file: `${cli}/output/draw.ts`,
    defence: "const text = neutralise(span.text);",
    without: "const text = span.text;",
    folder: output,
  },
  {
    threat: "X-20",
    file: `${cli}/output/table.ts`,
    defence: "({ ...span, text: neutralise(span.text) })",
    without: "span",
    folder: output,
  },
  {
    threat: "X-20",
    file: `${cli}/output/draw.ts`,
    defence: "/^https?:\\/\\/[!-~]+$/",
    without: "/^https?:/",
    folder: output,
  },
  {
    threat: "X-21",
    file: `${cli}/output/json.ts`,
    defence: "escapeUnprintable(line)",
    without: "line",
    folder: output,
  },
  {
    threat: "X-22",
    file: `${cli}/output/neutralise.ts`,
    defence: "\\\\p{Zs}]--\\\\p{Default_Ignorable_Code_Point}]",
    without: "\\\\p{Zs}]]",
    folder: output,
  },
  {
    threat: "X-23",
    file: `${cli}/explain.ts`,
    defence: "error instanceof Error ? error.name : typeof error",
    without: "String(error)",
    folder,
  },
  {
    threat: "X-24",
    file: `${cli}/api.ts`,
    defence: "if (!isTokenText(accessToken.reveal())) {",
    without: 'if (accessToken.reveal() === "") {',
    folder,
  },
  {
    threat: "X-27",
    file: `${cli}/environment.ts`,
    defence: ".filter(([name]) => !isSecretName(name))",
    without: "",
    folder,
  },
  {
    threat: "X-27",
    file: `${cli}/context.ts`,
    defence: "    delete process.env[name];\n",
    without: "    void name;\n",
  },
  {
    threat: "C-33",
    file: `${cli}/progressive/widen-sign-in.ts`,
    defence: "if (profile.id !== id) {",
    without: "if (profile.id < 0) {",
    test: "test/flows/allowing-more.test.ts",
    title: "where the wrong person",
  },
];
