import type { Figures } from "./measure.ts";
import type { Workshop } from "./prepare.ts";
import { runProgram } from "./processes.ts";

/** What a sandbox holds of memory in the long run: once, since it takes minutes. What counts is that it does not grow. */
export async function measureEndurance(workshop: Workshop): Promise<readonly Figures[]> {
  const program = workshop.program("sandbox-endurance");
  const { stdout } = await runProgram(["--expose-gc", program, "10000", "1000000"], { home: workshop.createHome() });
  const { start, signedIn, halfway, end, entries } = JSON.parse(stdout);
  const mb = (value: number): string => `${value.toFixed(1)} MB`;
  const notes = [
    `${mb(start)} of live objects after one sign-in, ${mb(signedIn)} after 10 000,`,
    `${mb(halfway)} after 500 000 requests more, ${mb(end)} after 1 000 000; the journal counts ${entries} requests.`,
  ];
  return [{ title: "What a sandbox holds of memory in the long run", unit: "MB", rounds: 1, rows: [], notes }];
}
