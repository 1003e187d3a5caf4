import { createGitHubClient, type GitHubClient } from "@dev-github-tool/github";
import { type Fresh, isTokenText, type Runtime, type Secret } from "@dev-github-tool/oauth";
import type { CommandContext } from "./command-context.ts";
import { findEnvironmentToken } from "./environment-token.ts";
import { ConfigurationError, SessionError } from "./errors.ts";
import { createNetworkRuntime } from "./network.ts";
import { providerOf } from "./provider.ts";
import { chooseSignIn, type DamagedSignIn, listSignIns, type SignIn, type SignIns } from "./sign-ins/accounts.ts";
import { completeSignOuts } from "./sign-ins/sign-out.ts";
import type { StoreChoice } from "./sign-ins/stores.ts";
import { openManager, requireToken } from "./sign-ins/token-of.ts";
import { text } from "./text.ts";

/** Whose sign-in it is. GitHub's numbers stay when a login is renamed. */
export interface Account {
  readonly login: string;
  readonly id: number;
}

/** A token to ask GitHub's API with. */
export interface Access {
  readonly accessToken: Secret;
  /** Whose sign-in it is, where that is known without asking. */
  readonly account: Account | undefined;
  /** The app it was given to; unknown for a token from the environment. */
  readonly clientId: string | undefined;
  readonly source: "environment" | "store";
  /** Finds the token that takes the place of one that GitHub has refused; undefined when none can. */
  readonly replaceToken: ((failed: Secret) => Promise<Secret>) | undefined;
}

/**
 * Finds the token to use: one of the environment that is meant for this host, else that of a kept sign-in, refreshed when
 * it nears its end. Others that cannot be read are told of to `onDamaged`, which warns of them unless given.
 *
 * @throws SessionError when there is none, or it is over or damaged; UsageError `account_needed`; ConfigurationError; TokenStoreError;
 * NetworkError.
 */
export async function findAccess(
  context: CommandContext,
  onDamaged: (damaged: DamagedSignIn) => void = ({ key }) => context.output.note(text.damaged(key?.account)),
): Promise<Access> {
  const found = findEnvironmentToken(context);
  if (found !== undefined) {
    const { variable, accessToken } = found;
    if (!isTokenText(accessToken.reveal())) {
      throw new ConfigurationError(`${variable} has characters that no token has`, "token_malformed");
    }
    return { accessToken, account: undefined, clientId: undefined, source: "environment", replaceToken: undefined };
  }
  const choice = await context.stores.find();
  const signIns = await listSignIns(choice, context);
  const signIn = await requireSignIn(signIns, choice, context);
  signIns.damaged.forEach(onDamaged);
  return accessTo(signIn, choice, context);
}

/** The sign-in that this command is about. @throws SessionError when there is none, or it is damaged; UsageError `account_needed`. */
async function requireSignIn(signIns: SignIns, { reason }: StoreChoice, context: CommandContext): Promise<SignIn> {
  const { host } = context;
  const active = signIns.found.filter(({ record }) => record.state === "active");
  const signIn = await chooseSignIn({ ...signIns, found: active }, context);
  if (signIn === undefined) {
    throw reason === undefined
      ? new SessionError(`nobody is signed in to ${host.name}`, "login_needed")
      : new SessionError(`nobody is signed in to ${host.name}, and ${text.noStore[reason]}`, "keyring_needed");
  }
  return signIn;
}

/** The token of one sign-in, refreshed when it nears its end. */
async function accessTo({ key, record }: SignIn, { store }: StoreChoice, context: CommandContext): Promise<Access> {
  const { signal } = context;
  const { accountId: id } = record.attributes;
  const manager = await openManager(key, { store, context });
  let fresh: Fresh = await requireToken(await manager.getAccessToken({ signal }), key, context);
  return {
    accessToken: fresh.accessToken,
    account: typeof id === "number" ? { login: key.account, id } : undefined,
    clientId: key.clientId,
    source: "store",
    replaceToken: async (accessToken) => {
      const failed: Fresh = { ...fresh, accessToken };
      fresh = await requireToken(await manager.replaceFailedToken(failed, { signal }), key, context);
      return fresh.accessToken;
    },
  };
}

/** Creates the client for GitHub's API. */
export function openApi(
  { accessToken, clientId, replaceToken }: Omit<Access, "source" | "account">,
  context: CommandContext,
  runtime: Runtime = createNetworkRuntime(context.runtime, { env: context.env, keepConnections: false }),
): GitHubClient {
  return createGitHubClient({
    provider: providerOf(context.host, clientId ?? ""),
    accessToken,
    replaceToken,
    runtime,
    trace: context.trace,
    onWait: ({ seconds }) => context.output.note(text.waiting(seconds)),
  });
}

/** Runs requests with the token that is there, and completes what an earlier sign-out could not tell GitHub. */
export async function withApi<Result>(
  context: CommandContext,
  run: (client: GitHubClient) => Promise<Result>,
): Promise<Result> {
  const result = await run(openApi(await findAccess(context), context));
  await completeSignOuts(context);
  return result;
}
