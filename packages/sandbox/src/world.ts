import type { PlantedSeed, SeedIssue, SeedOrganization, SeedPerson, SeedPullRequest, SeedRepository } from "./seed.ts";

export type Relation = "owner" | "collaborator" | "organization_member";

/** The people, organisations and repositories of the seed, indexed. Every lookup is by hash; what only some requests need is built when first asked for. */
export interface World {
  person(login: string): SeedPerson | undefined;
  account(login: string): Account | undefined;
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
  /** How many of them are open; GitHub counts pull requests as issues here. */
  openItemCount(repository: SeedRepository): number;
}

export type Account = ({ readonly type: "User" } & SeedPerson) | ({ readonly type: "Organization" } & SeedOrganization);

export type Item = ({ readonly kind: "issue" } & SeedIssue) | ({ readonly kind: "pull_request" } & SeedPullRequest);

export function createWorld(seed: PlantedSeed): World {
  const people = new Map(seed.people.map((person) => [key(person.login), person]));
  const organizations = new Map(seed.organizations.map((organization) => [key(organization.login), organization]));
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

  return {
    person: (login) => people.get(key(login)),
    account(login) {
      const person = people.get(key(login));
      if (person !== undefined) return { type: "User", ...person };
      const organization = organizations.get(key(login));
      return organization && { type: "Organization", ...organization };
    },
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
    openItemCount: remember((repository) => itemsOf(repository).filter((item) => item.state === "open").length),
  };
}

export function fullName(repository: SeedRepository): string {
  return `${repository.owner}/${repository.name}`;
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

/** GitHub compares names without regard to case. */
function key(name: string): string {
  return name.toLowerCase();
}

function includes(logins: readonly string[], login: string): boolean {
  return logins.some((candidate) => key(candidate) === key(login));
}
