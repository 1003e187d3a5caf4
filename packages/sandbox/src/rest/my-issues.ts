import type { SeedPerson, SeedRepository } from "../seed.ts";
import { type Item, type Relation, sameName } from "../world.ts";
import { canSee } from "./access.ts";
import { discussionOf } from "./bodies/comment.ts";
import { renderedIssue } from "./issues.ts";
import { mentions, readSharedFilter, sortItems } from "./item-filter.ts";
import type { RestAnswer, RestRequest } from "./operation.ts";
import { partialResults } from "./organization-policy.ts";
import { paginate } from "./pagination.ts";
import { readBoolean, readChoice } from "./query.ts";
import { notFound } from "./refusal.ts";
import { renderedList, renderedRepository } from "./rendering.ts";
import { signedIn } from "./viewer.ts";

const resource = "Issue";

export interface Found {
  readonly repository: SeedRepository;
  readonly item: Item;
}

/** `GET /issues`: issues and pull requests of all repositories the person may see. */
export function listMyIssues(request: RestRequest): RestAnswer {
  const { core, viewer } = request;
  const lacksScope = viewer.token?.app.kind === "oauth-app" && !viewer.scopes.has("repo");
  if (lacksScope && core.profile.issuesWithoutScope === "not_found") throw notFound("scope_missing");
  return answerWithItems(request, { path: "/issues", reaches: readReach(request) });
}

/** `GET /user/issues`: the same in repositories the person owns or belongs to. */
export function listUserIssues(request: RestRequest): RestAnswer {
  return answerWithItems(request, { path: "/user/issues", reaches: ({ relation }) => relation !== undefined });
}

interface Reached {
  readonly relation: Relation | undefined;
  readonly item: Item;
}

function answerWithItems(
  request: RestRequest,
  { path, reaches }: { path: string; reaches: (reached: Reached) => boolean },
): RestAnswer {
  const { core, viewer } = request;
  const person = signedIn(viewer);
  const concerns = readConcern(request, person);
  const isWanted = readSharedFilter(request);
  const found: Found[] = [];
  for (const repository of core.world.repositories) {
    if (!canSee(core, viewer, repository)) continue;
    const relation = core.world.relation(person, repository);
    for (const item of core.world.itemsOf(repository)) {
      if (reaches({ relation, item }) && isWanted(item) && concerns(item, relation)) found.push({ repository, item });
    }
  }
  const sorted = sortItems(request, found, ({ item }) => item);
  const { entries, link } = paginate(request, sorted, path);
  return {
    status: 200,
    link,
    text: renderedList(entries.map((entry) => renderedWithRepository(request, entry))),
    headers: partialResults(request, core.world.repositoriesOf(person)),
  };
}

/** An issue outside its repository names it. Both are JSON objects that were written before. */
function renderedWithRepository(request: RestRequest, { repository, item }: Found): string {
  const issue = renderedIssue(request, { repository, item });
  return `${issue.slice(0, -1)},"repository":${renderedRepository(request, repository)}}`;
}

/** What an issue has to do with the person, as `filter` asks. GitHub subscribes whoever takes part. */
function readConcern(
  request: RestRequest,
  { login }: SeedPerson,
): (item: Item, relation: Relation | undefined) => boolean {
  const filter = readChoice(request, {
    resource,
    field: "filter",
    choices: ["assigned", "created", "mentioned", "subscribed", "repos", "all"],
  });
  const isAssigned = (item: Item) => item.assignees.some((assignee) => sameName(assignee, login));
  const takesPart = (item: Item) =>
    isAssigned(item) ||
    sameName(item.author, login) ||
    mentions(item, login) ||
    discussionOf(item).some(({ author }) => sameName(author, login));
  const concerns = {
    assigned: isAssigned,
    created: (item: Item) => sameName(item.author, login),
    mentioned: (item: Item) => mentions(item, login),
    subscribed: takesPart,
    repos: (_item: Item, relation: Relation | undefined) => relation !== undefined,
    all: (item: Item, relation: Relation | undefined) => relation !== undefined || takesPart(item),
  };
  return concerns[filter];
}

/** Reads which repositories are meant, and whether pull requests are. Without any of these words, all are. */
function readReach(request: RestRequest): (reached: Reached) => boolean {
  const wants = (field: string) => readBoolean(request, { resource, field });
  const named: readonly [Relation, boolean | undefined][] = [
    ["owner", wants("owned")],
    ["collaborator", wants("collab")],
    ["organization_member", wants("orgs")],
  ];
  const relations = named.filter(([, isWanted]) => isWanted === true).map(([relation]) => relation);
  const pulls = wants("pulls");
  return ({ relation, item }) =>
    (relations.length === 0 || (relation !== undefined && relations.includes(relation))) &&
    (pulls !== false || item.kind === "issue");
}
