import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { Secret } from "@dev-github-tool/oauth";
import { ConfigurationError } from "./errors.ts";
import { type GitFolder, isTrackedByGit } from "./git.ts";

const FILE_NAME = ".env";
/** The permission bits that let group and others read a file. */
const READABLE_BY_OTHERS = 0o044;

/** What the `.env` of a folder says about the registered app. Nothing else is taken from it: a folder is untrusted. */
export interface EnvFile {
  readonly clientId: string | undefined;
  readonly clientSecret: Secret | undefined;
  readonly redirectUri: string | undefined;
}

/** A way in which a `.env` that holds a secret is not kept to oneself. */
export type EnvFileRisk = "tracked_by_git" | "readable_by_others";

/**
 * Reads the `.env` of a folder with Node's own parser; undefined when there is none.
 *
 * @throws ConfigurationError `env_file_unreadable`.
 */
export async function readEnvFile(cwd: string): Promise<EnvFile | undefined> {
  let text: string;
  try {
    text = await readFile(join(cwd, FILE_NAME), "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "EISDIR") {
      return undefined;
    }
    throw new ConfigurationError(`the file .env cannot be read (${String(code)})`, "env_file_unreadable");
  }
  const variables = parseEnv(text);
  return {
    clientId: variables.GITHUB_CLIENT_ID,
    clientSecret: variables.GITHUB_CLIENT_SECRET ? new Secret(variables.GITHUB_CLIENT_SECRET) : undefined,
    redirectUri: variables.GITHUB_REDIRECT_URI,
  };
}

/** Finds out who else can read the secret in the `.env` of a folder. */
export async function findEnvFileRisks(folder: GitFolder): Promise<readonly EnvFileRisk[]> {
  const [isTracked, { mode }] = await Promise.all([
    isTrackedByGit(folder, FILE_NAME),
    stat(join(folder.cwd, FILE_NAME)),
  ]);
  const isReadable = process.platform !== "win32" && (mode & READABLE_BY_OTHERS) !== 0;
  return [...(isTracked ? ["tracked_by_git" as const] : []), ...(isReadable ? ["readable_by_others" as const] : [])];
}
