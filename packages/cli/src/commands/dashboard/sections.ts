import type { Repository } from "@dev-github-tool/github";
import type { Column, Output } from "../../output/index.ts";
import { text } from "../../text.ts";
import { issueColumns } from "../issues/view.ts";
import { pullRequestColumns } from "../pull-requests/view.ts";
import { repositoryColumns } from "../repositories/view.ts";
import type { Work } from "./requests.ts";

/** Draws the repositories under their heading. */
export async function showRepositories(rows: readonly Repository[], output: Output): Promise<void> {
  output.line("");
  output.line(text.dashboard.repositories);
  await output.table({ columns: without(repositoryColumns, "Updated"), rows });
  if (rows.length === 0) {
    output.line(text.dashboard.noRepositories);
  }
}

/** Draws the open issues and the open pull requests of one repository, each under its heading. */
export async function showWork({ repository, issues, pullRequests }: Work, output: Output): Promise<void> {
  output.line("");
  output.line(text.dashboard.issues(repository.nameWithOwner));
  await output.table({ columns: without(issueColumns, "State", "Updated"), rows: issues ?? [] });
  if (issues === undefined || issues.length === 0) {
    output.line(issues === undefined ? text.dashboard.issuesOff : text.dashboard.noIssues);
  }
  output.line("");
  output.line(text.dashboard.pullRequests(repository.nameWithOwner));
  await output.table({ columns: without(pullRequestColumns, "Updated"), rows: pullRequests });
  if (pullRequests.length === 0) {
    output.line(text.dashboard.noPullRequests);
  }
}

/** The columns that say something here: everything is open, and the order tells what is recent. */
function without<Row>(columns: readonly Column<Row>[], ...labels: readonly string[]): readonly Column<Row>[] {
  return columns.filter(({ label }) => !labels.includes(label));
}
