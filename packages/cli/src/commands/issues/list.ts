import { type RepositoryName, requestIssues } from "@dev-github-tool/github";
import type { CommandContext } from "../../command-context.ts";
import { parseFields, pickFields } from "../../fields.ts";
import { type ListFlags, parseLimit, parseRepository, parseState, type State } from "../../options.ts";
import { withRepository } from "../../progressive/hidden-repository.ts";
import { resolveRepository } from "../../repository.ts";
import { text } from "../../text.ts";
import { issueColumns, issueFields } from "./view.ts";

export interface IssueListOptions {
  readonly repository: RepositoryName | undefined;
  readonly limit: number;
  readonly state: State;
  readonly fields: readonly string[] | undefined;
}

/** @throws UsageError; GitHubApiError `invalid_repository_name`. */
export function parseIssueList({ repo, limit, state, json }: ListFlags): IssueListOptions {
  return {
    repository: parseRepository(repo),
    limit: parseLimit(limit),
    state: parseState(state),
    fields: parseFields(json, issueFields),
  };
}

/** Lists the issues of one repository, the newest first. */
export async function runIssueList(options: IssueListOptions, context: CommandContext): Promise<void> {
  const { output, signal } = context;
  const { limit, state, fields } = options;
  const repository = await resolveRepository(options.repository, context);
  const rows = await withRepository(repository, context, (client) =>
    requestIssues(client, { repository, limit, state, signal }),
  );
  if (fields !== undefined) {
    output.json(rows.map((row) => pickFields(row, fields, issueFields)));
    return;
  }
  await output.table({ columns: issueColumns, rows });
  output.note(
    rows.length === 0
      ? text.list.noIssues(state, repository.nameWithOwner)
      : text.list.showing(rows.length, limit, repository.nameWithOwner),
  );
}
