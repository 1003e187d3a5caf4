import type { ServerWords } from "./errors.ts";
import { maskOccurrences } from "./mask.ts";
import type { Secret } from "./secret.ts";

const LONGEST_DESCRIPTION = 200;

/**
 * Makes a server's `error` and `error_description` fit to be kept: printable, short, and without the secrets that the
 * server knows and may echo.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#appendix-A.7
 */
export function readServerWords(
  error: string,
  description: unknown,
  secrets: readonly (Secret | undefined)[],
): ServerWords {
  return {
    providerCode: printable(maskOccurrences(error, secrets)),
    description: typeof description === "string" ? printable(maskOccurrences(description, secrets)) : "",
  };
}

function printable(text: string): string {
  return text.slice(0, LONGEST_DESCRIPTION).replaceAll(/[^\x20-\x7e…]/g, "\ufffd");
}
