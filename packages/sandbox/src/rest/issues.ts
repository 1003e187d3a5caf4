import type { Item } from "../world.ts";
import { issueBody } from "./bodies/issue.ts";
import { findRepository } from "./find-repository.ts";
import type { RestAnswer, RestRequest } from "./operation.ts";
import { paginate } from "./pagination.ts";
import { readChoice, readInstant, readList, sortedBy } from "./query.ts";

const resource = "Issue";

/** `GET /repos/{owner}/{repo}/issues`: pull requests are among them, as GitHub has it. */
export function listIssues(request: RestRequest): RestAnswer {
  const repository = findRepository(request, "/issues");
  if ("status" in repository) return repository;
  const { core, exchange } = request;
  const wanted = readFilter(request);
  const found = sort(request, core.world.itemsOf(repository).filter(wanted));
  const { entries, link } = paginate(request, found, `/repositories/${repository.id}/issues`);
  const view = { core, address: exchange.address, repository };
  return { status: 200, link, body: entries.map((item) => issueBody(view, item)) };
}

function readFilter(request: RestRequest): (item: Item) => boolean {
  const state = readChoice(request, { resource, field: "state", choices: ["open", "closed", "all"] });
  const labels = readList(request, "labels").map((label) => label.toLowerCase());
  const creator = request.query.get("creator")?.toLowerCase();
  const assignee = request.query.get("assignee")?.toLowerCase() ?? undefined;
  const since = readInstant(request, { resource, field: "since" }) ?? Number.NEGATIVE_INFINITY;
  return (item) =>
    (state === "all" || item.state === state) &&
    labels.every((label) => item.labels.some((own) => own.toLowerCase() === label)) &&
    (creator === undefined || item.author?.toLowerCase() === creator) &&
    isAssigned(item, assignee) &&
    Date.parse(item.updatedAt) >= since;
}

/** `none` and `*` are words of their own, not logins. */
function isAssigned(item: Item, assignee: string | undefined): boolean {
  if (assignee === undefined) return true;
  if (assignee === "none") return item.assignees.length === 0;
  if (assignee === "*") return item.assignees.length > 0;
  return item.assignees.some((login) => login.toLowerCase() === assignee);
}

function sort(request: RestRequest, items: readonly Item[]): readonly Item[] {
  const order = readChoice(request, { resource, field: "sort", choices: ["created", "updated", "comments"] });
  const direction = readChoice(request, { resource, field: "direction", choices: ["desc", "asc"] });
  const keys = {
    created: (item: Item) => Date.parse(item.createdAt),
    updated: (item: Item) => Date.parse(item.updatedAt),
    comments: (item: Item) => item.comments,
  };
  return sortedBy(items, keys[order], direction);
}
