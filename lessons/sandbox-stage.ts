// A GitHub of your own on this machine, with a person who approves.
import { githubProvider } from "@dev-github-tool/github";
import { Secret, systemRuntime } from "@dev-github-tool/oauth";
import { type StartOptions, startSandbox, walkSignIn } from "@dev-github-tool/sandbox";
import { choose, confirm, say } from "./speech.ts";
import type { SandboxStage } from "./stage.ts";

const HOUR_MS = 3_600_000;

/** Sets the stage for one lesson, in `folder`. */
export async function setSandboxStage(folder: string, options: StartOptions = {}): Promise<SandboxStage> {
  const sandbox = await startSandbox(options);
  const [app] = sandbox.seed.apps;
  const [person] = sandbox.seed.people;
  const { login, password } = person;
  const walk = { login, password, decision: "approve" } as const;
  let hint = " (begin with BY_HAND=1 to do it yourself)";
  say(`In the sandbox, a GitHub of your own on this machine: ${sandbox.url}\n`);
  return {
    sandbox,
    folder,
    say,
    choose,
    confirm,
    provider: githubProvider(sandbox.url),
    client: { clientId: app.clientId, clientSecret: new Secret(app.clientSecret) },
    redirect: {},
    runtime: { ...systemRuntime, now: () => sandbox.clock.now() },
    openUrl: async (url) => {
      if (process.env.BY_HAND === "1") {
        say(`Open this address in your browser, and sign in as ${login}:\n  ${url}`);
      } else {
        say(`→ ${login} signs in and approves${hint}`);
        hint = "";
        await walkSignIn({ ...walk, url });
      }
    },
    readHeadings: async (url) => {
      const headings: string[] = [];
      const read = async (address: string, init: RequestInit): Promise<Response> => {
        if (!address.startsWith(sandbox.url)) {
          return new Response("Here the sandbox ends.");
        }
        const response = await fetch(address, init);
        const [, heading] = /<h1[^>]*>([^<]*)/.exec(await response.clone().text()) ?? [];
        headings.push(...(heading === undefined ? [] : [heading]));
        return response;
      };
      await walkSignIn({ ...walk, url, fetch: read });
      return headings;
    },
    skip: (hours) => {
      sandbox.clock.advance(hours * HOUR_MS);
      return true;
    },
    takeBack: async () => {
      sandbox.revokeGrant({ login, clientId: app.clientId });
      return true;
    },
    close: () => sandbox.close(),
  };
}
