import { githubProvider } from "@dev-github-tool/github";
import { Secret } from "@dev-github-tool/oauth";
import { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";
import { createSandbox, type Listening, type PlantedApp, type SeedPerson } from "@dev-github-tool/sandbox";
import type { Workshop } from "./prepare.ts";
import { type ProgramOptions, readOutput, startProgram } from "./processes.ts";
import { approve, bringBack, readAuthorizationUrl } from "./sign-in.ts";

/** A GitHub, an app and a person, for the tool to be signed in with. */
export interface Scene {
  readonly workshop: Workshop;
  readonly github: Listening;
  readonly app: PlantedApp;
  readonly person: SeedPerson;
}

export async function openScene(workshop: Workshop): Promise<Scene> {
  const sandbox = createSandbox();
  const [app] = sandbox.seed.apps;
  const [person] = sandbox.seed.people;
  if (app === undefined || person === undefined) {
    throw new Error("the sandbox has no app or no person");
  }
  return { workshop, github: await sandbox.listen(), app, person };
}

/** A token as a person would put it into the environment. */
export async function requestToken({ github, app, person }: Scene): Promise<Secret> {
  const { accessToken } = await authorizeInBrowser({
    provider: githubProvider(github.url),
    client: { clientId: app.clientId, clientSecret: new Secret(app.clientSecret) },
    scope: ["read:user"],
    appName: "The bench",
    openUrl: async (url) => bringBack(await approve(url, person), person),
  });
  return accessToken;
}

/** Signs in to the tool as a person does, so that the next command finds the token. */
export async function signIn({ workshop, github, app, person }: Scene, { home, env }: ProgramOptions): Promise<void> {
  const child = startProgram([workshop.tool, "--host", github.url, "login"], {
    home,
    env: { ...env, GITHUB_CLIENT_ID: app.clientId, GITHUB_CLIENT_SECRET: app.clientSecret },
  });
  const finished = readOutput(child);
  await bringBack(await approve(await readAuthorizationUrl(child, github.url), person), person);
  await finished;
}
