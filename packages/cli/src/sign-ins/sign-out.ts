import { requestPublicRevocation, revokeToken } from "@dev-github-tool/github";
import type { RevocationVerdict, TokenKey, TokenStore } from "@dev-github-tool/oauth";
import type { CommandContext } from "../command-context.ts";
import { findEnvironmentToken } from "../environment-token.ts";
import { createNetworkRuntime } from "../network.ts";
import { providerOf } from "../provider.ts";
import { listSignIns } from "./accounts.ts";
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
  const { host, env, signal } = context;
  const client = await findClient(key, context);
  const provider = providerOf(host, key.clientId);
  const runtime = createNetworkRuntime(context.runtime, { env, keepConnections: false });
  const canTell = manner === "publicly" || (manner === "by_app" && client.clientSecret !== undefined);
  let outcome: Told = "revoked";
  const manager = await openManager(key, {
    store,
    context,
    revoke: !canTell
      ? undefined
      : async ({ accessToken, refreshToken }) => {
          const tokens = refreshToken === undefined ? [accessToken] : [refreshToken, accessToken];
          if (manner === "publicly") {
            await requestPublicRevocation({ provider, tokens, runtime, signal });
            outcome = "told";
            return;
          }
          for (const token of tokens) {
            const answer = await revokeToken({ provider, client, accessToken: token, runtime, signal });
            outcome = answer.outcome === "not_known" ? "not_known" : "revoked";
          }
        },
  });
  const verdict = await manager.revoke();
  return verdict.kind === "revoked" ? { kind: "revoked", outcome } : verdict;
}

/**
 * Tells GitHub of sign-outs that an earlier run could not tell it of: once, and not for long. Nobody asked for it now, so nobody
 * is told of a failure; `dgt status` shows what is still to be done.
 */
export async function completeSignOuts(context: CommandContext): Promise<void> {
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(QUIET_MS)]);
  const timeIsUp = new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  const telling = tellOfSignOuts({ ...context, signal }).catch(() => {});
  await Promise.race([telling, timeIsUp]);
}

async function tellOfSignOuts(context: CommandContext): Promise<void> {
  if (findEnvironmentToken(context) !== undefined) {
    return;
  }
  const { store } = await context.stores.find(context.host);
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
