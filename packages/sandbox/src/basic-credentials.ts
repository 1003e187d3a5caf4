/** What `Authorization: Basic` says; GitHub's own clients write the scheme in small letters. */
export interface BasicCredentials {
  readonly id: string;
  readonly secret: string;
}

/** Reads client id and secret from an `Authorization` header; undefined when it is missing, of another scheme or not base64. */
export function readBasicCredentials(authorization: string | undefined): BasicCredentials | undefined {
  const [, encoded] = /^basic +([A-Za-z0-9+/=]+)$/i.exec(authorization?.trim() ?? "") ?? [];
  if (encoded === undefined) return undefined;
  const credentials = Buffer.from(encoded, "base64").toString();
  const separator = credentials.indexOf(":");
  return { id: credentials.slice(0, Math.max(separator, 0)), secret: credentials.slice(separator + 1) };
}
