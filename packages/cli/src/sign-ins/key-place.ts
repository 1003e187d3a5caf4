import { join } from "node:path";
import type { Secret } from "@dev-github-tool/oauth";
import { readKeyCommand, readKeyFile, readKeyringKey, readKeyVariable } from "@dev-github-tool/vault";
import type { Environment, EnvironmentSecrets } from "../environment.ts";
import { ConfigurationError } from "../errors.ts";
import { type Config, parseCommand } from "./config-file.ts";
import { stateFolder } from "./folders.ts";

/** Where the key to the vault comes from. `variable` names the variable that decided so, where one did. */
export type KeyPlace =
  | { readonly kind: "keyring" }
  | { readonly kind: "variable"; readonly variable: "DGT_VAULT_KEY" }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "command"; readonly command: readonly [string, ...string[]] };

/** The tool's name in the keyring, and that of the key. */
export const keyringService = "dgt";
const KEY_ACCOUNT = "vault-key";

/** Where a key lies that the tool makes beside the vault. */
export function keyFileBeside(env: Environment): string {
  return join(stateFolder(env), "vault.key");
}

/**
 * Finds out where the key comes from: the environment decides before the configuration, and that before the keyring.
 *
 * @throws ConfigurationError `vault_key_command_invalid`.
 */
export function findKeyPlace(
  { env, secrets }: { readonly env: Environment; readonly secrets: EnvironmentSecrets },
  { vaultKey }: Config,
): KeyPlace {
  if (secrets.vaultKey !== undefined) {
    return { kind: "variable", variable: "DGT_VAULT_KEY" };
  }
  if (env.DGT_VAULT_KEY_FILE) {
    return { kind: "file", path: env.DGT_VAULT_KEY_FILE };
  }
  if (env.DGT_VAULT_KEY_COMMAND) {
    return { kind: "command", command: readCommandVariable(env.DGT_VAULT_KEY_COMMAND) };
  }
  if (vaultKey === undefined) {
    return { kind: "keyring" };
  }
  return vaultKey.kind === "file" ? { kind: "file", path: keyFileBeside(env) } : vaultKey;
}

function readCommandVariable(value: string): readonly [string, ...string[]] {
  try {
    return parseCommand(JSON.parse(value));
  } catch {
    throw new ConfigurationError("DGT_VAULT_KEY_COMMAND is not a JSON list of words", "vault_key_command_invalid");
  }
}

/**
 * Reads the key. With `create`, a keyring or a file without one gets one.
 *
 * @throws TokenStoreError `key_missing`, `unavailable`, `insecure`.
 */
export async function readKey(
  place: KeyPlace,
  options: { readonly env: Environment; readonly secrets: EnvironmentSecrets; readonly create: boolean },
): Promise<Secret> {
  const { env, secrets, create } = options;
  switch (place.kind) {
    case "keyring":
      return readKeyringKey({ service: keyringService, account: KEY_ACCOUNT, env, create });
    case "variable":
      return readKeyVariable({ variable: place.variable, env: { [place.variable]: secrets.vaultKey?.reveal() } });
    case "file":
      return readKeyFile({ path: place.path, create });
    case "command": {
      const [command, ...args] = place.command;
      return readKeyCommand({ command, args, env });
    }
  }
}
