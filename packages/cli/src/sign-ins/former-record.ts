import { isTokenText, Secret, TokenStoreError } from "@dev-github-tool/oauth";

/** A sign-in as earlier versions kept it in the keyring: whose it is, what it may do, and until when. Instants are milliseconds since the epoch. */
export interface Session {
  readonly login: string;
  /** The account's number, which stays when the login is renamed. */
  readonly id: number;
  readonly accessToken: Secret;
  /** The scopes granted; undefined when the server did not say. */
  readonly scope: readonly string[] | undefined;
  /** The app that asked, so that the token can be given back to where it came from. */
  readonly clientId: string;
  readonly obtainedAt: number;
  readonly expiresAt: number | undefined;
  readonly refreshToken: Secret | undefined;
  readonly refreshTokenExpiresAt: number | undefined;
}

const VERSION = 1;

/**
 * The session a kept text holds.
 *
 * @throws TokenStoreError `corrupt`; without a cause, since a parser's message quotes the text.
 */
export function parseSession(text: string): Session {
  const record = parseObject(text);
  const { login, id, accessToken, clientId, obtainedAt, refreshToken } = record;
  if (
    record.version !== VERSION ||
    typeof login !== "string" ||
    typeof id !== "number" ||
    typeof accessToken !== "string" ||
    !isTokenText(accessToken) ||
    typeof clientId !== "string" ||
    typeof obtainedAt !== "number"
  ) {
    throw corrupt();
  }
  return {
    login,
    id,
    accessToken: new Secret(accessToken),
    scope: optionalScope(record.scope),
    clientId,
    obtainedAt,
    expiresAt: optionalNumber(record.expiresAt),
    refreshToken: typeof refreshToken === "string" ? new Secret(refreshToken) : undefined,
    refreshTokenExpiresAt: optionalNumber(record.refreshTokenExpiresAt),
  };
}

function parseObject(text: string): Partial<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null) {
      return { ...parsed };
    }
  } catch {
    // Falls through.
  }
  throw corrupt();
}

function optionalNumber(value: unknown): number | undefined {
  if (value !== undefined && typeof value !== "number") {
    throw corrupt();
  }
  return value;
}

function optionalScope(value: unknown): readonly string[] | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (!Array.isArray(value) || !value.every((scope) => typeof scope === "string")) {
    throw corrupt();
  }
  return value;
}

function corrupt(): TokenStoreError {
  return new TokenStoreError("what is kept for this host is not a sign-in of this tool", { code: "corrupt" });
}
