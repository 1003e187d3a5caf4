import type { ServerWords } from "./errors.ts";
import { maskOccurrences } from "./mask.ts";
import type { Secret } from "./secret.ts";

const LONGEST_TEXT = 200;

/**
 * Makes a server's `error` and `error_description` fit to be kept.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#appendix-A.7
 */
export function readServerWords(
  error: string,
  description: unknown,
  secrets: readonly (Secret | undefined)[],
): ServerWords {
  return {
    providerCode: readServerText(error, secrets),
    description: typeof description === "string" ? readServerText(description, secrets) : "",
  };
}

/**
 * Makes a server's words fit to be kept: at most 200 printable characters, without the secrets that the server knows and may
 * echo.
 */
export function readServerText(text: string, secrets: readonly (Secret | undefined)[]): string {
  const masked = maskOccurrences(text, secrets);
  return masked.slice(0, LONGEST_TEXT).replaceAll(/[^\x20-\x7e…]/g, "\ufffd");
}
