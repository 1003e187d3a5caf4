import { Secret } from "./secret.ts";

/** The prefixes GitHub documents; they name the kind of a token and are the only part of one that is ever shown. */
const DOCUMENTED_PREFIX = /^(?:gh[opsur]_|github_pat_)/;

/**
 * The one masking function: what may be shown of a secret, such as `gho_… (40 characters)`.
 *
 * Shows the documented prefix of a GitHub token and the length, and nothing else of the value. `mark` is the fingerprint
 * a trace gives the value, so that a reader sees which masked values are equal.
 *
 * @see https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats
 */
export function maskSecret(secret: Secret | string, mark?: string): string {
  const value = secret instanceof Secret ? secret.reveal() : secret;
  const prefix = DOCUMENTED_PREFIX.exec(value)?.[0] ?? "";
  return `${prefix}… (${value.length} characters${mark === undefined ? "" : `, ${mark}`})`;
}

/** `text` with every occurrence of the given secrets masked, for text that came from elsewhere and may echo them. */
export function maskOccurrences(text: string, secrets: readonly (Secret | undefined)[]): string {
  let masked = text;
  for (const secret of secrets) {
    const value = secret?.reveal() ?? "";
    if (value !== "") {
      masked = masked.replaceAll(value, maskSecret(value)).replaceAll(encodeURIComponent(value), maskSecret(value));
    }
  }
  return masked;
}
