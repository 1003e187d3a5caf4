// npm run bench                  measures everything
// npm run bench -- NAME          measures one thing
// Options: --rounds 20 is how often each contestant runs; --json FILE also writes the figures to a file.
// Figures and budgets are printed side by side. A figure over its budget is no failure: machines differ.
import { writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { measureAccounts } from "./accounts.ts";
import { measureBomb } from "./bomb.ts";
import { measureDashboard } from "./dashboard.ts";
import { measureEndurance } from "./endurance.ts";
import { measureExplain } from "./explain.ts";
import { measureImports } from "./imports.ts";
import { drawFigures, type Figures } from "./measure.ts";
import { prepareWorkshop, type Workshop } from "./prepare.ts";
import { measureRepos } from "./repos.ts";
import { measureSandbox } from "./sandbox.ts";
import { measureTokens } from "./tokens.ts";
import { measureUnlocking } from "./unlock.ts";
import { measureVersion } from "./version.ts";

const measurements: Readonly<Record<string, (workshop: Workshop, rounds: number) => Promise<readonly Figures[]>>> = {
  version: measureVersion,
  repos: measureRepos,
  unlock: measureUnlocking,
  imports: measureImports,
  dashboard: measureDashboard,
  explain: measureExplain,
  sandbox: measureSandbox,
  endurance: measureEndurance,
  bomb: measureBomb,
  tokens: measureTokens,
  accounts: measureAccounts,
};

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "string" }, rounds: { type: "string", default: "20" } },
  });
  const names = positionals.length > 0 ? positionals : Object.keys(measurements);
  const unknown = names.find((name) => measurements[name] === undefined);
  if (unknown !== undefined) {
    throw new Error(`There is no measurement named ${unknown}; there are ${Object.keys(measurements).join(", ")}.`);
  }
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new Error("--rounds is a number from 1.");
  }
  const workshop = await prepareWorkshop();
  const machine = { node: process.versions.node, platform: process.platform, cores: availableParallelism() };
  const figures: Record<string, readonly Figures[]> = {};
  try {
    console.log(`Node ${machine.node} on ${machine.platform}, ${machine.cores} cores, ${rounds} rounds\n`);
    for (const name of names) {
      figures[name] = (await measurements[name]?.(workshop, rounds)) ?? [];
      // The bench keeps less than one core busy: a load well above 1 is something else, and the figures are not worth much.
      const [load = 0] = loadavg();
      console.log(`${figures[name].map(drawFigures).join("\n\n")}\n(load of the machine: ${load.toFixed(1)})\n`);
    }
  } finally {
    workshop.close();
  }
  if (values.json !== undefined) {
    writeFileSync(
      values.json,
      `${JSON.stringify({ machine, measuredAt: new Date().toISOString(), figures }, null, 2)}\n`,
    );
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
