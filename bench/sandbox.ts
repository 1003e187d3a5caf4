import { once } from "node:events";
import { type Comparison, type Contestant, compare, type Figures } from "./measure.ts";
import type { Workshop } from "./prepare.ts";
import { runProgram, startProgram } from "./processes.ts";
import type { Stage } from "./stage.ts";

const MEGABYTE = 1e6;
const MEBIBYTE_IN_MEGABYTES = 1.048_576;

const sandbox = { name: "sandbox", program: "serve-sandbox" };
const emulate = { name: "emulate, GitHub service", program: "serve-emulate" };
const oidcProvider = { name: "oidc-provider", program: "serve-oidc" };

type Served = typeof sandbox;

interface Load {
  readonly world: number;
  /** What is asked for; without it, people sign in. */
  readonly path?: (stage: Stage) => string | undefined;
  readonly keepsBrowsers?: boolean;
}

/** As many repositories as the lists are asked for; a sign-in happens in the world each server starts with, or a small one. */
const WORLD = { default: 0, small: 1, large: 2000 } as const;

/**
 * What a sandbox costs and carries, beside `emulate`, the nearest stand-in for GitHub, and `oidc-provider`, an authorization
 * server that is none. Every contestant is a process of its own, and so is what asks it.
 */
export async function measureSandbox(workshop: Workshop, rounds: number): Promise<readonly Figures[]> {
  const bench = createBench(workshop);
  // Each run of a load takes seconds, and its figure is itself a mean of thousands.
  const loadRounds = Math.ceil(rounds / 4);
  return [...(await inTurn(bench.ofOneProcess(), rounds)), ...(await inTurn(bench.ofLoads(), loadRounds))];
}

async function inTurn(comparisons: readonly Comparison[], rounds: number): Promise<readonly Figures[]> {
  const figures: Figures[] = [];
  for (const comparison of comparisons) figures.push(await compare(comparison, rounds));
  return figures;
}

function createBench(workshop: Workshop) {
  const home = workshop.createHome();
  const open = async (program: string, world: number) => {
    const startedAt = performance.now();
    const server = startProgram([workshop.program(program), `${world}`], { home }, [
      "ignore",
      "ignore",
      "inherit",
      "ipc",
    ]);
    const [message]: (Stage | string)[] = await once(server, "message");
    const close = async (): Promise<void> => {
      server.kill("SIGKILL");
      await once(server, "exit");
    };
    return { server, startedAt, message, close };
  };

  const start = async (program: string): Promise<{ tookMs: number; residentBytes: number }> => {
    const { server, startedAt, message, close } = await open(program, WORLD.default);
    const answer = await fetch(typeof message === "string" ? message : `${message?.origin}/`);
    await answer.arrayBuffer();
    const tookMs = performance.now() - startedAt;
    server.send("memory");
    const [residentBytes] = await once(server, "message");
    await close();
    return { tookMs, residentBytes };
  };
  const load = async ({ program }: Served, { world, path, keepsBrowsers = false }: Load): Promise<number> => {
    const { message: stage, close } = await open(program, world);
    if (typeof stage !== "object") throw new Error(`${program} does not say where it is`);
    const task = { stage, path: path?.(stage), keepsBrowsers, warmUpMs: 3000, measureMs: 3000 };
    const { stdout } = await runProgram([workshop.program("load"), JSON.stringify(task)], { home });
    await close();
    return Number(stdout);
  };
  const further = async (program: string, ...args: readonly string[]): Promise<number> =>
    Number((await runProgram([workshop.program(program), ...args], { home })).stdout);
  const each = (
    servers: readonly Served[],
    run: (server: Served) => Promise<number>,
    budget: Contestant["budget"],
  ): readonly Contestant[] =>
    servers.map((server) => ({
      name: server.name,
      run: () => run(server),
      budget: server === sandbox ? budget : undefined,
    }));

  return {
    ofOneProcess: (): readonly Comparison[] => [
      {
        title: "From the start of the process to the first answer",
        unit: "ms",
        contestants: [
          { name: "bare node:http server", run: async () => (await start("bare-server")).tookMs },
          ...each([sandbox, emulate, oidcProvider], async ({ program }) => (await start(program)).tookMs, {
            of: "value",
            limit: 150,
          }),
        ],
      },
      {
        title: "Resident memory after the first answer",
        unit: "MB",
        contestants: [
          { name: "bare node:http server", run: async () => (await start("bare-server")).residentBytes / MEGABYTE },
          ...each(
            [sandbox, emulate, oidcProvider],
            async ({ program }) => (await start(program)).residentBytes / MEGABYTE,
            { of: "value", limit: Math.round(80 * MEBIBYTE_IN_MEGABYTES) },
          ),
        ],
      },
      {
        title: "A further instance in one process, to its first answer",
        unit: "ms",
        contestants: [
          {
            name: "sandbox, in process",
            run: () => further("further-sandbox"),
            budget: { of: "value", limit: 5 },
          },
          { name: "sandbox, on a port of its own", run: () => further("further-sandbox", "listening") },
          { name: "emulate, on a port of its own", run: () => further("further-emulate") },
        ],
      },
    ],
    ofLoads: (): readonly Comparison[] => [
      {
        title: "GET /user with a token, 16 connections",
        unit: "/s",
        contestants: each(
          [sandbox, emulate],
          (server) => load(server, { world: WORLD.large, path: ({ userPath }) => userPath }),
          { of: "at-least", limit: 8000 },
        ),
      },
      {
        title: "GET /user/repos?per_page=5 of 2 000 repositories, 16 connections",
        unit: "/s",
        contestants: each(
          [sandbox, emulate],
          (server) => load(server, { world: WORLD.large, path: ({ repositoriesPath }) => repositoriesPath }),
          { of: "at-least", limit: 2000 },
        ),
      },
      {
        title: "Sign-ins in a browser that is signed in, consent, code and token included, 16 at a time",
        unit: "/s",
        contestants: each(
          [sandbox, emulate],
          (server) => load(server, { world: server === emulate ? WORLD.small : WORLD.default, keepsBrowsers: true }),
          { of: "at-least", limit: 800 },
        ),
      },
      {
        title: "Sign-ins by the pages, each in a new browser, code and token included, 16 at a time",
        unit: "/s",
        contestants: each(
          [sandbox, emulate, oidcProvider],
          (server) => load(server, { world: server === emulate ? WORLD.small : WORLD.default }),
          { of: "at-least", limit: 800 },
        ),
      },
    ],
  };
}
