// The real GitHub, with the app whose values are in .env.
import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { buildSettingsUrl, githubProvider } from "@dev-github-tool/github";
import { type Client, DevGitHubError, Secret, systemRuntime } from "@dev-github-tool/oauth";
import type { RedirectOptions } from "@dev-github-tool/oauth/loopback";
import { choose, confirm, say, waitForEnter } from "./speech.ts";
import type { Stage } from "./stage.ts";

/** The values of a registered app, as .env.example names them. */
export interface AppValues {
  readonly client: Client;
  readonly redirect: RedirectOptions;
  /** Another GitHub than github.com. */
  readonly host: string | undefined;
}

/**
 * Reads the app's values from the environment and from `.env`; undefined when there are none.
 *
 * @throws DevGitHubError when they are incomplete, with a code that `dgt explain` knows.
 */
export function readAppValues(): AppValues | undefined {
  // Not into process.env: what this process starts would inherit the secret.
  const file = readEnvFile();
  const setting = (name: string): string | undefined => process.env[name] || file[name] || undefined;
  const [clientId, secret] = [setting("GITHUB_CLIENT_ID"), setting("GITHUB_CLIENT_SECRET")];
  if (clientId === undefined && secret === undefined) {
    return undefined;
  }
  if (clientId === undefined) {
    throw incomplete("GITHUB_CLIENT_ID is not set, and GITHUB_CLIENT_SECRET is", "client_id_missing");
  }
  if (secret === undefined) {
    throw incomplete("GITHUB_CLIENT_SECRET is not set, and GITHUB_CLIENT_ID is", "client_secret_missing");
  }
  const uri = setting("GITHUB_REDIRECT_URI");
  const redirect = uri === undefined ? {} : parseRedirectUri(uri);
  return { client: { clientId, clientSecret: new Secret(secret) }, redirect, host: process.env.DGT_HOST };
}

function readEnvFile(): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(".env", "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return {};
    }
    throw incomplete("the file .env cannot be read", "env_file_unreadable");
  }
}

function parseRedirectUri(value: string): RedirectOptions {
  const { protocol, hostname, port, pathname } = URL.canParse(value) ? new URL(value) : new URL("about:blank");
  const host = (["127.0.0.1", "localhost", "[::1]"] as const).find((name) => name === hostname);
  if (protocol !== "http:" || host === undefined) {
    throw incomplete("GITHUB_REDIRECT_URI is no http address of this machine", "redirect_uri_invalid");
  }
  return { host, path: pathname, ...(port !== "" && { port: Number(port) }) };
}

function incomplete(message: string, code: string): DevGitHubError {
  return new DevGitHubError(message, { code, step: "app registration" });
}

/** Sets the stage for one lesson, in `folder`. */
export function setGitHubStage(folder: string, { client, redirect, host = "https://github.com" }: AppValues): Stage {
  const provider = githubProvider(host.includes("://") ? host : `https://${host}`);
  say(`With your own app, at ${provider.name}.\n`);
  return {
    provider,
    client,
    redirect,
    folder,
    say,
    choose,
    confirm,
    runtime: systemRuntime,
    openUrl: async (url) => say(`Open this address in your browser:\n  ${url}`),
    readHeadings: async () => [],
    skip: () => false,
    takeBack: () =>
      waitForEnter(`Open ${buildSettingsUrl(provider, client)}, press "Revoke access", and then Enter here. `),
    close: async () => {},
  };
}
