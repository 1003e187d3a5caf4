import { compare, type Figures } from "./measure.ts";
import type { Workshop } from "./prepare.ts";
import { runProgram } from "./processes.ts";

/** What a program pays for importing the published packages. */
export async function measureImports(workshop: Workshop, rounds: number): Promise<readonly Figures[]> {
  const home = workshop.createHome();
  const time = async (name: string): Promise<number> => (await runProgram([workshop.program(name)], { home })).tookMs;
  return [
    await compare(
      {
        title: "Importing a package, from the start of the process to its end",
        unit: "ms",
        contestants: [
          { name: "empty Node script", run: () => time("empty") },
          {
            name: "@dev-github-tool/oauth",
            run: () => time("import-oauth"),
            budget: { of: "difference", limit: 15 },
          },
          { name: "@dev-github-tool/oauth/loopback", run: () => time("import-loopback") },
          { name: "@dev-github-tool/github", run: () => time("import-github") },
        ],
      },
      rounds,
    ),
  ];
}
