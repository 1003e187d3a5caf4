import { Secret, TokenStoreError } from "@dev-github-tool/oauth";
import { decodeKey } from "./key-text.ts";

/** Which environment variable holds the key. */
export interface KeyVariableOptions {
  readonly variable: string;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/**
 * Reads a key, as base64 or hexadecimal, from an environment variable. The variable stays: whoever starts other programs
 * takes it out first.
 *
 * @throws TokenStoreError `key_missing` when it is not set, or what it holds is no key.
 */
export function readKeyVariable({ variable, env = process.env }: KeyVariableOptions): Secret {
  const text = env[variable]?.trim();
  if (text === undefined || text === "") {
    throw new TokenStoreError(`${variable} is not set`, { code: "key_missing" });
  }
  const key = new Secret(text);
  decodeKey(key);
  return key;
}
