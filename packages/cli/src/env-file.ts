import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { Secret } from "@dev-github-tool/oauth";
import { ConfigurationError } from "./errors.ts";
import { type GitFolder, isTrackedByGit } from "./git.ts";
import { configFolder } from "./sign-ins/folders.ts";

const FILE_NAME = ".env";
/** The permission bits that let group and others read a file. */
const READABLE_BY_OTHERS = 0o044;

/** What a `.env` says about the registered app. Nothing else is taken from it: a folder is untrusted. */
export interface EnvFile {
  readonly folder: string;
  /** As it is told to people. */
  readonly name: string;
  readonly clientId: string | undefined;
  readonly clientSecret: Secret | undefined;
  readonly redirectUri: string | undefined;
}

/** A way in which a `.env` that holds a secret is not kept to oneself. */
export type EnvFileRisk = "tracked_by_git" | "readable_by_others";

/**
 * Finds the `.env` that names an app: of the current folder, else among the person's own configuration. Undefined when none does.
 *
 * @throws ConfigurationError `env_file_unreadable`.
 */
export async function findEnvFile({ cwd, env }: GitFolder): Promise<EnvFile | undefined> {
  const here = await readEnvFile(cwd, FILE_NAME);
  const own = configFolder(env);
  return here ?? readEnvFile(own, join(own, FILE_NAME));
}

/** Reads the `.env` of a folder with Node's own parser; undefined when there is none, or it is about other things. */
async function readEnvFile(folder: string, name: string): Promise<EnvFile | undefined> {
  let text: string;
  try {
    text = await readFile(join(folder, FILE_NAME), "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "EISDIR" || code === "ENOTDIR") {
      return undefined;
    }
    throw new ConfigurationError(`the file ${name} cannot be read (${String(code)})`, "env_file_unreadable");
  }
  const { GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, GITHUB_REDIRECT_URI } = parseEnv(text);
  if (!GITHUB_CLIENT_ID && !GITHUB_CLIENT_SECRET && !GITHUB_REDIRECT_URI) {
    return undefined;
  }
  return {
    folder,
    name,
    clientId: GITHUB_CLIENT_ID,
    clientSecret: GITHUB_CLIENT_SECRET ? new Secret(GITHUB_CLIENT_SECRET) : undefined,
    redirectUri: GITHUB_REDIRECT_URI,
  };
}

/** Finds out who else can read the secret in a `.env`. */
export async function findEnvFileRisks(
  { folder }: Pick<EnvFile, "folder">,
  { env }: Pick<GitFolder, "env">,
): Promise<readonly EnvFileRisk[]> {
  const [isTracked, { mode }] = await Promise.all([
    isTrackedByGit({ cwd: folder, env }, FILE_NAME),
    stat(join(folder, FILE_NAME)),
  ]);
  const isReadable = process.platform !== "win32" && (mode & READABLE_BY_OTHERS) !== 0;
  return [...(isTracked ? ["tracked_by_git" as const] : []), ...(isReadable ? ["readable_by_others" as const] : [])];
}
