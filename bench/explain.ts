import { join } from "node:path";
import { createSandbox } from "@dev-github-tool/sandbox";
import { type Contestant, compare, type Figures } from "./measure.ts";
import type { Workshop } from "./prepare.ts";
import { readOutput, startProgram } from "./processes.ts";
import { approve, bringBack, readAuthorizationUrl } from "./sign-in.ts";

/** What a person waits for: until there is an address to open, and from coming back to the end. */
interface Waits {
  readonly untilAddress: number;
  readonly untilEnd: number;
}

/** What explaining a sign-in and writing its trace add to it. */
export async function measureExplain(workshop: Workshop, rounds: number): Promise<readonly Figures[]> {
  const sandbox = createSandbox();
  const [app] = sandbox.seed.apps;
  const [person] = sandbox.seed.people;
  if (app === undefined || person === undefined) {
    throw new Error("the sandbox has no app or no person");
  }
  const github = await sandbox.listen();
  const env = { GITHUB_CLIENT_ID: app.clientId, GITHUB_CLIENT_SECRET: app.clientSecret, LANG: "C.UTF-8" };
  const requests = new Map<string, number>();
  const run = async (name: string, flags: (home: string) => readonly string[]): Promise<Waits> => {
    const home = workshop.createHome();
    const sentBefore = sandbox.journal.entries.length;
    const startedAt = performance.now();
    const child = startProgram([workshop.tool, "--host", github.url, ...flags(home)], { home, env });
    const finished = readOutput(child);
    const address = await readAuthorizationUrl(child, github.url);
    const untilAddress = performance.now() - startedAt;
    const callbackUrl = await approve(address, person);
    const cameBackAt = performance.now();
    await Promise.all([bringBack(callbackUrl, person), finished]);
    requests.set(name, sandbox.journal.entries.length - sentBefore);
    return { untilAddress, untilEnd: performance.now() - cameBackAt };
  };
  const programs = [
    { name: "dgt", flags: () => [] },
    { name: "dgt --explain=2", flags: () => ["--explain=2"] },
    {
      name: "dgt --explain=2 --trace FILE",
      flags: (home: string) => ["--explain=2", "--trace", join(home, "flow.jsonl")],
    },
  ] as const;
  const contestants = (pick: (waits: Waits) => number): Contestant[] =>
    programs.map(({ name, flags }, index) => ({
      name,
      run: async () => pick(await run(name, flags)),
      ...(index === 0 ? {} : { budget: { of: "difference", limit: 10 } }),
    }));
  try {
    const toAddress = { title: "Start to the address to open", unit: "ms" } as const;
    const toEnd = { title: "Callback to the end of the main run", unit: "ms" } as const;
    const first = await compare({ ...toAddress, contestants: contestants((waits) => waits.untilAddress) }, rounds);
    const second = await compare({ ...toEnd, contestants: contestants((waits) => waits.untilEnd) }, rounds);
    return [first, { ...second, notes: [...requests].map(([name, count]) => `${name}: ${count} requests`) }];
  } finally {
    await github.close();
  }
}
