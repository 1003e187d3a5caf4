import { execFile } from "node:child_process";
import type { Environment } from "./environment.ts";
import type { Host } from "./host.ts";

const TIMEOUT_MS = 3_000;

/** Where git runs, and with which environment; the latter holds no secret, see `splitEnvironment`. */
export interface GitFolder {
  readonly cwd: string;
  readonly env: Environment;
}

/** `owner/name` of the remote `origin` of the folder, when it points to `host`; undefined otherwise, or without git. */
export async function readOriginRepository(folder: GitFolder, host: Host): Promise<string | undefined> {
  const answer = await runGit(folder, ["remote", "get-url", "origin"]);
  return answer === undefined ? undefined : parseRemote(answer.trim(), host);
}

/** Whether git keeps a version of the file, so that its content is in the history of the repository. */
export async function isTrackedByGit(folder: GitFolder, file: string): Promise<boolean> {
  return (await runGit(folder, ["ls-files", "--error-unmatch", "--", file])) !== undefined;
}

/** `owner/name` that a remote address names on `host`: https, ssh and scp-like (`git@host:owner/name.git`) forms. */
export function parseRemote(remote: string, host: Host): string | undefined {
  const scpLike = /^(?:[^@/\s]+@)?([^:/\s]+):(?!\/\/)(.+)$/.exec(remote);
  const address = scpLike === null ? remote : `ssh://${scpLike[1]}/${scpLike[2]}`;
  if (!URL.canParse(address)) {
    return undefined;
  }
  const { protocol, host: withPort, hostname, pathname } = new URL(address);
  // The port of an ssh remote says nothing about the port of the web pages.
  const isHost = protocol === "ssh:" ? hostname === new URL(host.baseUrl).hostname : withPort === host.name;
  const path = /^\/+([^/]+)\/([^/]+?)(?:\.git)?\/?$/.exec(pathname);
  return isHost && path !== null ? `${path[1]}/${path[2]}` : undefined;
}

/** What git printed, or undefined when it failed, took too long or is not installed. */
function runGit({ cwd, env }: GitFolder, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile("git", args, { cwd, env, timeout: TIMEOUT_MS, encoding: "utf8" }, (error, stdout) => {
      resolve(error === null ? stdout : undefined);
    });
  });
}
