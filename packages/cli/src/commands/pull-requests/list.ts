import { type RepositoryName, requestPullRequests } from "@dev-github-tool/github";
import type { CommandContext } from "../../command-context.ts";
import { parseFields, pickFields } from "../../fields.ts";
import { type ListFlags, parseLimit, parseRepository, parseState, type State } from "../../options.ts";
import { withRepository } from "../../progressive/hidden-repository.ts";
import { resolveRepository } from "../../repository.ts";
import { text } from "../../text.ts";
import { pullRequestColumns, pullRequestFields } from "./view.ts";

export interface PullRequestListOptions {
  readonly repository: RepositoryName | undefined;
  readonly limit: number;
  readonly state: State;
  readonly fields: readonly string[] | undefined;
}

/** @throws UsageError; GitHubApiError `invalid_repository_name`. */
export function parsePullRequestList({ repo, limit, state, json }: ListFlags): PullRequestListOptions {
  return {
    repository: parseRepository(repo),
    limit: parseLimit(limit),
    state: parseState(state),
    fields: parseFields(json, pullRequestFields),
  };
}

/** Lists the pull requests of one repository, the newest first. */
export async function runPullRequestList(options: PullRequestListOptions, context: CommandContext): Promise<void> {
  const { output, signal } = context;
  const { limit, state, fields } = options;
  const repository = await resolveRepository(options.repository, context);
  const rows = await withRepository(repository, context, (client) =>
    requestPullRequests(client, { repository, limit, state, signal }),
  );
  if (fields !== undefined) {
    output.json(rows.map((row) => pickFields(row, fields, pullRequestFields)));
    return;
  }
  await output.table({ columns: pullRequestColumns, rows });
  output.note(
    rows.length === 0
      ? text.list.noPullRequests(state, repository.nameWithOwner)
      : text.list.showing(rows.length, limit, repository.nameWithOwner),
  );
}
