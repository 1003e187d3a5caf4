import { type Secret, TokenStoreError } from "@dev-github-tool/oauth";
import { parseKey } from "./key-text.ts";

/** Which environment variable holds the key. */
export interface KeyVariableOptions {
  readonly variable: string;
  /** This process's own environment unless given. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/**
 * Reads a key, as base64 or hexadecimal, from an environment variable. The variable stays: whoever starts other programs
 * takes it out first.
 *
 * @throws TokenStoreError `key_missing` when it is not set, or what it holds is no key.
 */
export function readKeyVariable({ variable, env = process.env }: KeyVariableOptions): Secret {
  const text = env[variable] ?? "";
  if (text.trim() === "") {
    throw new TokenStoreError(`${variable} is not set`, { code: "key_missing" });
  }
  return parseKey(text);
}
