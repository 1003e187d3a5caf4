import { startKeyring } from "./keyring.ts";
import { type Contestant, compare, type Figures } from "./measure.ts";
import type { Workshop } from "./prepare.ts";
import { runProgram } from "./processes.ts";
import { openScene, requestToken, signIn } from "./signed-in-tool.ts";

/** What `dgt repos` costs beside the requests it makes. */
export async function measureRepos(workshop: Workshop, rounds: number): Promise<readonly Figures[]> {
  const scene = await openScene(workshop);
  const { github } = scene;
  const home = workshop.createHome();
  const keyring = await startKeyring(workshop.createHome());
  try {
    // The token of the environment is for the host of the environment, and for no other.
    const env = { DGT_HOST: github.url, DGT_TOKEN: (await requestToken(scene)).reveal() };
    const arguments_ = [workshop.tool, "--host", github.url, "repos"];
    const contestants: Contestant[] = [
      {
        name: "bare fetch",
        run: async () => (await runProgram([workshop.program("bare-fetch"), github.url], { home, env })).tookMs,
      },
      {
        name: "dgt repos, token from the environment",
        run: async () => (await runProgram(arguments_, { home, env })).tookMs,
        budget: { of: "difference", limit: 60 },
      },
    ];
    if (keyring !== undefined) {
      await signIn(scene, { home, env: keyring.env });
      contestants.push({
        name: "dgt repos, signed in, with a keyring",
        run: async () => (await runProgram(arguments_, { home, env: keyring.env })).tookMs,
        budget: { of: "difference", limit: 60 },
      });
    }
    const figures = await compare(
      { title: "dgt repos, from the start of the process to its end", unit: "ms", contestants },
      rounds,
    );
    const notes = keyring === undefined ? ["No gnome-keyring on this machine, so the keyring was not measured."] : [];
    return [{ ...figures, notes }];
  } finally {
    await keyring?.close();
    await github.close();
  }
}
