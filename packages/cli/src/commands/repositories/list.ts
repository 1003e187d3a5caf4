import { requestRepositories } from "@dev-github-tool/github";
import { withApi } from "../../api.ts";
import type { CommandContext } from "../../command-context.ts";
import { parseFields, pickFields } from "../../fields.ts";
import { type ListFlags, parseLimit } from "../../options.ts";
import { text } from "../../text.ts";
import { repositoryColumns, repositoryFields } from "./view.ts";

export interface RepositoryListOptions {
  readonly limit: number;
  readonly fields: readonly string[] | undefined;
}

/** @throws UsageError. */
export function parseRepositoryList({ limit, json }: ListFlags): RepositoryListOptions {
  return { limit: parseLimit(limit), fields: parseFields(json, repositoryFields) };
}

/** Lists the person's repositories, the most recently updated first. */
export async function runRepositoryList(
  { limit, fields }: RepositoryListOptions,
  context: CommandContext,
): Promise<void> {
  const { output, signal } = context;
  const rows = await withApi(context, (client) => requestRepositories(client, { limit, signal }));
  if (fields !== undefined) {
    output.json(rows.map((row) => pickFields(row, fields, repositoryFields)));
    return;
  }
  await output.table({ columns: repositoryColumns, rows });
  output.note(rows.length === 0 ? text.list.noRepositories : text.list.showing(rows.length, limit));
}
