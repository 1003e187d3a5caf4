import { createHash } from "node:crypto";
import type { SeedPullRequest, SeedRepository } from "../../seed.ts";
import { simpleUserOrNull } from "./account.ts";
import { htmlUrl, type ItemView, idsPerRepository, itemId, sharedFields } from "./item.ts";
import { nodeId } from "./node-id.ts";
import { repositoryApiUrl } from "./repository.ts";

export interface PullRequestView extends ItemView {
  /** The repository as the viewer sees it: every pull request of a list holds it twice. */
  readonly repositoryBody: object;
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
    merge_commit_sha: shaOf(repository, `${pull.number} merge`),
    auto_merge: null,
    requested_reviewers: [],
    requested_teams: [],
    head,
    base: branchOf(view, pull, "base"),
    _links: Object.fromEntries(Object.entries(links).map(([relation, href]) => [relation, { href }])),
  };
}

function branchOf(
  { core, address, repository, repositoryBody }: PullRequestView,
  pull: SeedPullRequest,
  side: "head" | "base",
) {
  const ref = side === "head" ? pull.headBranch : pull.baseBranch;
  const sha = shaOf(repository, side === "head" ? `${pull.number} head` : "main");
  // Of a deleted fork GitHub keeps the branch's name and commit and nothing else.
  if (side === "head" && pull.headDeleted) return { label: `unknown:${ref}`, ref, sha, user: null, repo: null };
  return {
    label: `${repository.owner}:${ref}`,
    ref,
    sha,
    user: simpleUserOrNull(core, address, repository.owner),
    repo: repositoryBody,
  };
}

function shaOf(repository: SeedRepository, subject: string): string {
  return createHash("sha1").update(`${repository.id} ${subject}`).digest("hex");
}
