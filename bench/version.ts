import { compare, type Figures } from "./measure.ts";
import type { Workshop } from "./prepare.ts";
import { runProgram } from "./processes.ts";

/** What the tool costs before it does anything. */
export async function measureVersion(workshop: Workshop, rounds: number): Promise<readonly Figures[]> {
  const home = workshop.createHome();
  const time = async (...args: string[]): Promise<number> => (await runProgram(args, { home })).tookMs;
  return [
    await compare(
      {
        title: "dgt --version, from the start of the process to its end",
        unit: "ms",
        contestants: [
          { name: "empty Node script", run: () => time(workshop.program("empty")) },
          {
            name: "dgt --version",
            run: () => time(workshop.tool, "--version"),
            budget: { of: "difference", limit: 15 },
          },
        ],
      },
      rounds,
    ),
  ];
}
