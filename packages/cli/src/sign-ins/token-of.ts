import {
  type Client,
  createTokenManager,
  type Fresh,
  hasToken,
  NetworkError,
  type Revoke,
  refreshWith,
  type TokenKey,
  type TokenManager,
  TokenRequestError,
  type TokenStore,
  type Verdict,
} from "@dev-github-tool/oauth";
import type { CommandContext } from "../command-context.ts";
import { findCredentials } from "../credentials.ts";
import { ConfigurationError, SessionError } from "../errors.ts";
import { createNetworkRuntime } from "../network.ts";
import { providerOf } from "../provider.ts";
import { text } from "../text.ts";
import { isFromDevice } from "./from-device.ts";

/** Creates the manager of one sign-in. It refreshes with the app's secret where one is needed, and without it sends nothing. */
export async function openManager(
  key: TokenKey,
  { store, revoke, context }: { store: TokenStore; revoke?: Revoke | undefined; context: CommandContext },
): Promise<TokenManager> {
  const configured = await findClient(key, context);
  const runtime = createNetworkRuntime(context.runtime, { env: context.env, keepConnections: false });
  return createTokenManager({
    store,
    key,
    revoke,
    runtime,
    refresh: async (tokens, options) => {
      const needsSecret = !isFromDevice(await store.read(key));
      if (needsSecret && configured.clientSecret === undefined) {
        // What GitHub would say; nothing is to be spent on hearing it.
        throw new TokenRequestError({ providerCode: "incorrect_client_credentials", description: "" }, 200);
      }
      const client = needsSecret ? configured : { clientId: key.clientId };
      return refreshWith(providerOf(context.host, key.clientId), client, runtime, context.trace)(tokens, options);
    },
  });
}

/** The app a sign-in belongs to, with its secret when it is the one that is configured. */
export async function findClient({ clientId }: TokenKey, context: CommandContext): Promise<Client> {
  const configured = await findCredentials(context);
  return configured.clientId === clientId ? { clientId, clientSecret: configured.clientSecret } : { clientId };
}

/**
 * The token of a verdict.
 *
 * @throws SessionError, NetworkError, ConfigurationError, TokenRequestError or TokenStoreError when it brings none.
 */
export async function requireToken(verdict: Verdict, key: TokenKey, context: CommandContext): Promise<Fresh> {
  if (hasToken(verdict)) {
    return verdict;
  }
  const { host, output } = context;
  switch (verdict.kind) {
    case "revoked":
      throw new SessionError(`the connection of ${key.account} to ${host.name} has ended`, "connection_ended");
    case "configuration": {
      const { clientSecret } = await findClient(key, context);
      throw clientSecret === undefined
        ? new ConfigurationError("the sign-in has to be renewed, with the secret of its app", "client_secret_missing")
        : verdict.error;
    }
    case "transient":
      throw verdict.error instanceof NetworkError
        ? verdict.error
        : new SessionError(`${host.name} did not renew the sign-in`, "renewal_failed", { cause: verdict.error });
    case "locked_out":
      throw new SessionError(
        `another process (${verdict.pid ?? "on another machine"}) is renewing the sign-in`,
        "renewal_busy",
      );
    case "store_failed":
      if (verdict.accessToken === undefined) {
        throw verdict.error;
      }
      output.note(text.renewedNotKept);
      return { kind: "refreshed", accessToken: verdict.accessToken, expiresAt: undefined };
  }
}
