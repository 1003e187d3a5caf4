import type { Secret } from "./secret.ts";

/**
 * Whether a text may be taken for a token: visible ASCII characters and nothing else. A token goes into a header, and the
 * platform's own refusal of another character quotes the header.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1
 */
export function isTokenText(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

/** What a token endpoint granted. Instants are milliseconds since the epoch, UTC. */
export interface TokenSet {
  readonly accessToken: Secret;
  readonly tokenType: "bearer";
  /** The scopes granted, which may be fewer than asked for; undefined when the server did not say, meaning as asked. */
  readonly scope: readonly string[] | undefined;
  /** When the access token ends; undefined means that no end is known, not that it ends at some default time. */
  readonly expiresAt: number | undefined;
  readonly refreshToken: Secret | undefined;
  /** When the refresh token ends; undefined means that no end is known. */
  readonly refreshTokenExpiresAt: number | undefined;
}
