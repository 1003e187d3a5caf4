import { TokenStoreError } from "@dev-github-tool/oauth";
import { type NoKeyringReason, openKeyring } from "@dev-github-tool/vault";
import type { Environment } from "../environment.ts";
import type { Host } from "../host.ts";
import { providerOf } from "../provider.ts";
import { parseSession, type Session } from "./former-record.ts";
import { keyringService } from "./key-place.ts";
import type { StoreChoice } from "./stores.ts";

/** Why there is no keyring here, or undefined when there is one. */
export async function findNoKeyringReason(env: Environment): Promise<NoKeyringReason | undefined> {
  const keyring = await openKeyring({ service: keyringService, env });
  return typeof keyring === "string" ? keyring : undefined;
}

/**
 * Earlier versions kept whole sign-ins in the keyring, one per host. What is found there moves into the vault, once. An
 * entry that cannot be read stays where it is.
 */
export async function takeOver(
  host: Host,
  { env, open }: { readonly env: Environment; readonly open: () => Promise<StoreChoice> },
): Promise<StoreChoice | NoKeyringReason | "nothing"> {
  const keyring = await openKeyring({ service: keyringService, env });
  if (typeof keyring === "string") {
    return keyring;
  }
  const session = readSession(await keyring.read(host.name));
  if (session === undefined) {
    return "nothing";
  }
  const choice = await open();
  const { login, id, accessToken, clientId, obtainedAt, ...tokens } = session;
  await choice.store.put(
    { issuer: providerOf(host, clientId).issuer, clientId, account: login },
    { tokens: { ...tokens, accessToken, tokenType: "bearer" }, attributes: { accountId: id, signedInAt: obtainedAt } },
  );
  await keyring.remove(host.name);
  return choice;
}

function readSession(text: string | undefined): Session | undefined {
  try {
    return text === undefined ? undefined : parseSession(text);
  } catch (error) {
    if (error instanceof TokenStoreError) {
      return undefined;
    }
    throw error;
  }
}
