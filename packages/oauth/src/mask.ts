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

/** A value shorter than this cannot be told from ordinary text, and no server issues a secret that short. */
const SHORTEST_SECRET = 8;

/** The forms in which a text may hold one of the secrets. */
export function formsOf(secrets: readonly string[]): readonly string[] {
  const values = secrets.filter((value) => value.length >= SHORTEST_SECRET);
  return values.flatMap((value) => [value, encodeURIComponent(value)]);
}

/** `text` with every occurrence of the given secrets masked, for text that came from elsewhere and may echo them. */
export function maskOccurrences(text: string, secrets: readonly (Secret | undefined)[]): string {
  const forms = formsOf(secrets.map((secret) => secret?.reveal() ?? "")).map(literally);
  return forms.length === 0 ? text : text.replaceAll(new RegExp(forms.join("|"), "g"), (found) => maskSecret(found));
}

function literally(text: string): string {
  return text.replaceAll(/[^\w]/g, "\\$&");
}
