import { setTimeout as pause } from "node:timers/promises";
import { type Secret, TokenStoreError } from "@dev-github-tool/oauth";
import { createKey, parseKey } from "./key-text.ts";
import { type KeyringOptions, type NoKeyringReason, openKeyring } from "./keyring.ts";

const REASONS: Readonly<Record<NoKeyringReason, string>> = {
  no_session_bus: "there is no session bus, and so no keyring",
  session_bus_silent: "the session bus does not answer",
  not_installed: "the package @napi-rs/keyring is not installed",
};

/** Longer than another process takes from finding no key to writing one. */
const SETTLE_MS = 250;

/** Which entry of the keyring holds the key. */
export interface KeyringKeyOptions extends KeyringOptions {
  readonly account: string;
  /** Whether to make a key when there is none. The keyring is first made to show that it keeps what it is given. */
  readonly create?: boolean | undefined;
}

/**
 * Reads the key that the operating system's keyring keeps.
 *
 * @throws TokenStoreError `unavailable` when there is no keyring or it refuses: nothing else is used in its stead.
 * `key_missing` when it has no such key and none is to be made, or what it has is no key.
 */
export async function readKeyringKey(options: KeyringKeyOptions): Promise<Secret> {
  const { account, create = false } = options;
  const keyring = await openKeyring(options);
  if (typeof keyring === "string") {
    throw new TokenStoreError(REASONS[keyring], { code: "unavailable" });
  }
  let text = await keyring.read(account);
  if (text === undefined && create) {
    await keyring.prove();
    await keyring.write(account, createKey().reveal());
    // A keyring cannot compare before it writes: of two that make a key at once, both go on with the later one.
    await pause(SETTLE_MS);
    text = await keyring.read(account);
  }
  if (text === undefined) {
    throw new TokenStoreError("the keyring does not have the key", { code: "key_missing" });
  }
  return parseKey(text);
}
