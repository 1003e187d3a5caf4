import { buildSettingsUrl, GitHubApiError, revokeToken } from "@dev-github-tool/github";
import type { Client } from "@dev-github-tool/oauth";
import type { CommandContext } from "../../command-context.ts";
import { findCredentials } from "../../credentials.ts";
import { ConfigurationError, TokenStoreError } from "../../errors.ts";
import { createNetworkRuntime } from "../../network.ts";
import { providerOf } from "../../provider.ts";
import type { Session } from "../../session-record.ts";
import type { SessionStore } from "../../session-store.ts";
import { text } from "../../text.ts";

export interface LogoutOptions {
  /** Whether to remove the sign-in here without asking GitHub to end the token. */
  readonly isLocal: boolean;
}

export function parseLogout(flags: { readonly local?: boolean | undefined }): LogoutOptions {
  return { isLocal: flags.local === true };
}

/**
 * Ends a sign-in: first at GitHub, where the token would live on, then here. When GitHub cannot be asked, the sign-in stays,
 * so that the same command can end it later.
 */
export async function runLogout({ isLocal }: LogoutOptions, context: CommandContext): Promise<void> {
  const { host, output, secrets, stores } = context;
  if (secrets.token !== undefined) {
    throw new ConfigurationError("DGT_TOKEN is set, and dgt ends only tokens that it keeps", "token_from_environment");
  }
  const { store } = await stores.find();
  const session = await load(store, context);
  if (session === "corrupt") {
    await store.remove(host);
    output.note(text.logout.removedUnreadable);
    output.note(text.url(`${host.baseUrl}/settings/applications`));
  } else if (session === undefined) {
    output.note(text.logout.nobody(host.name));
  } else {
    const client = isLocal ? { clientId: session.clientId } : await findClient(session, context);
    await end(session, { client, store, context });
  }
}

async function load(store: SessionStore, { host }: CommandContext): Promise<Session | "corrupt" | undefined> {
  try {
    return await store.load(host);
  } catch (error) {
    if (error instanceof TokenStoreError && error.code === "corrupt") {
      return "corrupt";
    }
    throw error;
  }
}

/** The app the token was given to, with its secret when it is the one that is configured. */
async function findClient({ clientId }: Session, context: CommandContext): Promise<Client> {
  const configured = await findCredentials(context);
  return configured.clientId === clientId ? { clientId, clientSecret: configured.clientSecret } : { clientId };
}

async function end(
  session: Session,
  { client, store, context }: { client: Client; store: SessionStore; context: CommandContext },
): Promise<void> {
  const { host, output } = context;
  const outcome = await revoke(session, client, context);
  await store.remove(host);
  if (outcome === "settings_page") {
    output.note(text.logout.removedOnly(session.login, host.name));
    output.note(text.url(buildSettingsUrl(providerOf(host, client.clientId), client)));
  } else {
    output.note(text.logout[outcome](session.login, host.name));
  }
}

async function revoke(
  { accessToken }: Session,
  client: Client,
  { host, output, runtime, env, signal }: CommandContext,
): Promise<"revoked" | "not_known" | "settings_page"> {
  try {
    const { outcome } = await revokeToken({
      provider: providerOf(host, client.clientId),
      client,
      accessToken,
      runtime: createNetworkRuntime(runtime, { env, keepConnections: false }),
      signal,
    });
    return outcome;
  } catch (error) {
    output.note(text.logout.stillWorks);
    // A 401 here is about the app's id and secret, which this request is signed with, and not about the token.
    throw error instanceof GitHubApiError && error.code === "unauthorized"
      ? new ConfigurationError("GitHub does not accept the app's id and secret", "credentials_refused")
      : error;
  }
}
