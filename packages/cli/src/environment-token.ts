import type { CommandContext } from "./command-context.ts";
import type { EnvironmentToken } from "./environment.ts";
import { defaultHost, parseHost } from "./host.ts";

/**
 * The token of the environment that is meant for this host, if any. Each is bound to one host, so that asking another one
 * never shows it a token that is not its own: github.com, or for `DGT_TOKEN` the one that `DGT_HOST` names. An account that
 * was asked for by name goes before it.
 */
export function findEnvironmentToken({
  secrets,
  env,
  host,
  account,
}: Pick<CommandContext, "secrets" | "env" | "host" | "account">): EnvironmentToken | undefined {
  if (account !== undefined) {
    return undefined;
  }
  return secrets.tokens.find(({ variable }) => {
    const bound = variable === "DGT_TOKEN" ? parseHost(env.DGT_HOST || undefined) : defaultHost;
    return bound.baseUrl === host.baseUrl;
  });
}
