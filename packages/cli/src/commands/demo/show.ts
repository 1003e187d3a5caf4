import { Secret } from "@dev-github-tool/oauth";
import { createSandbox, type PlantedApp } from "@dev-github-tool/sandbox";
import { createMemoryStore } from "@dev-github-tool/vault";
import { type Browser, createSystemBrowser, isInsideContainer } from "../../browser.ts";
import { decideBrowserLaunch } from "../../browser-launch.ts";
import type { CommandContext } from "../../command-context.ts";
import { type FlowFlags, type FlowOptions, parseFlow } from "../../flow/with-flow.ts";
import { parseHost } from "../../host.ts";
import { forgetfulConfig } from "../../sign-ins/config-file.ts";
import { text } from "../../text.ts";
import { runDashboard } from "../dashboard/show.ts";
import { createOfferingBrowser, createWalkingBrowser, type Person } from "./browsers.ts";

/** @throws UsageError. */
export function parseDemo(flags: FlowFlags): FlowOptions {
  return parseFlow(flags);
}

/**
 * Runs the main run against a GitHub of its own on this machine: the same sign-in, the same requests, and an invented
 * person. Nothing is kept, and nothing outside of this machine is asked.
 */
export async function runDemo(flow: FlowOptions, context: CommandContext): Promise<void> {
  const { output } = context;
  const sandbox = createSandbox({ now: () => context.runtime.now() });
  const [app] = sandbox.seed.apps;
  const [person] = sandbox.seed.people;
  if (app === undefined || person === undefined) {
    throw new Error("the sandbox's seed has neither an app nor a person");
  }
  const listening = await sandbox.listen();
  try {
    output.note(text.demo.heading);
    await runDashboard(
      { repository: undefined, isJson: false, flow },
      enterSandbox(context, { url: listening.url, app, person }),
    );
    output.note(text.demo.next);
  } finally {
    await listening.close();
  }
}

function enterSandbox(
  context: CommandContext,
  { url, app, person }: { readonly url: string; readonly app: PlantedApp; readonly person: Person },
): CommandContext {
  const host = parseHost(url);
  const env = { ...context.env, GITHUB_CLIENT_ID: app.clientId, GITHUB_REDIRECT_URI: undefined };
  const store = createMemoryStore();
  const choice = { store, place: { kind: "memory" }, reason: "demo" } as const;
  return {
    ...context,
    env,
    secrets: { clientSecret: new Secret(app.clientSecret), tokens: [], vaultKey: undefined },
    host,
    account: undefined,
    config: forgetfulConfig,
    situation: { ...context.situation, host, hasTokenVariable: false },
    stores: {
      describe: async () => choice.place,
      find: async () => choice,
      prove: async () => choice,
    },
    browser: chooseBrowser(context, person),
  };
}

/** By hand where there is a browser, by offer where there is only a terminal, and by itself where there is nobody. */
function chooseBrowser({ env, asking }: CommandContext, person: Person): Browser {
  if (asking === undefined) {
    return createWalkingBrowser(person);
  }
  const insideContainer = isInsideContainer();
  return decideBrowserLaunch({ env, platform: process.platform, insideContainer }).launch
    ? createSystemBrowser(env)
    : createOfferingBrowser(person, asking);
}
