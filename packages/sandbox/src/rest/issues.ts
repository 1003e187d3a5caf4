import type { SeedRepository } from "../seed.ts";
import type { Item } from "../world.ts";
import { serialize } from "./api-version.ts";
import { commentBody, discussionOf } from "./bodies/comment.ts";
import { issueBody } from "./bodies/issue.ts";
import { ofRepository } from "./find-repository.ts";
import { readRepositoryFilter, readSharedFilter, sortItems } from "./item-filter.ts";
import type { RestRequest } from "./operation.ts";
import { paginate, paginateByCursor } from "./pagination.ts";
import { readInstant } from "./query.ts";
import { notFound, RestRefusal } from "./refusal.ts";
import { rendered, renderedList, viewOf } from "./rendering.ts";

/** `GET /repos/{owner}/{repo}/issues`: pull requests are among them, as GitHub has it. */
export const listIssues = ofRepository((request, repository) => {
  const isShared = readSharedFilter(request);
  const isWanted = readRepositoryFilter(request);
  const found = request.core.world.itemsOf(repository).filter((item) => isShared(item) && isWanted(item));
  const sorted = sortItems(request, found, (item) => item);
  const path = `/repositories/${repository.id}/issues`;
  const isLarge = sorted.length > request.core.profile.issuesByPageNumber;
  const { entries, link } = isLarge ? paginateByCursor(request, sorted, path) : paginate(request, sorted, path);
  return { status: 200, link, text: renderedList(entries.map((item) => renderedIssue(request, { repository, item }))) };
});

/** `GET /repos/{owner}/{repo}/issues/{issue_number}`. */
export const showIssue = ofRepository((request, repository) => {
  const item = findItem(request, repository);
  return { status: 200, text: renderedIssue(request, { repository, item }), lastModified: item.updatedAt };
});

/** `GET /repos/{owner}/{repo}/issues/{issue_number}/comments`: those of pull requests too. */
export const listIssueComments = ofRepository((request, repository) => {
  const { core, exchange, bodyParts } = request;
  const item = findItem(request, repository);
  const since = readInstant(request, { resource: "IssueComment", field: "since" }) ?? Number.NEGATIVE_INFINITY;
  const found = discussionOf(item)
    .map((comment, index) => ({ item, comment, index }))
    .filter(({ comment }) => Date.parse(comment.updatedAt ?? comment.createdAt) >= since);
  const path = `/repositories/${repository.id}/issues/${item.number}/comments`;
  const { entries, link } = paginate(request, found, path);
  const view = { core, address: exchange.address, repository, bodyParts };
  return { status: 200, link, body: entries.map((entry) => commentBody(view, entry)) };
});

/** GitHub's `issue` as JSON, written once where it is asked for as it was written. */
export function renderedIssue(
  request: RestRequest,
  { repository, item }: { repository: SeedRepository; item: Item },
): string {
  const { core, exchange, bodyParts, version } = request;
  const view = { core, address: exchange.address, repository, bodyParts };
  if (bodyParts !== "raw") return serialize(issueBody(view, item), version);
  return rendered(viewOf(request), `issue ${repository.id} ${item.number}`, () => issueBody(view, item));
}

/** @throws RestRefusal 404 for a number that is not taken; 410 where the repository has no issues, and it is no pull request. */
function findItem({ core, params }: RestRequest, repository: SeedRepository): Item {
  const item = core.world.itemByNumber(repository, Number(params.number));
  if (repository.hasIssues === false && item?.kind !== "pull_request") {
    throw new RestRefusal({ status: 410, message: "Issues are disabled for this repo", decision: "issues_disabled" });
  }
  if (item === undefined) throw notFound("not_found");
  return item;
}
