import type { Secret } from "./secret.ts";

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
