import { type GitHubClient, type GitHubProvider, scopeCatalogue } from "@dev-github-tool/github";
import type { Runtime, TokenSet } from "@dev-github-tool/oauth";
import { authorizeInBrowser, type FailureText } from "@dev-github-tool/oauth/loopback";
import { type Access, openApi } from "./api.ts";
import type { CommandContext } from "./command-context.ts";
import { type Credentials, readCredentials } from "./credentials.ts";
import { findEnvFileRisks } from "./env-file.ts";
import { explain } from "./explain.ts";
import { createNetworkRuntime } from "./network.ts";
import type { ErrorReport } from "./output/index.ts";
import { providerOf } from "./provider.ts";
import { scopeFor } from "./scopes.ts";
import { chooseSignIn, listSignIns, type SignIn } from "./sign-ins/accounts.ts";
import type { StoreChoice } from "./sign-ins/stores.ts";
import { text } from "./text.ts";
import { createWaiting } from "./waiting.ts";

/** What the person approved in the browser: nothing of it is kept yet. */
export interface Approval {
  readonly tokens: TokenSet;
  /** The scopes that were asked for. */
  readonly asked: readonly string[];
  readonly client: Credentials["client"];
  readonly provider: GitHubProvider;
  /** The runtime whose connections are open already. */
  readonly runtime: Runtime;
  readonly choice: StoreChoice;
  /** The sign-in that was used before. */
  readonly previous: SignIn | undefined;
  /** From the redirect with the code to the tokens, in milliseconds; undefined where there was no redirect. */
  readonly exchangeMs: number | undefined;
}

/** A way into the API. */
export interface Entry {
  readonly client: GitHubClient;
  readonly access: Access;
  /** What the person just approved; undefined when they were signed in already. */
  readonly approval: Approval | undefined;
}

const TIMEOUT_MS = 5 * 60_000;

/** Asks the person to sign in, whether or not they are. */
export async function signIn(
  { isPrivate }: { readonly isPrivate: boolean },
  context: CommandContext,
): Promise<Entry & { readonly approval: Approval }> {
  const approval = await requestApproval(scopeFor({ isPrivate }), context);
  const access: Access = {
    accessToken: approval.tokens.accessToken,
    account: undefined,
    clientId: approval.client.clientId,
    source: "store",
    replaceToken: undefined,
  };
  return { client: openApi(access, context, approval.runtime), access, approval };
}

/**
 * Asks the person to approve in their own browser. Whatever can be found wrong before is found before the browser opens,
 * the place for the token included: a fresh token must not be lost to a keyring that is locked.
 *
 * @throws ConfigurationError, and what `authorizeInBrowser` throws.
 */
async function requestApproval(scope: readonly string[], context: CommandContext): Promise<Approval> {
  const { host, output, env, signal, trace, browser, situation, stores } = context;
  const credentials = await readCredentials(context);
  const provider = providerOf(host, credentials.client.clientId);
  const runtime = createNetworkRuntime(context.runtime, { env, keepConnections: true });
  output.note(text.signIn.heading(host.name));
  const [choice] = await Promise.all([stores.prove(context), warnAboutEnvFile(credentials, context)]);
  // Who it was is for a warning only; that several are there and none was used last is no reason not to sign in.
  const previous = await listSignIns(choice, context)
    .then((signIns) => chooseSignIn(signIns, { ...context, account: undefined }))
    .catch(() => undefined);
  describeRequest(scope, { credentials, choice, context });

  const waiting = createWaiting(provider, { runtime, output });
  let cameBack = false;
  let redirectedAt: number | undefined;
  try {
    const tokens = await authorizeInBrowser({
      provider,
      client: credentials.client,
      scope,
      redirect: credentials.redirect,
      appName: text.appName,
      openUrl: async (url) => {
        await browser.show({ url, output, signal: waiting.signal });
        waiting.start();
      },
      onEvent: (event) => {
        redirectedAt = event.kind === "redirect_received" ? runtime.now() : redirectedAt;
        waiting.onEvent(event);
      },
      describeFailure: (error) => describeFailure(explain(error, situation).report),
      runtime,
      trace,
      timeoutMs: TIMEOUT_MS,
      signal,
    });
    cameBack = true;
    const exchangeMs = redirectedAt === undefined ? undefined : runtime.now() - redirectedAt;
    return { tokens, asked: scope, client: credentials.client, provider, runtime, choice, previous, exchangeMs };
  } finally {
    waiting.end(cameBack);
    if (!cameBack && signal.aborted) {
      output.note(text.signIn.neverCame);
    }
  }
}

async function warnAboutEnvFile({ secretFile }: Credentials, context: CommandContext): Promise<void> {
  if (secretFile !== undefined) {
    for (const risk of await findEnvFileRisks(secretFile, context)) {
      context.output.note(text.envFile(risk, secretFile.name));
    }
  }
}

function describeRequest(
  scope: readonly string[],
  { credentials, choice, context }: { credentials: Credentials; choice: StoreChoice; context: CommandContext },
): void {
  const { output } = context;
  for (const { name, sees, alsoAllows } of scopeCatalogue.filter((entry) => scope.includes(entry.name))) {
    output.note(text.signIn.scope(name, sees));
    if (alsoAllows !== null) {
      output.note(text.signIn.alsoAllows(alsoAllows));
    }
  }
  output.note(text.signIn.app(credentials.client.clientId));
  if (choice.reason !== undefined) {
    output.note(text.signIn.memoryOnly(choice.reason));
  }
}

/** The words of the terminal for the page: the reason as a sentence, and the next step when it is a command. */
function describeFailure({ reason, next }: ErrorReport): FailureText {
  return {
    reason: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`,
    nextStep: next.find((step) => /^dgt [a-z]+$/.test(step)),
  };
}
