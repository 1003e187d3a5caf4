import { type History, readHistory } from "./history.ts";
import { createMemo, type Memo } from "./memo.ts";
import type { PlantedSeed, SeedIssue, SeedOrganization, SeedPerson, SeedPullRequest, SeedRepository } from "./seed.ts";

export type Relation = "owner" | "collaborator" | "organization_member";

/**
 * The people, organisations and repositories of the seed, indexed. Every lookup is by hash; what only some requests need is
 * built when first asked for.
 */
export interface World {
  person(login: string): SeedPerson | undefined;
  organization(login: string): SeedOrganization | undefined;
  account(login: string): Account | undefined;
  accountById(id: number): Account | undefined;
  /** Organisations the person belongs to, in the order of the seed. */
  organizationsOf(person: SeedPerson): readonly SeedOrganization[];
  readonly repositories: readonly SeedRepository[];
  repositoryById(id: number): SeedRepository | undefined;
  /** `moved` says that the name is a former one. */
  repositoryByName(owner: string, name: string): { repository: SeedRepository; moved: boolean } | undefined;
  /** What joins a person to a repository, the closest relation first; undefined for a stranger. */
  relation(person: SeedPerson, repository: SeedRepository): Relation | undefined;
  /** Every repository the person has a relation to. */
  repositoriesOf(person: SeedPerson): readonly SeedRepository[];
  /** Repositories a person or organisation owns. */
  repositoriesOwnedBy(login: string): readonly SeedRepository[];
  /** Issues and pull requests together, the newest first. */
  itemsOf(repository: SeedRepository): readonly Item[];
  itemByNumber(repository: SeedRepository, number: number): Item | undefined;
  /** How many of them are open; GitHub counts pull requests as issues here. */
  openItemCount(repository: SeedRepository): number;
  historyOf(repository: SeedRepository): History;
  /** Lists that follow from the seed, sorted and filtered. */
  readonly lists: Memo<readonly SeedRepository[]>;
  /** Bodies that follow from the seed, written as JSON. */
  readonly texts: Memo<string>;
}

export type Account = ({ readonly type: "User" } & SeedPerson) | ({ readonly type: "Organization" } & SeedOrganization);

export type Item = ({ readonly kind: "issue" } & SeedIssue) | ({ readonly kind: "pull_request" } & SeedPullRequest);

const mostListEntries = 1_000_000;
const mostCharacters = 24_000_000;

export function createWorld(seed: PlantedSeed): World {
  const people = new Map(seed.people.map((person) => [key(person.login), person]));
  const organizations = new Map(seed.organizations.map((organization) => [key(organization.login), organization]));
  const everybody = [
    ...seed.people.map((person): Account => ({ type: "User", ...person })),
    ...seed.organizations.map((organization): Account => ({ type: "Organization", ...organization })),
  ];
  const accounts = new Map(everybody.map((account) => [key(account.login), account]));
  const accountsById = new Map(everybody.map((account) => [account.id, account]));
  const byId = new Map(seed.repositories.map((repository) => [repository.id, repository]));
  const byName = new Map(seed.repositories.map((repository) => [key(fullName(repository)), repository]));
  const byFormerName = new Map(
    seed.repositories.flatMap((repository) =>
      repository.formerNames.map((name) => [key(`${repository.owner}/${name}`), repository] as const),
    ),
  );
  const byOwner = new Map<string, SeedRepository[]>();
  for (const repository of seed.repositories) {
    const owned = byOwner.get(key(repository.owner));
    if (owned === undefined) byOwner.set(key(repository.owner), [repository]);
    else owned.push(repository);
  }

  const relation = (person: SeedPerson, repository: SeedRepository): Relation | undefined => {
    if (key(repository.owner) === key(person.login)) return "owner";
    if (includes(repository.collaborators, person.login)) return "collaborator";
    const members = organizations.get(key(repository.owner))?.members ?? [];
    return includes(members, person.login) ? "organization_member" : undefined;
  };

  const itemsOf = remember(mergeItems);
  const itemsByNumber = remember(
    (repository: SeedRepository) => new Map(itemsOf(repository).map((item) => [item.number, item])),
  );

  return {
    person: (login) => people.get(key(login)),
    organization: (login) => organizations.get(key(login)),
    account: (login) => accounts.get(key(login)),
    accountById: (id) => accountsById.get(id),
    organizationsOf: remember((person) =>
      seed.organizations.filter((organization) => includes(organization.members, person.login)),
    ),
    repositories: seed.repositories,
    repositoryById: (id) => byId.get(id),
    repositoryByName(owner, name) {
      const current = byName.get(key(`${owner}/${name}`));
      if (current !== undefined) return { repository: current, moved: false };
      const former = byFormerName.get(key(`${owner}/${name}`));
      return former && { repository: former, moved: true };
    },
    relation,
    repositoriesOf: remember((person) =>
      seed.repositories.filter((repository) => relation(person, repository) !== undefined),
    ),
    repositoriesOwnedBy: (login) => byOwner.get(key(login)) ?? [],
    itemsOf,
    itemByNumber: (repository, number) => itemsByNumber(repository).get(number),
    openItemCount: remember((repository) => itemsOf(repository).filter((item) => item.state === "open").length),
    historyOf: remember(readHistory),
    lists: createMemo({ limit: mostListEntries, weigh: (list) => list.length + 20 }),
    texts: createMemo({ limit: mostCharacters, weigh: (text, name) => text.length + name.length }),
  };
}

export function fullName(repository: SeedRepository): string {
  return `${repository.owner}/${repository.name}`;
}

/** GitHub compares names without regard to case. */
export function sameName(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && key(one) === key(other);
}

function mergeItems(repository: SeedRepository): readonly Item[] {
  const issues = repository.issues.map((issue): Item => ({ kind: "issue", ...issue }));
  const pulls = repository.pullRequests.map((pull): Item => ({ kind: "pull_request", ...pull }));
  return [...issues, ...pulls].sort((left, right) => right.number - left.number);
}

function remember<Subject extends object, Result>(compute: (subject: Subject) => Result): (subject: Subject) => Result {
  const results = new WeakMap<Subject, { result: Result }>();
  return (subject) => {
    const known = results.get(subject);
    if (known !== undefined) return known.result;
    const result = compute(subject);
    results.set(subject, { result });
    return result;
  };
}

function key(name: string): string {
  return name.toLowerCase();
}

function includes(logins: readonly string[], login: string): boolean {
  return logins.some((candidate) => key(candidate) === key(login));
}
