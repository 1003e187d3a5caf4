import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { Environment } from "../environment.ts";

/** Where the vault lies: `$DGT_STATE_DIR`, else `dgt` in the state folder of the XDG rules, on macOS too. */
export function stateFolder(env: Environment, platform: NodeJS.Platform = process.platform): string {
  if (env.DGT_STATE_DIR) {
    return env.DGT_STATE_DIR;
  }
  const home = homedir();
  return platform === "win32"
    ? join(env.LOCALAPPDATA || join(home, "AppData", "Local"), "dgt")
    : join(absolute(env.XDG_STATE_HOME) ?? join(home, ".local", "state"), "dgt");
}

/** Where the person's choices lie: `dgt` in the configuration folder of the XDG rules. */
export function configFolder(env: Environment, platform: NodeJS.Platform = process.platform): string {
  const home = homedir();
  return platform === "win32"
    ? join(env.APPDATA || join(home, "AppData", "Roaming"), "dgt")
    : join(absolute(env.XDG_CONFIG_HOME) ?? join(home, ".config"), "dgt");
}

/** @see https://specifications.freedesktop.org/basedir-spec/latest/: relative paths are to be ignored. */
function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined;
}
