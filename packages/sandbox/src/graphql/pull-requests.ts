import { headOf } from "../history.ts";
import { canSee } from "../rest/access.ts";
import { idsPerRepository, itemId } from "../rest/bodies/item.ts";
import { nodeId } from "../rest/bodies/node-id.ts";
import {
  changesOf,
  commitsOfPullRequest,
  headRepositoryOf,
  headShaOf,
  mergeCommitOf,
  mergeStateOf,
} from "../rest/bodies/pull-request.ts";
import { fullName } from "../world.ts";
import { commitNode } from "./commits.ts";
import { connection, countedOnly, type PageArguments } from "./connection.ts";
import type { Fields, GraphRequest, Placed } from "./fields.ts";
import { branchNode } from "./refs.ts";

type PlacedPullRequest = Placed<"pull_request">;

/** What GitHub's `PullRequest` has beside what an issue has too. */
export function pullRequestFields(request: GraphRequest, placed: PlacedPullRequest): Fields {
  const { core, viewer } = request;
  const { repository, item } = placed;
  const place = { core, repository };
  const id = itemId(repository, item) + idsPerRepository / 2;
  const head = headRepositoryOf(place, item);
  const merge = mergeCommitOf(place, item);
  return {
    ...changesOf(item),
    ...listFields(request, placed),
    __typename: "PullRequest",
    id: nodeId("PullRequest", id),
    databaseId: id,
    merged: item.mergedAt !== null,
    mergedAt: item.mergedAt,
    mergedBy: () => (item.mergedAt === null ? null : request.nodes.accountByLogin(item.author)),
    mergeCommit: () => (merge === undefined ? null : commitNode(request, { repository, commit: merge })),
    potentialMergeCommit: null,
    mergeable: item.state === "open" ? "MERGEABLE" : "UNKNOWN",
    mergeStateStatus: mergeStateOf(item).toUpperCase(),
    isDraft: item.draft,
    isCrossRepository: head !== repository,
    headRefName: item.headBranch,
    headRefOid: () => headShaOf(place, item),
    baseRefName: item.baseBranch,
    baseRefOid: () => headOf(repository, core.world.historyOf(repository), item.baseBranch),
    baseRef: () => branchNode(request, { repository, name: item.baseBranch }),
    headRepository: () => (head && canSee(core, viewer, head) ? request.nodes.repository(head) : null),
    headRepositoryOwner: () => (head === undefined ? null : request.nodes.accountByLogin(head.owner)),
    reviewDecision: null,
    statusCheckRollup: null,
    maintainerCanModify: false,
  };
}

function listFields(request: GraphRequest, placed: PlacedPullRequest): Fields {
  const { core } = request;
  const { repository, item } = placed;
  return {
    commits: (args: PageArguments) =>
      connection(commitsOfPullRequest({ core, repository }, item), args, {
        node: (commit) => {
          const resourcePath = `/${fullName(repository)}/pull/${item.number}/commits/${commit.sha}`;
          return {
            id: Buffer.from(`017:PullRequestCommit${repository.id}:${item.number}:${commit.sha}`).toString("base64"),
            commit: () => commitNode(request, { repository, commit }),
            pullRequest: () => request.nodes.item(placed),
            resourcePath,
            url: `${request.exchange.address.webOrigin}${resourcePath}`,
          };
        },
      }),
    reviewRequests: (args: PageArguments) => {
      const reviewers = (item.requestedReviewers ?? []).filter((login) => core.world.person(login));
      return connection(reviewers, args, {
        node: (login) => ({
          id: Buffer.from(`013:ReviewRequest${repository.id}:${item.number}:${login}`).toString("base64"),
          asCodeOwner: false,
          pullRequest: () => request.nodes.item(placed),
          requestedReviewer: () => request.nodes.accountByLogin(login),
        }),
      });
    },
    reviews: (args: PageArguments) => countedOnly(0, args),
    latestReviews: (args: PageArguments) => countedOnly(0, args),
    // A seed knows how many files there are and not which: GitHub's answer for files it cannot tell is none at all.
    files: null,
  };
}
