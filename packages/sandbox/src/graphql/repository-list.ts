import { canSee } from "../rest/access.ts";
import { sortedBy } from "../rest/query.ts";
import { inOrder } from "../rest/repository-list.ts";
import type { SeedRepository } from "../seed.ts";
import type { Account, Relation } from "../world.ts";
import { connection, type PageArguments } from "./connection.ts";
import type { Fields, GraphRequest } from "./fields.ts";

export interface RepositoryArguments extends PageArguments {
  readonly privacy?: "PRIVATE" | "PUBLIC" | null;
  readonly visibility?: "INTERNAL" | "PRIVATE" | "PUBLIC" | null;
  readonly isFork?: boolean | null;
  readonly isArchived?: boolean | null;
  readonly affiliations?: readonly Affiliation[] | null;
  readonly ownerAffiliations?: readonly Affiliation[] | null;
  readonly orderBy?: { readonly field: OrderField; readonly direction: "ASC" | "DESC" } | null;
}

type Affiliation = "OWNER" | "COLLABORATOR" | "ORGANIZATION_MEMBER";
type OrderField = "CREATED_AT" | "NAME" | "PUSHED_AT" | "STARGAZERS" | "UPDATED_AT";

const relations: Readonly<Record<Affiliation, Relation>> = {
  OWNER: "owner",
  COLLABORATOR: "collaborator",
  ORGANIZATION_MEMBER: "organization_member",
};

/** GitHub's `repositories`: those of an account that the viewer may see. `affiliations` are the viewer's, `ownerAffiliations` the account's. */
export function repositoriesOfAccount(request: GraphRequest, account: Account, args: RepositoryArguments): Fields {
  const { core, viewer } = request;
  const visibility = args.visibility ?? args.privacy;
  const isWanted = (repository: SeedRepository): boolean =>
    (visibility === null || visibility === undefined || (visibility === "PRIVATE") === repository.private) &&
    visibility !== "INTERNAL" &&
    matches(args.isFork, repository.forkOf !== null) &&
    matches(args.isArchived, repository.archived) &&
    (!args.affiliations || isRelated(request, repository, args.affiliations)) &&
    canSee(core, viewer, repository);
  const found = candidatesOf(request, account, args.ownerAffiliations).filter(isWanted);
  return repositoryConnection(request, sorted(found, args.orderBy), args);
}

function repositoryConnection(
  request: GraphRequest,
  repositories: readonly SeedRepository[],
  args: PageArguments,
): Fields {
  return connection(repositories, args, {
    node: (repository) => request.nodes.repository(repository),
    whole: { totalDiskUsage: repositories.reduce((sum, { size }) => sum + size, 0) },
  });
}

function candidatesOf(
  { core }: GraphRequest,
  account: Account,
  affiliations: readonly Affiliation[] | null | undefined,
): readonly SeedRepository[] {
  const { world } = core;
  const person = account.type === "User" ? world.person(account.login) : undefined;
  if (person === undefined || !affiliations) return world.repositoriesOwnedBy(account.login);
  const wanted = new Set(affiliations.map((affiliation) => relations[affiliation]));
  return world.repositoriesOf(person).filter((repository) => {
    const relation = world.relation(person, repository);
    return relation !== undefined && wanted.has(relation);
  });
}

function isRelated(
  { core, viewer }: GraphRequest,
  repository: SeedRepository,
  affiliations: readonly Affiliation[],
): boolean {
  const relation = viewer.person && core.world.relation(viewer.person, repository);
  return relation !== undefined && affiliations.some((affiliation) => relations[affiliation] === relation);
}

function matches(wanted: boolean | null | undefined, is: boolean): boolean {
  return wanted === null || wanted === undefined || wanted === is;
}

function sorted(
  repositories: readonly SeedRepository[],
  orderBy: RepositoryArguments["orderBy"],
): readonly SeedRepository[] {
  const direction = orderBy?.direction === "DESC" ? "desc" : "asc";
  switch (orderBy?.field) {
    case undefined:
      return repositories;
    case "STARGAZERS":
      return sortedBy(repositories, ({ stars }) => stars, direction);
    case "NAME":
      return sortedBy(repositories, ({ name }) => name.toLowerCase(), direction);
    case "CREATED_AT":
      return inOrder(repositories, { sort: "created", direction });
    case "PUSHED_AT":
      return inOrder(repositories, { sort: "pushed", direction });
    case "UPDATED_AT":
      return inOrder(repositories, { sort: "updated", direction });
  }
}
