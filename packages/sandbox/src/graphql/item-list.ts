import { discussionOf } from "../rest/bodies/comment.ts";
import { mentions } from "../rest/item-filter.ts";
import { sortedBy } from "../rest/query.ts";
import { type Item, sameName } from "../world.ts";
import type { PageArguments } from "./connection.ts";
import type { GraphRequest } from "./fields.ts";

export interface ItemArguments extends PageArguments {
  readonly states?: readonly ("OPEN" | "CLOSED" | "MERGED")[] | null;
  readonly labels?: readonly string[] | null;
  readonly baseRefName?: string | null;
  readonly headRefName?: string | null;
  readonly orderBy?: {
    readonly field: "COMMENTS" | "CREATED_AT" | "UPDATED_AT";
    readonly direction: "ASC" | "DESC";
  } | null;
  readonly filterBy?: IssueFilter | null;
}

interface IssueFilter {
  readonly assignee?: string | null;
  readonly createdBy?: string | null;
  readonly labels?: readonly string[] | null;
  readonly mentioned?: string | null;
  readonly milestone?: string | null;
  readonly milestoneNumber?: string | null;
  readonly since?: string | null;
  readonly states?: readonly ("OPEN" | "CLOSED" | "MERGED")[] | null;
  readonly viewerSubscribed?: boolean | null;
}

/** Finds the issues or the pull requests that `states`, `labels`, `filterBy` and the like want, the oldest first unless told. */
export function itemsWanted(
  { viewer }: GraphRequest,
  items: readonly Item[],
  { kind, args }: { kind: Item["kind"]; args: ItemArguments },
): readonly Item[] {
  const { states, labels, baseRefName, headRefName, filterBy, orderBy } = args;
  const found = items.filter(
    (item) =>
      item.kind === kind &&
      (!states || states.includes(stateOf(item))) &&
      (!labels || hasOneOf(item, labels)) &&
      (!baseRefName || (item.kind === "pull_request" && item.baseBranch === baseRefName)) &&
      (!headRefName || (item.kind === "pull_request" && item.headBranch === headRefName)) &&
      (!filterBy || passes(item, filterBy, viewer.person?.login ?? null)),
  );
  const keys = {
    COMMENTS: ({ comments }: Item) => comments,
    CREATED_AT: ({ createdAt }: Item) => createdAt,
    UPDATED_AT: ({ updatedAt }: Item) => updatedAt,
  };
  const direction = orderBy?.direction === "DESC" ? "desc" : "asc";
  return orderBy ? sortedBy(found, keys[orderBy.field], direction) : found.toReversed();
}

export function stateOf(item: Item): "OPEN" | "CLOSED" | "MERGED" {
  if (item.kind === "pull_request" && item.mergedAt !== null) return "MERGED";
  return item.state === "open" ? "OPEN" : "CLOSED";
}

function passes(item: Item, filter: IssueFilter, viewer: string | null): boolean {
  const { createdBy, labels, mentioned, since, states, viewerSubscribed } = filter;
  const number = filter.milestoneNumber ?? filter.milestone;
  return (
    isAmong(item.assignees, filter, "assignee") &&
    (!createdBy || sameName(item.author, createdBy)) &&
    (!labels || hasOneOf(item, labels)) &&
    (!mentioned || mentions(item, mentioned)) &&
    (!since || Date.parse(item.updatedAt) >= Date.parse(since)) &&
    (!states || states.includes(stateOf(item))) &&
    (number === undefined || isAmong([String(item.milestone ?? "")].filter(Boolean), { number }, "number")) &&
    (!viewerSubscribed ||
      sameName(item.author, viewer) ||
      discussionOf(item).some(({ author }) => sameName(author, viewer)))
  );
}

/** Null asks for none, `*` for any; a field that is absent asks for nothing. */
function isAmong<Name extends string>(
  names: readonly string[],
  filter: { readonly [Key in Name]?: string | null },
  field: Name,
): boolean {
  const wanted = filter[field];
  if (wanted === undefined) return true;
  if (wanted === null) return names.length === 0;
  return wanted === "*" ? names.length > 0 : names.some((name) => sameName(name, wanted));
}

function hasOneOf(item: Item, labels: readonly string[]): boolean {
  return labels.some((label) => item.labels.some((own) => sameName(own, label)));
}
