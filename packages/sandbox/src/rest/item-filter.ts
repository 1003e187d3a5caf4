import type { SeedIssue } from "../seed.ts";
import { type Item, sameName } from "../world.ts";
import type { RestRequest } from "./operation.ts";
import { readChoice, readInstant, readList, sortedBy } from "./query.ts";
import { invalidField } from "./refusal.ts";

const resource = "Issue";

/** Reads the filters that every list of issues takes: state, labels and since. */
export function readSharedFilter(request: RestRequest): (item: Item) => boolean {
  const state = readChoice(request, { resource, field: "state", choices: ["open", "closed", "all"] });
  const labels = readList(request, "labels");
  const since = readInstant(request, { resource, field: "since" });
  return (item) =>
    (state === "all" || item.state === state) &&
    labels.every((label) => item.labels.some((own) => sameName(own, label))) &&
    (since === undefined || Date.parse(item.updatedAt) >= since);
}

/** Reads the filters that only the list of one repository takes. */
export function readRepositoryFilter(request: RestRequest): (item: Item) => boolean {
  const { query } = request;
  const creator = query.get("creator");
  const mentioned = query.get("mentioned");
  const assignee = query.get("assignee");
  const type = query.get("type");
  const milestone = readMilestone(request);
  return (item) =>
    (creator === null || sameName(item.author, creator)) &&
    (mentioned === null || mentions(item, mentioned)) &&
    isAmong(item.assignees, assignee) &&
    isAmong(item.type === undefined ? [] : [item.type], type) &&
    isAmong(item.milestone === undefined ? [] : [String(item.milestone)], milestone);
}

/** `none` and `*` are words of their own, not names. */
function isAmong(names: readonly string[], wanted: string | null): boolean {
  if (wanted === null) return true;
  if (wanted === "none") return names.length === 0;
  return wanted === "*" ? names.length > 0 : names.some((name) => sameName(name, wanted));
}

/** @throws RestRefusal 422 for what is neither a number, nor `none`, nor `*`. */
function readMilestone({ query }: RestRequest): string | null {
  const milestone = query.get("milestone");
  if (milestone === null || milestone === "none" || milestone === "*") return milestone;
  if (!/^\d{1,9}$/.test(milestone)) throw invalidField(resource, "milestone");
  return String(Number(milestone));
}

const names = /(?:^|[^\w@])@([\w-]{1,39})/g;

/** Whether a text says `@login`. */
export function mentions({ body }: SeedIssue, login: string): boolean {
  if (body === null || !body.includes("@")) return false;
  return [...body.matchAll(names)].some(([, name = ""]) => sameName(name, login));
}

/** Sorts issues as `sort` and `direction` ask; the newest come first. */
export function sortItems<Entry>(
  request: RestRequest,
  entries: readonly Entry[],
  itemOf: (entry: Entry) => Item,
): readonly Entry[] {
  const order = readChoice(request, { resource, field: "sort", choices: ["created", "updated", "comments"] });
  const direction = readChoice(request, { resource, field: "direction", choices: ["desc", "asc"] });
  const keys = {
    created: (entry: Entry) => Date.parse(itemOf(entry).createdAt),
    updated: (entry: Entry) => Date.parse(itemOf(entry).updatedAt),
    comments: (entry: Entry) => itemOf(entry).comments,
  };
  return sortedBy(entries, keys[order], direction);
}
