import { parseRepositoryName, type RepositoryName } from "@dev-github-tool/github";
import type { CommandContext } from "./command-context.ts";
import { UsageError } from "./errors.ts";
import { readOriginRepository } from "./git.ts";

/**
 * The repository to work on: the one that was named, else the one the current folder's `origin` points to.
 *
 * @throws UsageError `repository_needed` when there is neither.
 */
export async function resolveRepository(
  named: RepositoryName | undefined,
  context: CommandContext,
): Promise<RepositoryName> {
  if (named !== undefined) {
    return named;
  }
  const origin = await readOriginRepository(context, context.host);
  if (origin === undefined) {
    throw new UsageError(`which repository? This folder's origin does not point to ${context.host.name}`, {
      code: "repository_needed",
      hint: `${context.situation.command} -R owner/name`,
    });
  }
  return parseRepositoryName(origin);
}
