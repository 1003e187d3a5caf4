import { type GitHubClient, type GitHubProvider, scopeCatalogue } from "@dev-github-tool/github";
import type { Runtime, TokenSet } from "@dev-github-tool/oauth";
import { type Access, openApi } from "./api.ts";
import { approveInBrowser } from "./approve-in-browser.ts";
import { approveOnDevice } from "./approve-on-device.ts";
import type { Browser } from "./browser.ts";
import type { CommandContext } from "./command-context.ts";
import { type Credentials, readCredentials, requireSecret } from "./credentials.ts";
import { findEnvFileRisks } from "./env-file.ts";
import { createNetworkRuntime } from "./network.ts";
import { providerOf } from "./provider.ts";
import { scopeFor } from "./scopes.ts";
import { chooseSignIn, listSignIns, type SignIn } from "./sign-ins/accounts.ts";
import type { StoreChoice } from "./sign-ins/stores.ts";
import { text } from "./text.ts";

/** What came of asking the person. */
export interface Approved {
  readonly tokens: TokenSet;
  /** From the redirect with the code to the tokens, in milliseconds; undefined where there was no redirect. */
  readonly exchangeMs?: number | undefined;
}

/** What the person approved in the browser: nothing of it is kept yet. */
export interface Approval extends Approved {
  /** The scopes that were asked for. */
  readonly asked: readonly string[];
  readonly client: Credentials["client"];
  /** Whether it was with a device code: then the tokens are renewed without the app's secret. */
  readonly isFromDevice: boolean;
  readonly provider: GitHubProvider;
  /** The runtime whose connections are open already. */
  readonly runtime: Runtime;
  readonly choice: StoreChoice;
  /** The sign-in that was used before. */
  readonly previous: SignIn | undefined;
}

/** A way into the API. */
export interface Entry {
  readonly client: GitHubClient;
  readonly access: Access;
  /** What the person just approved; undefined when they were signed in already. */
  readonly approval: Approval | undefined;
}

/** What sign-in is wanted. */
export interface SignInWish {
  /** Whether private repositories are wanted, which takes the scope `repo`. */
  readonly isPrivate: boolean;
  /** Whether it has to be with a device code; else it is where no browser could come back to this machine. */
  readonly isDevice?: boolean | undefined;
}

/** What the person is asked to approve, and with what. */
export interface ApprovalRequest {
  readonly scope: readonly string[];
  readonly credentials: Credentials;
  readonly provider: GitHubProvider;
  readonly runtime: Runtime;
}

/** Asks the person to sign in, whether or not they are. */
export async function signIn(
  wish: SignInWish,
  context: CommandContext,
): Promise<Entry & { readonly approval: Approval }> {
  const approval = await requestApproval(wish, context);
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
 * Asks the person to approve. Whatever can be found wrong before is found before they are asked, the place for the token
 * included: a fresh token must not be lost to a keyring that is locked.
 *
 * @throws ConfigurationError, and what `authorizeInBrowser` and `authorizeDevice` throw.
 */
async function requestApproval(
  { isPrivate, isDevice = false }: SignInWish,
  context: CommandContext,
): Promise<Approval> {
  const { host, output, env, stores, browser } = context;
  const credentials = await readCredentials(context);
  const { client } = credentials;
  const mayBeDevice = isDevice || !isWithinReach(browser);
  if (!mayBeDevice) {
    requireSecret(credentials);
  }
  const provider = providerOf(host, client.clientId);
  const runtime = createNetworkRuntime(context.runtime, { env, keepConnections: true });
  const scope = scopeFor({ isPrivate });
  output.note(text.signIn.heading(host.name));
  const [choice] = await Promise.all([stores.prove(context), warnAboutEnvFile(credentials, context)]);
  // Who it was is for a warning only; that several are there and none was used last is no reason not to sign in.
  const previous = await listSignIns(choice, context)
    .then((signIns) => chooseSignIn(signIns, { ...context, account: undefined }))
    .catch(() => undefined);
  describeRequest(scope, { credentials, choice, context });

  const request: ApprovalRequest = { scope, credentials, provider, runtime };
  const fromDevice = mayBeDevice ? await approveOnDevice(request, { isRequired: isDevice, context }) : undefined;
  const approved =
    fromDevice ?? (await approveInBrowser({ ...request, credentials: requireSecret(credentials) }, context));
  const isFromDevice = fromDevice !== undefined;
  return { ...approved, isFromDevice, asked: scope, client, provider, runtime, choice, previous };
}

/** Whether a browser of the person's can bring the redirect back here. Who opens none knows where theirs is. */
function isWithinReach({ absence }: Browser): boolean {
  return absence === undefined || absence === "switched_off";
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
