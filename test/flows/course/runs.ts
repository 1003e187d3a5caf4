import { createGitHubClient, githubProvider, requestProfile } from "@dev-github-tool/github";
import { createTrace, refreshWith, Secret, type Trace, type TraceEvent } from "@dev-github-tool/oauth";
import { authorizeInBrowser } from "@dev-github-tool/oauth/loopback";
import { walkSignIn } from "@dev-github-tool/sandbox";
import { startTestGitHub } from "../../canary/test-github.ts";
import { testRuntime } from "../../canary/test-runtime.ts";
import { runLesson } from "../../processes/lesson.ts";
import { draw, sameEachTime } from "./draw.ts";

/** What the course shows of real runs: diagrams, and what a lesson prints. By the name that stands before the block. */
export const runs: Readonly<Record<string, () => Promise<string>>> = {
  "drawn from a run: sign-in": async () => {
    const scene = await setScene();
    await scene.askForProfile(await scene.signIn());
    return draw(scene.events);
  },
  "drawn from a run: eve": async () => {
    const scene = await setScene({ faults: ["eve"] });
    await scene.signIn({ answers: 2 });
    return draw(scene.events.slice(3));
  },
  "drawn from a run: refresh": async () => {
    const scene = await setScene();
    const tokens = await scene.signIn({ scope: ["read:user", "offline_access"] });
    const before = scene.events.length;
    await scene.askForProfile(await scene.refresh(tokens));
    return draw(scene.events.slice(before));
  },
  "printed by a run: token-manager": async () => {
    const { stdout } = await runLesson(["token-manager"]);
    return sameEachTime(/^Hour 0[\s\S]*HTTP 200\n/m.exec(stdout)?.[0] ?? "");
  },
};

/** The library with the sandbox, and a trace of what happens. */
async function setScene({ faults = [] }: { readonly faults?: readonly "eve"[] } = {}) {
  const { url, sandbox } = await startTestGitHub({ faults });
  const [{ clientId, clientSecret }] = sandbox.seed.apps;
  const [{ login, password }] = sandbox.seed.people;
  const provider = githubProvider(url);
  const client = { clientId, clientSecret: new Secret(clientSecret) };
  const runtime = testRuntime();
  const events: TraceEvent[] = [];
  const trace: Trace = createTrace({ runtime, onEvent: (event) => events.push(event) });
  return {
    events,
    signIn: ({ scope = ["read:user"], answers = 1 } = {}) =>
      authorizeInBrowser({
        ...{ provider, client, scope, appName: "the course", runtime, trace },
        openUrl: async (address) => {
          for (let answer = 0; answer < answers; answer += 1) {
            await walkSignIn({ url: address, login, password, decision: "approve" });
          }
        },
      }),
    refresh: (tokens: Awaited<ReturnType<typeof authorizeInBrowser>>) =>
      refreshWith(provider, client, runtime, trace)(tokens, { signal: new AbortController().signal }),
    askForProfile: ({ accessToken }: { readonly accessToken: Secret }) =>
      requestProfile(createGitHubClient({ provider, accessToken, runtime, trace })),
  };
}
