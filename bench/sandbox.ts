import { once } from "node:events";
import { compare, type Figures } from "./measure.ts";
import type { Workshop } from "./prepare.ts";
import { runProgram, startProgram } from "./processes.ts";

const MEGABYTE = 1e6;

/** How soon a sandbox answers, and what it holds of memory then. */
export async function measureSandbox(workshop: Workshop, rounds: number): Promise<readonly Figures[]> {
  const home = workshop.createHome();
  const start = (name: string) => startServer(workshop.program(name), home);
  const create = async (count: number): Promise<number> =>
    Number((await runProgram([workshop.program("create-sandbox"), `${count}`], { home })).stdout);
  return [
    await compare(
      {
        title: "Sandbox, from the start of the process to the first answer",
        unit: "ms",
        contestants: [
          { name: "bare node:http server", run: async () => (await start("bare-server")).tookMs },
          {
            name: "sandbox",
            run: async () => (await start("sandbox-server")).tookMs,
            budget: { of: "value", limit: 300 },
          },
        ],
      },
      rounds,
    ),
    await compare(
      {
        title: "Sandbox, resident memory after the first answer",
        unit: "MB",
        contestants: [
          { name: "bare node:http server", run: async () => (await start("bare-server")).residentBytes / MEGABYTE },
          {
            name: "sandbox",
            run: async () => (await start("sandbox-server")).residentBytes / MEGABYTE,
            budget: { of: "value", limit: 120 },
          },
        ],
      },
      rounds,
    ),
    await compare(
      {
        title: "createSandbox() in process, without a port",
        unit: "ms",
        contestants: [
          { name: "the first of a process", run: () => create(1) },
          { name: "the tenth", run: () => create(10) },
        ],
      },
      rounds,
    ),
  ];
}

async function startServer(program: string, home: string): Promise<{ tookMs: number; residentBytes: number }> {
  const startedAt = performance.now();
  const server = startProgram([program], { home }, ["ignore", "ignore", "inherit", "ipc"]);
  const [url] = await once(server, "message");
  const answer = await fetch(`${url}/login`);
  await answer.arrayBuffer();
  const tookMs = performance.now() - startedAt;
  server.send("memory");
  const [residentBytes] = await once(server, "message");
  server.kill();
  await once(server, "exit");
  return { tookMs, residentBytes };
}
