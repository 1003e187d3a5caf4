import type { Address } from "../../address.ts";
import type { Core } from "../../core.ts";
import type { SeedIssue, SeedLabel, SeedRepository } from "../../seed.ts";
import { fullName, type Item } from "../../world.ts";
import { simpleUserOrNull } from "./account.ts";
import { nodeId } from "./node-id.ts";
import { repositoryApiUrl } from "./repository.ts";

export interface ItemView {
  readonly core: Core;
  readonly address: Address;
  readonly repository: SeedRepository;
}

/** Room for the numbers of one repository, so that ids made of both are unique. */
export const idsPerRepository = 100_000;

/** What the bodies of issues and pull requests have in common. */
export function sharedFields({ core, address, repository }: ItemView, item: SeedIssue) {
  const assignees = item.assignees
    .map((login) => simpleUserOrNull(core, address, login))
    .filter((user) => user !== null);
  return {
    number: item.number,
    title: item.title,
    body: item.body,
    state: item.state,
    locked: false,
    active_lock_reason: null,
    user: simpleUserOrNull(core, address, item.author),
    author_association: associationOf(core, repository, item.author),
    labels: repository.labels
      .filter((label) => item.labels.includes(label.name))
      .map((label) => labelBody(address, repository, label)),
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    created_at: item.createdAt,
    updated_at: item.updatedAt,
    closed_at: item.closedAt,
  };
}

function labelBody(address: Address, repository: SeedRepository, label: SeedLabel) {
  const id = repository.id * 100 + repository.labels.indexOf(label);
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

function associationOf(core: Core, repository: SeedRepository, author: string | null): string {
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
