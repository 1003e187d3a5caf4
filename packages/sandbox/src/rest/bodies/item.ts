import type { Address } from "../../address.ts";
import type { Core } from "../../core.ts";
import type { SeedIssue, SeedLabel, SeedRepository } from "../../seed.ts";
import { fullName, type Item } from "../../world.ts";
import type { BodyParts } from "../media-type.ts";
import { simpleUserOrNull } from "./account.ts";
import { nodeId } from "./node-id.ts";
import { repositoryApiUrl } from "./repository.ts";
import { writtenText } from "./written-text.ts";

export interface ItemView {
  readonly core: Core;
  readonly address: Address;
  readonly repository: SeedRepository;
  /** In which forms texts are wanted; as they were written when absent. */
  readonly bodyParts?: BodyParts;
}

/** Room for the numbers of one repository, so that ids made of both are unique. */
export const idsPerRepository = 100_000;

/** What the bodies of issues and pull requests have in common. */
export function sharedFields({ core, address, repository, bodyParts = "raw" }: ItemView, item: SeedIssue) {
  const assignees = item.assignees
    .map((login) => simpleUserOrNull(core, address, login))
    .filter((user) => user !== null);
  return {
    number: item.number,
    title: item.title,
    ...writtenText(item.body, bodyParts),
    state: item.state,
    locked: item.locked ?? false,
    active_lock_reason: null,
    user: simpleUserOrNull(core, address, item.author),
    author_association: associationOf(core, repository, item.author),
    labels: repository.labels
      .filter((label) => item.labels.includes(label.name))
      .map((label) => labelBody(address, repository, label)),
    assignee: assignees[0] ?? null,
    assignees,
    milestone: milestoneOf({ core, address, repository }, item),
    created_at: item.createdAt,
    updated_at: item.updatedAt,
    closed_at: item.closedAt,
  };
}

/** GitHub's `label`. */
export function labelBody(address: Address, repository: SeedRepository, label: SeedLabel) {
  const id = labelId(repository, label);
  return {
    id,
    node_id: nodeId("Label", id),
    url: `${repositoryApiUrl(address, repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  };
}

export function labelId(repository: SeedRepository, label: SeedLabel): number {
  return repository.id * 100 + repository.labels.indexOf(label);
}

/** GitHub's `milestone`. */
function milestoneOf({ core, address, repository }: ItemView, item: SeedIssue) {
  const milestone = repository.milestones?.find(({ number }) => number === item.milestone);
  if (milestone === undefined) return null;
  const { number, title, description, state, dueOn, createdAt } = milestone;
  const url = `${repositoryApiUrl(address, repository)}/milestones/${number}`;
  const id = repository.id * 100 + number;
  const items = core.world.itemsOf(repository).filter((each) => each.milestone === number);
  const open = items.filter((each) => each.state === "open").length;
  return {
    url,
    html_url: `${address.webOrigin}/${fullName(repository)}/milestone/${number}`,
    labels_url: `${url}/labels`,
    id,
    node_id: nodeId("Milestone", id),
    number,
    state,
    title,
    description,
    creator: simpleUserOrNull(core, address, repository.owner),
    open_issues: open,
    closed_issues: items.length - open,
    created_at: createdAt,
    updated_at: createdAt,
    closed_at: state === "closed" ? createdAt : null,
    due_on: dueOn,
  };
}

/** What GitHub calls the relation of an author to the repository. */
export function associationOf(core: Core, repository: SeedRepository, author: string | null): string {
  const person = author === null ? undefined : core.world.person(author);
  const relation = person && core.world.relation(person, repository);
  if (relation === undefined) return person === undefined ? "NONE" : "CONTRIBUTOR";
  return relation === "organization_member" ? "MEMBER" : relation.toUpperCase();
}

/** The page of an issue or pull request. */
export function htmlUrl({ address, repository }: ItemView, item: Item): string {
  return `${address.webOrigin}/${fullName(repository)}/${item.kind === "issue" ? "issues" : "pull"}/${item.number}`;
}

/** The id of an issue; a pull request has this one as an issue and another one of its own. */
export function itemId(repository: SeedRepository, item: { readonly number: number }): number {
  return repository.id * idsPerRepository + item.number;
}
