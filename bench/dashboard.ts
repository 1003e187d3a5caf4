import { createSandbox } from "@dev-github-tool/sandbox";
import { compare, type Figures } from "./measure.ts";
import type { Workshop } from "./prepare.ts";
import { readOutput, startProgram } from "./processes.ts";
import { approve, bringBack, readAuthorizationUrl } from "./sign-in.ts";
import { openSlowNetwork } from "./slow-network.ts";

const REPOSITORY = "octo-lena/tide-tables";

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
  const run = async (name: string, args: readonly string[]): Promise<number> => {
    const child = startProgram(args, { home: workshop.createHome(), env: credentials });
    const finished = readOutput(child);
    const callbackUrl = await approve(await readAuthorizationUrl(child, network.url), person);
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
  try {
    const figures = await compare(
      {
        title: "Callback to the end of the dashboard, 60 ms per connection, 80 ms per request",
        unit: "ms",
        contestants: [
          {
            name: "plain program",
            run: () => run("plain program", [workshop.program("plain-program"), network.url, REPOSITORY]),
          },
          {
            name: "dgt -R owner/name",
            run: () => run("dgt", [workshop.tool, "--host", network.url, "-R", REPOSITORY]),
            budget: { of: "value", limit: 280 },
          },
        ],
      },
      rounds,
    );
    return [{ ...figures, notes: [...notes.values()] }];
  } finally {
    await network.close();
  }
}
