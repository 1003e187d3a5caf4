import { labelId } from "../rest/bodies/item.ts";
import { nodeId } from "../rest/bodies/node-id.ts";
import type { SeedLabel, SeedMilestone, SeedRepository } from "../seed.ts";
import { fullName } from "../world.ts";
import type { Fields, GraphRequest } from "./fields.ts";

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
