import { setTimeout as wait } from "node:timers/promises";
import { createSandbox } from "@dev-github-tool/sandbox";
import { compare, type Figures } from "./measure.ts";
import type { Workshop } from "./prepare.ts";
import { readOutput, startProgram } from "./processes.ts";
import { approve, bringBack, readAuthorizationUrl } from "./sign-in.ts";
import { openSlowNetwork } from "./slow-network.ts";

const REPOSITORY = "octo-lena/tide-tables";
/** Longer than the tool counts on a connection to stay open unused. */
const SLOW_PERSON_MS = 4_000;

/** From the moment the browser comes back with the code to the last line of the dashboard, over a slow network. */
export async function measureDashboard(workshop: Workshop, rounds: number): Promise<readonly Figures[]> {
  const sandbox = createSandbox();
  const [app] = sandbox.seed.apps;
  const [person] = sandbox.seed.people;
  if (app === undefined || person === undefined) {
    throw new Error("the sandbox has no app or no person");
  }
  const network = await openSlowNetwork(sandbox.fetch, { connectionMs: 60, requestMs: 80 });
  const credentials = { GITHUB_CLIENT_ID: app.clientId, GITHUB_CLIENT_SECRET: app.clientSecret };
  const notes = new Map<string, string>();
  const run = async (name: string, args: readonly string[], readingMs = 0): Promise<number> => {
    const child = startProgram(args, { home: workshop.createHome(), env: credentials });
    const finished = readOutput(child);
    const callbackUrl = await approve(await readAuthorizationUrl(child, network.url), person);
    await wait(readingMs);
    network.takeCounts();
    let lastLineAt = Number.NaN;
    child.stdout?.on("data", () => {
      lastLineAt = performance.now();
    });
    const startedAt = performance.now();
    await Promise.all([bringBack(callbackUrl, person), finished]);
    const { connections, requests } = network.takeCounts();
    notes.set(name, `${name}: ${requests} requests after the callback, ${connections} new connections`);
    return lastLineAt - startedAt;
  };
  const plain = [workshop.program("plain-program"), network.url, REPOSITORY];
  const dgt = [workshop.tool, "--host", network.url, "-R", REPOSITORY];
  const [quick, slow] = ["dgt -R owner/name", "the same, 4 s more in the browser"];
  try {
    const figures = await compare(
      {
        title: "Callback to the end of the dashboard, 60 ms per connection, 80 ms per request",
        unit: "ms",
        contestants: [
          { name: "plain program", run: () => run("plain program", plain) },
          { name: quick, run: () => run(quick, dgt), budget: { of: "value", limit: 280 } },
          { name: slow, run: () => run(slow, dgt, SLOW_PERSON_MS), budget: { of: "value", limit: 280 } },
        ],
      },
      rounds,
    );
    return [{ ...figures, notes: [...notes.values()] }];
  } finally {
    await network.close();
  }
}
