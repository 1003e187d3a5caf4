import { labelId } from "../rest/bodies/item.ts";
import { nodeId } from "../rest/bodies/node-id.ts";
import { sortedBy } from "../rest/query.ts";
import type { SeedLabel, SeedMilestone, SeedRepository } from "../seed.ts";
import { fullName } from "../world.ts";
import type { PageArguments } from "./connection.ts";
import type { Fields, GraphRequest } from "./fields.ts";

export interface LabelArguments extends PageArguments {
  readonly query?: string | null;
  readonly orderBy?: { readonly field: "CREATED_AT" | "NAME"; readonly direction: "ASC" | "DESC" } | null;
}

/** Finds the labels whose names or descriptions hold what is asked for; a seed lists them in the order of their making. */
export function labelsWanted({ labels }: SeedRepository, { query, orderBy }: LabelArguments): readonly SeedLabel[] {
  const wanted = query?.toLowerCase() ?? "";
  const found = labels.filter(({ name, description }) => `${name}\n${description}`.toLowerCase().includes(wanted));
  if (orderBy?.field === "NAME")
    return sortedBy(found, ({ name }) => name.toLowerCase(), orderBy.direction === "DESC" ? "desc" : "asc");
  return orderBy?.direction === "DESC" ? found.toReversed() : found;
}

/** GitHub's `Label`. */
export function labelNode(
  { exchange }: GraphRequest,
  { repository, label }: { repository: SeedRepository; label: SeedLabel },
): Fields {
  const { name, color, description } = label;
  return {
    id: nodeId("Label", labelId(repository, label)),
    name,
    color,
    description,
    isDefault: false,
    createdAt: repository.createdAt,
    url: `${exchange.address.webOrigin}/${fullName(repository)}/labels/${encodeURIComponent(name)}`,
  };
}

/** GitHub's `Milestone`. */
export function milestoneNode(
  { exchange }: GraphRequest,
  { repository, milestone }: { repository: SeedRepository; milestone: SeedMilestone },
): Fields {
  const { number, title, description, state, dueOn, createdAt } = milestone;
  return {
    id: nodeId("Milestone", repository.id * 100 + number),
    number,
    title,
    description,
    state: state.toUpperCase(),
    dueOn,
    createdAt,
    url: `${exchange.address.webOrigin}/${fullName(repository)}/milestone/${number}`,
  };
}
