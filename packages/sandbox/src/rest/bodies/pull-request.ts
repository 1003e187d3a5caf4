import { type Commit, headOf, madeUpSha } from "../../history.ts";
import type { SeedPullRequest, SeedRepository } from "../../seed.ts";
import { simpleUserOrNull } from "./account.ts";
import { htmlUrl, type ItemView, idsPerRepository, itemId, sharedFields } from "./item.ts";
import { nodeId } from "./node-id.ts";
import { repositoryApiUrl } from "./repository.ts";

export interface PullRequestView extends ItemView {
  /** A repository as the viewer sees it; null for one he may not see. */
  readonly repositoryBody: (repository: SeedRepository) => object | null;
}

/** GitHub's `pull-request-simple`. */
export function pullRequestBody(view: PullRequestView, pull: SeedPullRequest) {
  const { address, repository } = view;
  const api = repositoryApiUrl(address, repository);
  const url = `${api}/pulls/${pull.number}`;
  const issueUrl = `${api}/issues/${pull.number}`;
  const id = itemId(repository, pull) + idsPerRepository / 2;
  const head = branchOf(view, pull, "head");
  const links = {
    self: url,
    html: htmlUrl(view, { kind: "pull_request", ...pull }),
    issue: issueUrl,
    comments: `${issueUrl}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${api}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${api}/statuses/${head.sha}`,
  };
  return {
    ...sharedFields(view, pull),
    id,
    node_id: nodeId("PullRequest", id),
    url,
    html_url: links.html,
    diff_url: `${links.html}.diff`,
    patch_url: `${links.html}.patch`,
    issue_url: links.issue,
    comments_url: links.comments,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    commits_url: links.commits,
    statuses_url: links.statuses,
    draft: pull.draft,
    merged_at: pull.mergedAt,
    merge_commit_sha: mergeShaOf(view, pull),
    auto_merge: null,
    requested_reviewers: (pull.requestedReviewers ?? [])
      .map((login) => simpleUserOrNull(view.core, address, login))
      .filter((user) => user !== null),
    requested_teams: [],
    head,
    base: branchOf(view, pull, "base"),
    _links: Object.fromEntries(Object.entries(links).map(([relation, href]) => [relation, { href }])),
  };
}

/** GitHub's `pull-request`, as a single one is answered. A seed has no files: the numbers are made of the pull request's. */
export function fullPullRequestBody(view: PullRequestView, pull: SeedPullRequest) {
  const merged = pull.mergedAt !== null;
  const isOpen = pull.state === "open";
  const { additions, deletions, changedFiles } = changesOf(pull);
  return {
    ...pullRequestBody(view, pull),
    merged,
    mergeable: isOpen ? true : null,
    rebaseable: isOpen ? true : null,
    mergeable_state: mergeStateOf(pull),
    merged_by: merged ? simpleUserOrNull(view.core, view.address, pull.author) : null,
    comments: pull.comments,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: commitsOfPullRequest(view, pull).length,
    additions,
    deletions,
    changed_files: changedFiles,
  };
}

/** How much a pull request changes: a seed has no files. */
export function changesOf({ number }: SeedPullRequest) {
  return { additions: 4 + (number % 50), deletions: number % 20, changedFiles: 1 + (number % 5) };
}

/** Whether an open pull request could be merged: a seed has no conflicts. */
export function mergeStateOf({ state, draft }: SeedPullRequest): "clean" | "draft" | "unknown" {
  if (state !== "open") return "unknown";
  return draft ? "draft" : "clean";
}

/** What a pull request brings, the oldest first: a seed tells of its branch no more than whose it is. */
export function commitsOfPullRequest(
  view: Pick<ItemView, "core" | "repository">,
  pull: SeedPullRequest,
): readonly Commit[] {
  const count = 1 + (pull.number % 3);
  const shas = Array.from({ length: count }, (_, index) =>
    index === count - 1 ? headShaOf(view, pull) : madeUpSha(view.repository, `${pull.number} commit ${index + 1}`),
  );
  return shas.map((sha, index) => ({
    sha,
    message: count === 1 ? pull.title : `${pull.title}, part ${index + 1}`,
    author: pull.author,
    committedAt: pull.createdAt,
    parent: shas[index - 1],
  }));
}

/** The commit at the end of a pull request's branch. Of a deleted fork GitHub keeps it. */
export function headShaOf(view: Pick<ItemView, "core" | "repository">, pull: SeedPullRequest): string {
  const repository = headRepositoryOf(view, pull);
  return repository === undefined
    ? madeUpSha(view.repository, `branch ${pull.headBranch}`)
    : headOf(repository, view.core.world.historyOf(repository), pull.headBranch);
}

function mergeShaOf(view: PullRequestView, pull: SeedPullRequest): string {
  return mergeCommitOf(view, pull)?.sha ?? madeUpSha(view.repository, `${pull.number} merge`);
}

/** The commit of the default branch that a pull request was merged with. */
export function mergeCommitOf(
  { core, repository }: Pick<PullRequestView, "core" | "repository">,
  pull: SeedPullRequest,
): Commit | undefined {
  const { commits } = core.world.historyOf(repository);
  return pull.mergedAt === null ? undefined : commits.find(({ message }) => message.endsWith(` (#${pull.number})`));
}

/** The repository a pull request's branch lies in; undefined for a fork that is gone. */
export function headRepositoryOf(
  { core, repository }: Pick<ItemView, "core" | "repository">,
  pull: SeedPullRequest,
): SeedRepository | undefined {
  if (pull.headDeleted) return undefined;
  if (pull.headRepository === undefined) return repository;
  const [owner = "", name = ""] = pull.headRepository.split("/");
  return core.world.repositoryByName(owner, name)?.repository;
}

function branchOf(view: PullRequestView, pull: SeedPullRequest, side: "head" | "base") {
  const { core, address } = view;
  const ref = side === "head" ? pull.headBranch : pull.baseBranch;
  const repository = side === "head" ? headRepositoryOf(view, pull) : view.repository;
  // Of a deleted fork GitHub keeps the branch's name and commit and nothing else.
  if (repository === undefined) {
    return { label: `unknown:${ref}`, ref, sha: headShaOf(view, pull), user: null, repo: null };
  }
  return {
    label: `${repository.owner}:${ref}`,
    ref,
    sha: side === "head" ? headShaOf(view, pull) : headOf(repository, core.world.historyOf(repository), ref),
    user: simpleUserOrNull(core, address, repository.owner),
    repo: view.repositoryBody(repository),
  };
}
