import { GitHubApiError, type GitHubClient, missingScopes, type RepositoryName } from "@dev-github-tool/github";
import { type Account, findAccess, openApi } from "../api.ts";
import type { CommandContext } from "../command-context.ts";
import { explain } from "../explain.ts";
import { askWhether } from "../prompt.ts";
import { completeSignOuts } from "../sign-ins/sign-out.ts";
import { widenSignIn } from "./widen-sign-in.ts";
import { words } from "./words.ts";

/** What private repositories need of an OAuth app. */
const SCOPE = "repo";

/**
 * Runs requests about a repository with the token that is there. Where GitHub may hide the repository for want of a scope, says
 * what is granted and what is needed, offers to ask for it, and on a yes runs them again with what was granted.
 */
export async function withRepository<Result>(
  repository: RepositoryName,
  context: CommandContext,
  run: (client: GitHubClient) => Promise<Result>,
): Promise<Result> {
  const access = await findAccess(context);
  const attempt = run(openApi(access, context));
  const { result } = await reach(attempt, { repository, account: access.account, again: run }, context);
  await completeSignOuts(context);
  return result;
}

/** The same for requests that are under way. Gives back the client that may see more, where there is one now. */
export async function reach<Result>(
  attempt: Promise<Result>,
  {
    repository,
    account,
    again,
  }: {
    readonly repository: RepositoryName;
    /** Whose sign-in it is; undefined where it cannot be allowed more. */
    readonly account: Account | undefined;
    readonly again: (client: GitHubClient) => Promise<Result>;
  },
  context: CommandContext,
): Promise<{ readonly result: Result; readonly wider?: GitHubClient }> {
  try {
    return { result: await attempt };
  } catch (error) {
    const { asking, output, situation } = context;
    if (asking === undefined || account === undefined || !mayBeHidden(error)) {
      throw error;
    }
    output.note(words.hidden(repository.nameWithOwner, explain(error, situation).report.reason));
    if (!(await askWhether(words.offerPrivate, { initial: false, asking }))) {
      throw error;
    }
    output.note("");
    const { client } = await widenSignIn(account, context);
    output.note("");
    return { result: await again(client), wider: client };
  }
}

/** GitHub tells of no scope that is missing where that would tell that something is there: it answers 404. */
function mayBeHidden(error: unknown): error is GitHubApiError {
  if (!(error instanceof GitHubApiError)) {
    return false;
  }
  const { code, granted, needed } = error;
  return (
    (code === "not_found" && granted !== undefined && missingScopes(granted, [SCOPE]).length > 0) ||
    (code === "scope_missing" && needed.includes(SCOPE))
  );
}
