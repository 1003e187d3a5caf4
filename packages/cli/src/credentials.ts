import type { Client, Secret } from "@dev-github-tool/oauth";
import { isLoopback } from "@dev-github-tool/oauth";
import type { LoopbackHost, RedirectOptions } from "@dev-github-tool/oauth/loopback";
import { type EnvFile, findEnvFile } from "./env-file.ts";
import type { Environment, EnvironmentSecrets } from "./environment.ts";
import { ConfigurationError } from "./errors.ts";

/** The registered app the person signs in to. */
export interface Credentials {
  readonly client: Client;
  /** Where the redirect is caught; undefined for a free port of 127.0.0.1. */
  readonly redirect: RedirectOptions | undefined;
  /** The `.env` that the secret came from, if it did. */
  readonly secretFile: EnvFile | undefined;
}

/** Those of an app that can exchange codes. */
export interface CredentialsWithSecret extends Credentials {
  readonly client: Client & { readonly clientSecret: Secret };
}

/** Where credentials are looked for. */
export interface CredentialSources {
  readonly env: Environment;
  readonly secrets: EnvironmentSecrets;
  readonly cwd: string;
}

/** The shapes of client ids: older OAuth apps, newer OAuth apps, GitHub Apps of either age. */
const ID_SHAPE = /^(?:[0-9a-f]{20}|Ov23[A-Za-z0-9]{16}|Iv1\.[0-9a-f]{16}|Iv23[A-Za-z0-9]{16})$/;
/** The shape of GitHub's client secrets. */
const SECRET_SHAPE = /^[0-9a-f]{40}$/;

/**
 * Reads id and secret of the registered app from the environment, then from a `.env`, and judges their shape, so that what
 * was pasted wrongly is named before a browser opens. Without a secret, an app can sign people in with device codes only.
 *
 * @throws ConfigurationError `client_id_missing`, `credential_malformed`, `credentials_swapped`, `redirect_uri_invalid`,
 * `env_file_unreadable`.
 */
export async function readCredentials(sources: CredentialSources): Promise<Credentials> {
  const found = await findCredentials(sources);
  const { clientId, clientSecret } = found;
  if (clientId === undefined) {
    throw new ConfigurationError("GITHUB_CLIENT_ID is not set", "client_id_missing");
  }
  judgeCredential("GITHUB_CLIENT_ID", clientId);
  const secret = clientSecret?.reveal();
  if (secret !== undefined) {
    judgeCredential("GITHUB_CLIENT_SECRET", secret);
  }
  if (SECRET_SHAPE.test(clientId) || (secret !== undefined && ID_SHAPE.test(secret) && !ID_SHAPE.test(clientId))) {
    throw new ConfigurationError("GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET are swapped", "credentials_swapped");
  }
  return {
    client: { clientId, clientSecret },
    redirect: found.redirectUri === undefined ? undefined : parseRedirectUri(found.redirectUri),
    secretFile: found.secretFile,
  };
}

/**
 * The same credentials, for what takes the secret too.
 *
 * @throws ConfigurationError `client_secret_missing`.
 */
export function requireSecret(credentials: Credentials): CredentialsWithSecret {
  const { clientId, clientSecret } = credentials.client;
  if (clientSecret === undefined) {
    throw new ConfigurationError("GITHUB_CLIENT_SECRET is not set", "client_secret_missing");
  }
  return { ...credentials, client: { clientId, clientSecret } };
}

/** Id and secret as they are configured, unjudged; either may be missing. */
export async function findCredentials({
  env,
  secrets,
  cwd,
}: CredentialSources): Promise<Omit<EnvFile, "folder" | "name"> & Pick<Credentials, "secretFile">> {
  const file = await findEnvFile({ cwd, env });
  return {
    clientId: env.GITHUB_CLIENT_ID || file?.clientId || undefined,
    clientSecret: secrets.clientSecret ?? file?.clientSecret,
    redirectUri: env.GITHUB_REDIRECT_URI || file?.redirectUri || undefined,
    secretFile: secrets.clientSecret === undefined && file?.clientSecret !== undefined ? file : undefined,
  };
}

const FLAWS: readonly (readonly [RegExp, string])[] = [
  [/[\r\n]/, "has a line break in it"],
  [/^\s|\s$/, "has a space at its beginning or end"],
  [/\s/, "has a space in it"],
  [/["'`“”‘’]/, "has quotation marks in it"],
  [/[^\x21-\x7e]/, "has a character in it that no credential has"],
];

function judgeCredential(name: string, value: string): void {
  const flaw = FLAWS.find(([pattern]) => pattern.test(value));
  if (flaw !== undefined) {
    throw new ConfigurationError(`${name} ${flaw[1]} (${value.length} characters)`, "credential_malformed");
  }
}

/**
 * Reads `GITHUB_REDIRECT_URI`: an http address of this machine, such as `http://localhost:8000/callback`.
 *
 * @throws ConfigurationError `redirect_uri_invalid`: the tool could not catch a redirect to it.
 */
function parseRedirectUri(value: string): RedirectOptions {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const fault = url === undefined ? "is no address" : redirectUriFault(url, value);
  if (url === undefined || fault !== undefined) {
    throw new ConfigurationError(`GITHUB_REDIRECT_URI ${fault}`, "redirect_uri_invalid");
  }
  // Sound: redirectUriFault let the three loopback names through only.
  return { host: url.hostname as LoopbackHost, port: url.port === "" ? 0 : Number(url.port), path: url.pathname };
}

function redirectUriFault(url: URL, value: string): string | undefined {
  if (url.protocol !== "http:") {
    return "does not begin with http://";
  }
  if (!isLoopback(url)) {
    return "does not point to this machine (localhost, 127.0.0.1 or [::1])";
  }
  // The bytes registered are the bytes sent: what URL parsing would change could not match.
  const isPlain = url.search === "" && url.hash === "" && url.username === "" && url.password === "";
  return isPlain && (url.href === value || url.href === `${value}/`)
    ? undefined
    : "is more than http://, host, port and path";
}
