import { requestPublicRevocation, revokeToken } from "@dev-github-tool/github";
import type { Client, RevocationVerdict, Secret, TokenKey, TokenSet, TokenStore } from "@dev-github-tool/oauth";
import type { CommandContext } from "../command-context.ts";
import { findEnvironmentToken } from "../environment-token.ts";
import { createNetworkRuntime } from "../network.ts";
import { providerOf } from "../provider.ts";
import { listSignIns, type SignIn } from "./accounts.ts";
import { findClient, openManager } from "./token-of.ts";

/** How the tokens of a sign-in are ended at GitHub. */
export type Manner =
  /** By the app, with its secret; without the secret not at all. */
  | "by_app"
  /** By anybody who has them. GitHub tells their owner. */
  | "publicly"
  /** Not at all. */
  | "not_at_github";

/** How a sign-out ended; for tokens that GitHub was told of, what it said of the access token. */
export type SignOut =
  | Exclude<RevocationVerdict, { readonly kind: "revoked" }>
  | { readonly kind: "revoked"; readonly outcome: Told };

/** `told`: GitHub ends them, and does not say which it knew. */
type Told = "revoked" | "not_known" | "told";

/** Longer than GitHub takes when all is well; the command that the person asked for is done already. */
const QUIET_MS = 2_000;

/** Ends one sign-in: the refresh token and the access token at GitHub, then both here. Offline the latter waits for the former. */
export async function signOut(
  key: TokenKey,
  { store, manner, context }: { readonly store: TokenStore; readonly manner: Manner; readonly context: CommandContext },
): Promise<SignOut> {
  const client = await findClient(key, context);
  const canTell = manner === "publicly" || (manner === "by_app" && client.clientSecret !== undefined);
  let outcome: Told = "revoked";
  const manager = await openManager(key, {
    store,
    context,
    revoke: !canTell
      ? undefined
      : async (tokens) => {
          outcome = await tell(bothOf(tokens), { client, manner, context });
        },
  });
  const verdict = await manager.revoke();
  return verdict.kind === "revoked" ? { kind: "revoked", outcome } : verdict;
}

/** Asks GitHub to end tokens, and gives back what it said of the last one. */
async function tell(
  tokens: readonly Secret[],
  how: { readonly client: Client; readonly manner: Manner; readonly context: CommandContext },
): Promise<Told> {
  const { client, manner, context } = how;
  const { host, env, signal } = context;
  const provider = providerOf(host, client.clientId);
  const runtime = createNetworkRuntime(context.runtime, { env, keepConnections: false });
  if (manner === "publicly") {
    await requestPublicRevocation({ provider, tokens, runtime, signal });
    return "told";
  }
  let outcome: Told = "revoked";
  for (const accessToken of tokens) {
    const answer = await revokeToken({ provider, client, accessToken, runtime, signal });
    outcome = answer.outcome === "not_known" ? "not_known" : "revoked";
  }
  return outcome;
}

function bothOf({ accessToken, refreshToken }: TokenSet): readonly Secret[] {
  return refreshToken === undefined ? [accessToken] : [refreshToken, accessToken];
}

/**
 * Ends the tokens of a sign-in that a new one has taken the place of: they would live on at GitHub, known to nobody. A token
 * that the new one goes on with stays. Gives back whether GitHub was told in time.
 */
export async function endReplaced(
  { key, record }: SignIn,
  { by, context }: { readonly by: TokenSet; readonly context: CommandContext },
): Promise<boolean> {
  const kept = new Set(bothOf(by).map((token) => token.reveal()));
  const tokens = bothOf(record.tokens).filter((token) => !kept.has(token.reveal()));
  return endAtGitHub(tokens, { client: await findClient(key, context), context });
}

/** Ends tokens that were just granted and are not kept. Gives back whether GitHub was told in time. */
export function endUnkept(
  tokens: TokenSet,
  { client, context }: { readonly client: Client; readonly context: CommandContext },
): Promise<boolean> {
  return endAtGitHub(bothOf(tokens), { client, context });
}

async function endAtGitHub(
  tokens: readonly Secret[],
  { client, context }: { readonly client: Client; readonly context: CommandContext },
): Promise<boolean> {
  if (client.clientSecret === undefined) {
    return false;
  }
  const told = await briefly(context, (brief) => tell(tokens, { client, manner: "by_app", context: brief }));
  return told !== undefined;
}

/**
 * Tells GitHub of sign-outs that an earlier run could not tell it of: once, and not for long. Nobody asked for it now, so nobody
 * is told of a failure; `dgt status` shows what is still to be done.
 */
export async function completeSignOuts(context: CommandContext): Promise<void> {
  await briefly(context, tellOfSignOuts);
}

/** Does what nobody asked for now, and gives back undefined when it fails or takes too long. */
async function briefly<Result>(
  context: CommandContext,
  run: (context: CommandContext) => Promise<Result>,
): Promise<Result | undefined> {
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(QUIET_MS)]);
  const timeIsUp = new Promise<undefined>((resolve) => {
    signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  return Promise.race([run({ ...context, signal }).catch(() => undefined), timeIsUp]);
}

async function tellOfSignOuts(context: CommandContext): Promise<void> {
  if (findEnvironmentToken(context) !== undefined) {
    return;
  }
  const { store } = await context.stores.find();
  const { found } = await listSignIns({ store }, context);
  const pending = found.filter(({ record }) => record.state === "revoking");
  await Promise.allSettled(
    pending.map(async ({ key }) => {
      const { clientSecret } = await findClient(key, context);
      if (clientSecret !== undefined) {
        await signOut(key, { store, manner: "by_app", context });
      }
    }),
  );
}
