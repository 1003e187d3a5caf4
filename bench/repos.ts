import { githubProvider } from "@dev-github-tool/github";
import { Secret } from "@dev-github-tool/oauth";
import { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";
import { createSandbox, type Listening, type PlantedApp, type SeedPerson } from "@dev-github-tool/sandbox";
import { startKeyring } from "./keyring.ts";
import { type Contestant, compare, type Figures } from "./measure.ts";
import type { Workshop } from "./prepare.ts";
import { type ProgramOptions, readOutput, runProgram, startProgram } from "./processes.ts";
import { approve, bringBack, readAuthorizationUrl } from "./sign-in.ts";

interface Scene {
  readonly workshop: Workshop;
  readonly github: Listening;
  readonly app: PlantedApp;
  readonly person: SeedPerson;
}

/** What `dgt repos` costs beside the requests it makes. */
export async function measureRepos(workshop: Workshop, rounds: number): Promise<readonly Figures[]> {
  const sandbox = createSandbox();
  const [app] = sandbox.seed.apps;
  const [person] = sandbox.seed.people;
  if (app === undefined || person === undefined) {
    throw new Error("the sandbox has no app or no person");
  }
  const github = await sandbox.listen();
  const scene: Scene = { workshop, github, app, person };
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

function requestToken({ github, app, person }: Scene): Promise<Secret> {
  const tokens = authorizeInBrowser({
    provider: githubProvider(github.url),
    client: { clientId: app.clientId, clientSecret: new Secret(app.clientSecret) },
    scope: ["read:user"],
    appName: "The bench",
    openUrl: async (url) => bringBack(await approve(url, person), person),
  });
  return tokens.then(({ accessToken }) => accessToken);
}

/** Signs in to the tool as a person does, so that the next command finds the token. */
async function signIn({ workshop, github, app, person }: Scene, { home, env }: ProgramOptions): Promise<void> {
  const child = startProgram([workshop.tool, "--host", github.url, "login"], {
    home,
    env: { ...env, GITHUB_CLIENT_ID: app.clientId, GITHUB_CLIENT_SECRET: app.clientSecret },
  });
  const finished = readOutput(child);
  await bringBack(await approve(await readAuthorizationUrl(child, github.url), person), person);
  await finished;
}
