import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createKey } from "@dev-github-tool/vault";
import { startKeyring } from "./keyring.ts";
import { type Contestant, compare, type Figures } from "./measure.ts";
import type { Workshop } from "./prepare.ts";
import { type ProgramOptions, runProgram } from "./processes.ts";
import { openScene, requestToken, signIn } from "./signed-in-tool.ts";

/** What it costs a command that its token rests in the vault: reading the key, opening the file, asking for the token. */
export async function measureUnlocking(workshop: Workshop, rounds: number): Promise<readonly Figures[]> {
  const scene = await openScene(workshop);
  const { github } = scene;
  const keyring = await startKeyring(workshop.createHome());
  try {
    const token = { DGT_HOST: github.url, DGT_TOKEN: (await requestToken(scene)).reveal() };
    const listing = (options: ProgramOptions) => async (): Promise<number> =>
      (await runProgram([workshop.tool, "--host", github.url, "repos"], options)).tookMs;
    const contestants: Contestant[] = [
      { name: "token from the environment", run: listing({ home: workshop.createHome(), env: token }) },
    ];
    const places: (readonly [name: string, env: Readonly<Record<string, string>>])[] = [
      ["vault, key in a file", { DGT_VAULT_KEY_FILE: createKeyFile(workshop) }],
      ...(keyring === undefined ? [] : [["vault, key in the keyring", keyring.env] as const]),
    ];
    for (const [name, env] of places) {
      const options = { home: workshop.createHome(), env };
      await signIn(scene, options);
      contestants.push({ name, run: listing(options), budget: { of: "difference", limit: 40 } });
    }
    const title = "dgt repos with its token in the vault, from the start of the process to its end";
    const figures = await compare({ title, unit: "ms", contestants }, rounds);
    const notes = keyring === undefined ? ["No gnome-keyring on this machine, so the keyring was not measured."] : [];
    return [{ ...figures, notes }];
  } finally {
    await keyring?.close();
    await github.close();
  }
}

function createKeyFile(workshop: Workshop): string {
  const path = join(workshop.createHome(), "key");
  writeFileSync(path, createKey().reveal(), { mode: 0o600 });
  return path;
}
