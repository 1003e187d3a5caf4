import {
  defaultSeed,
  githubCli,
  type RunningSandbox,
  readSeed,
  type Seed,
  startSandbox,
} from "@dev-github-tool/sandbox";
import { expect, onTestFinished } from "vitest";
import { createHome } from "../processes/home.ts";
import { type FinishedProcess, type RunningProcess, runProcess, startProcess } from "../processes/running-process.ts";

/** GitHub's command line as Debian packs it, in a home of its own, beside a sandbox that it takes for its proxy. */
export interface GhScene {
  readonly github: RunningSandbox;
  /** Runs it to its end. Its arguments are one text, split at blanks. */
  gh(command: string, input?: string): Promise<FinishedProcess>;
  /** Starts it, for a sign-in that a person takes part in. */
  start(command: string): RunningProcess;
}

/** @param seed What to change of the default seed. */
export async function startGhScene(seed: Partial<Seed> = {}): Promise<GhScene> {
  const secrets = new Set<string>();
  // gh keeps its tokens in a file of its home, which is its own affair: only what it prints is searched for them, here.
  const github = await startSandbox({
    seed: { ...defaultSeed(), ...seed },
    onSecret: (secret) => secrets.add(secret),
  });
  onTestFinished(() => github.close());
  const home = createHome();
  const env = {
    GH_CONFIG_DIR: `${home.path}/gh`,
    GH_HOST: "github.localhost",
    HTTP_PROXY: github.url,
    NO_PROXY: "",
    GH_NO_UPDATE_NOTIFIER: "1",
  };
  const optionsOf = (command: string) => ({ args: command.split(" "), env, home, name: "gh" });
  return {
    github,
    gh: async (command, input) => {
      const finished = await runProcess("gh", { ...optionsOf(command), input });
      const printed = `${finished.stdout}${finished.stderr}`;
      expect([...secrets].filter((secret) => secret.length >= 16 && printed.includes(secret))).toEqual([]);
      return finished;
    },
    start: (command) => {
      const running = startProcess("gh", optionsOf(command));
      running.endInput();
      return running;
    },
  };
}

/** Does on the device page what gh asks a person to do, and returns how it ended. */
export async function approveDevice({ github }: GhScene, running: RunningProcess): Promise<FinishedProcess> {
  const [, userCode = ""] = await running.waitFor(/one-time code: ([A-Z]{4}-[A-Z]{4})/, "stderr");
  const [, url = ""] = await running.waitFor(/in your web browser: (\S+)/, "stderr");
  await github.signIn({ url, userCode });
  return running.finished;
}

/** Signs in by device. */
export async function signInToGh(scene: GhScene): Promise<FinishedProcess> {
  return approveDevice(scene, scene.start("auth login --web"));
}

export const withoutDeviceFlow: Partial<Seed> = { apps: [{ ...githubCli, deviceFlow: false }] };

/** A small repository of octo-lena's in which something waits for her. */
export const harbor: Partial<Seed> = {
  repositories: readSeed({
    people: defaultSeed().people,
    apps: [{ clientId: "any" }],
    repositories: [
      {
        owner: "octo-lena",
        name: "harbor",
        description: "Where boats sleep",
        labels: [{ name: "bug" }],
        milestones: [{ title: "Spring" }],
        issues: [
          {
            title: "The lamp is out",
            author: "coral-kai",
            labels: ["bug"],
            milestone: 1,
            discussion: [{ author: "otis-otter", body: "I have a spare one." }],
          },
        ],
        pullRequests: [
          {
            title: "Light the lamp",
            author: "coral-kai",
            headBranch: "lamp",
            requestedReviewers: ["octo-lena"],
            discussion: [{ author: "otis-otter", body: "Shall I look?" }],
          },
          { title: "Paint the door", author: "octo-lena", headBranch: "door" },
        ],
      },
    ],
  }).repositories,
};
